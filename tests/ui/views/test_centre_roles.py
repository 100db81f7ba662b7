"""Tests of app/ui/views/centre_roles.py: roles as typed and as kept say the same thing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.core.ids import PartnerId, SessionId
from app.scheduling.centre import RoleNeed
from app.scheduling.session import Need, Partner
from app.services.rota.set_up_centre import Offer
from app.ui.parts.role_table import RoleRow
from app.ui.views import centre_roles as roles

ROW = RoleRow("reception", "accueil", "1/2", 0, critical=False, weight=1)


@given(
    st.lists(
        st.builds(
            RoleNeed,
            role=st.sampled_from(["injector", "reception", "observation"]),
            per_line=st.fractions(0, 3, max_denominator=4),
            per_centre=st.integers(1, 5),
            critical=st.booleans(),
            weight=st.integers(1, 9),
        ),
        max_size=4,
    )
)
def test_what_is_read_back_is_what_was_shown(needs: list[RoleNeed]) -> None:
    """Rows turned into needs again are the needs, whatever the ratio."""
    assert roles.needs_of_rows(roles.role_rows(needs, str)) == tuple(needs)


def test_a_role_at_nothing_is_not_held() -> None:
    """0 a line and 0 a centre leaves the role out."""
    assert roles.needs_of_rows([replace(ROW, per_line="0"), replace(ROW, per_line="")]) == ()


def test_people_provided_by_nobody_are_refused_by_name_of_role() -> None:
    """« accueil : 2 fournis, mais par qui ? »"""
    with pytest.raises(InvalidInput) as caught:
        roles.offers_of_rows([replace(ROW, provided=2)])
    assert caught.value.data == {"role": "accueil", "count": 2}


def test_offers_keep_whom_to_call() -> None:
    """Partner, contact and number; nothing for a role nobody provides."""
    row = replace(ROW, provided=2, partner=" Mairie ", contact="Accueil", phone="01 99 00 10 01")
    assert roles.offers_of_rows([row, ROW]) == {"reception": Offer(2, "Mairie", "Accueil", "+33199001001")}


def test_the_sessions_opened_next_get_what_partners_gave_last() -> None:
    """Needs of the last session and partners by id become offers by role."""
    town_hall = Partner(PartnerId("p"), "Mairie", "Accueil", "+33199001001")
    needs = [
        Need(SessionId("s"), "reception", 2, provided=2, partner_id=town_hall.id),
        Need(SessionId("s"), "injector", 3),
    ]
    offers = roles.offers_of_needs(needs, {town_hall.id: town_hall})
    assert offers == {"reception": Offer(2, "Mairie", "Accueil", "+33199001001")}
