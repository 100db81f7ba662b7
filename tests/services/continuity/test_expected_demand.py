"""Estimates of a territory against what is noted there: the nearest rates, marked; masked counts; nothing without a territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.access.actor import Actor, Role
from app.core.errors import NotAllowed
from app.services.continuity.expected_demand import expected_demand, read_expected
from tests.builders import a_store
from tests.services.a_relay import AURAY, OURS, a_care_need, a_relay, noted
from tests.services.a_territory import a_territory

if TYPE_CHECKING:
    from pathlib import Path

READER = Actor("lecture", "Lecteur Fictif", Role.READING)


def test_redon_has_its_own_rates_and_auray_those_of_its_region(tmp_path: Path) -> None:
    """The nearest that is known, and it is said whose."""
    said = {name: read_expected(READER, a_territory(tmp_path / name, name)).where for name in ("redon", "auray")}
    assert said == {"redon": "taux de la CPTS Pays de Redon", "auray": "taux de la Bretagne"}


def test_redon_expects_what_its_health_project_says(tmp_path: Path) -> None:
    """2.7 % of severe heart failure and 3 % of psychiatric conditions over its communes."""
    found = read_expected(READER, a_territory(tmp_path, "redon"))
    expected = {one.category: one.expected for one in found.lines}
    assert expected["IC"] == pytest.approx(0.027 * found.people, abs=20)
    assert expected["PSY"] == pytest.approx(0.03 * found.people, abs=20)
    assert len(found.unrated) == 26


def test_what_is_noted_is_a_share_of_it_unless_masked(tmp_path: Path) -> None:
    """Nine heart failures noted in Auray are a part of what is expected; three psychiatric conditions are masked."""
    relay = a_relay(tmp_path, needs=0, closed=False)
    told = ["IC"] * 9 + ["PSY"] * 3 + ["INS"] * 9
    noted(relay, *(a_care_need(n, category, commune=AURAY) for n, category in enumerate(told, 1)))
    found = read_expected(READER, relay.store)
    lines = {one.category: one for one in found.lines}
    assert (lines["PSY"].noted, lines["PSY"].percent) == (None, None)
    assert lines["IC"].noted in (9, None)
    assert found.places["IC"][0].place == AURAY


def test_without_a_territory_nothing_is_expected(tmp_path: Path) -> None:
    """No commune, no estimate, no error."""
    store = a_store(tmp_path)
    with store.reading() as conn:
        assert expected_demand(conn, store).found == ()
    assert read_expected(READER, store).lines == ()


def test_a_professional_is_refused(tmp_path: Path) -> None:
    """It is the community's figure."""
    relay = a_relay(tmp_path, needs=0, closed=False)
    with pytest.raises(NotAllowed):
        read_expected(relay.members[OURS], relay.store)
