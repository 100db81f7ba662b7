"""The sealed copies of Mes suivis: overdue first, deposited, checked and tested from the screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import LOCAL_COORDINATION, Role
from app.continuity.sealed_copy import CopyStep, Holder, SealedCopy
from app.core.clock import paris_date
from app.core.ids import PracticeId
from app.roster.practice import Practice
from app.services.continuity.keep_sealed_copy import keep_copy, note_step
from app.services.roster.edit_person import add_practices
from app.store import people, sealed_copies
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.services.a_territory import PHARMACY
from tests.ui.screens.a_page import UI, said
from tests.ui.screens.a_role import signs_in

OURS, THEIRS = PracticeId("ours"), PracticeId("theirs")


@pytest.fixture
def practices(store: Store) -> Store:
    """Two practices and a pharmacy; ours has a copy with its pair, deposited today."""
    add_practices(COORDINATOR, store, [Practice(id=OURS, name="Cabinet Un"), Practice(id=THEIRS, name="Cabinet Deux")])
    with store.transaction() as conn:
        people.put_site(conn, PHARMACY)
    keep_copy(COORDINATOR, store, a_copy(store))
    return store


def a_copy(store: Store, **more: object) -> SealedCopy:
    base: dict[str, object] = {
        "practice": OURS, "holder": Holder.PAIRED, "holder_practice": THEIRS, "deposited_on": paris_date(store.now()),
    }  # fmt: skip
    return SealedCopy(**{**base, **more})  # type: ignore[arg-type]


def opened(practice: PracticeId = OURS) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "needs.py", default_timeout=30)
    page.query_params["volet"] = "copies"
    page.query_params["cabinet"] = practice
    page.run()
    assert not page.exception
    return page


def pressed(page: AppTest, key: str) -> AppTest:
    page = next(one for one in page.button if str(one.key).startswith(key)).click().run()
    assert not page.exception
    return page


def held(store: Store, holder: Holder = Holder.PAIRED) -> SealedCopy | None:
    with store.reading() as conn:
        return sealed_copies.find(conn, OURS, holder)


def test_the_sentence_says_what_lacks(practices: Store) -> None:
    """One of the two copies is there; the other asks to be deposited, first."""
    page = opened()
    assert page.title[0].value == "1 cabinet n’a pas ses deux copies scellées."
    text = said(page)
    assert text.index("Pharmacien") < text.index("Cabinet binôme")
    assert "Cabinet Deux · enveloppe scellée" in text
    assert "ouverture jamais essayée" in text


def test_a_deposit_is_noted_and_all_is_well(practices: Store) -> None:
    """With the pharmacy chosen in the list."""
    page = opened()
    page.selectbox(key="needs_copy_ours_pharmacist_0_who").select(PHARMACY.id)
    page = next(one for one in page.button if one.label == "Enregistrer").click().run()
    assert not page.exception
    copy = held(practices, Holder.PHARMACIST)
    assert copy is not None
    assert copy.holder_site == PHARMACY.id
    assert page.title[0].value.startswith("Toutes les copies scellées sont en place")


def test_checked_and_tested_are_one_press(practices: Store) -> None:
    """Today."""
    page = pressed(opened(), "needs_copy_ours_paired_steps_1_send_checked")
    pressed(page, "needs_copy_ours_paired_steps_2_send_tested")
    copy = held(practices)
    assert copy is not None
    assert copy.checked_on == copy.tested_on == paris_date(practices.now())


def test_who_presses_second_is_told(practices: Store) -> None:
    """Nothing of theirs is written."""
    page = opened()
    note_step(COORDINATOR, practices, OURS, Holder.PAIRED, CopyStep.TESTED, paris_date(practices.now()), 1)
    page = pressed(page, "needs_copy_ours_paired_steps_1_send_checked")
    copy = held(practices)
    assert copy is not None
    assert (copy.checked_on, bool(page.error or page.warning)) == (None, True)


def test_a_copy_that_is_gone_is_asked_for(practices: Store) -> None:
    """By its button; the practice then has none."""
    pressed(opened(), "needs_copy_ours_paired_steps_1_send_gone")
    assert held(practices) is None


def test_a_deposit_without_a_holder_is_refused(practices: Store) -> None:
    """Said, and nothing written."""
    page = next(one for one in opened().button if one.label == "Enregistrer").click().run()
    assert (held(practices, Holder.PHARMACIST), "Choisissez la pharmacie" in said(page)) == (None, True)


def test_what_is_late_comes_first(practices: Store) -> None:
    """A year after, the opening is to be tested."""
    keep_copy(
        LOCAL_COORDINATION,
        practices,
        a_copy(practices, revision=1, deposited_on=paris_date(practices.now()) - timedelta(days=400)),
    )
    assert "ouverture à essayer" in said(opened())


@pytest.mark.parametrize("role", [Role.COORDINATION, Role.ADMINISTRATION])
def test_the_coordination_keeps_them(practices: Store, monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    """Whatever else the screen hides from it."""
    signs_in(monkeypatch, practices, role)
    assert "Cabinet Deux" in said(opened())
