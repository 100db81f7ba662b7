"""The medical lead's signature: of this text, by this person; a changed text asks for it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.library.content import content_file
from app.services.plans.plan_material import gather
from app.services.plans.sign_card import read_signatures, sign_cards, signatures_words
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_store
from tests.services.a_plan import CELL, OBSERVER

CARD = "grand_froid"
LEAD = {"name": "Efflam Fictif", "quality": "référent médical"}


def correct(store: Store) -> None:
    """The site corrects a step of the card."""
    shipped = f"plans/typologie_2/cards/{CARD}.md"
    path = store.folder.content / shipped
    path.parent.mkdir(parents=True)
    text = content_file(shipped).read_text("utf-8")
    path.write_text(text.replace("\n1. ", "\n1. Aussitôt : ", 1), "utf-8")


def mark(store: Store, card: str = CARD) -> str:
    return read_signatures(COORDINATOR, store)[card].mark


def test_a_card_is_signed_and_no_longer_waits(tmp_path: Path) -> None:
    """Its plan says so too."""
    store = a_store(tmp_path)
    before = read_signatures(COORDINATOR, store)[CARD]
    assert (before.signature, before.is_signed, before.has_changed, before.words) == (None, False, False, "")
    sign_cards(COORDINATOR, store, {CARD: mark(store)}, **LEAD)
    found = read_signatures(COORDINATOR, store)[CARD]
    assert (found.is_signed, found.has_changed) == (True, False)
    assert signatures_words(COORDINATOR, store) == {
        CARD: "signée le 26 novembre 2026 par Efflam Fictif, référent médical"
    }
    with store.reading() as conn:
        assert gather(conn, store, 1).signed == {CARD}


def test_a_changed_text_asks_for_another_signature(tmp_path: Path) -> None:
    """The old one is still told; the day it was reviewed is not its text."""
    store = a_store(tmp_path)
    read = mark(store)
    sign_cards(COORDINATOR, store, {CARD: read}, **LEAD)
    correct(store)
    found = read_signatures(COORDINATOR, store)[CARD]
    assert (found.is_signed, found.has_changed) == (False, True)
    assert signatures_words(COORDINATOR, store) == {}
    with pytest.raises(StaleRevision, match="vient de changer"):
        sign_cards(COORDINATOR, store, {CARD: read}, **LEAD)
    sign_cards(COORDINATOR, store, {CARD: found.mark}, **LEAD)
    assert read_signatures(COORDINATOR, store)[CARD].is_signed


def test_several_are_signed_together_or_none(tmp_path: Path) -> None:
    """One that changed stops them all."""
    store = a_store(tmp_path)
    marks = {card: mark(store, card) for card in (CARD, "ehpad_renfort_medical")}
    with pytest.raises(StaleRevision):
        sign_cards(COORDINATOR, store, {**marks, CARD: "0" * 64}, **LEAD)
    assert signatures_words(COORDINATOR, store) == {}
    sign_cards(COORDINATOR, store, marks, **LEAD)
    assert set(signatures_words(COORDINATOR, store)) == set(marks)


def test_names_are_read_by_who_may_read_them(tmp_path: Path) -> None:
    """An observer learns that it is signed, in what quality and when."""
    store = a_store(tmp_path)
    sign_cards(COORDINATOR, store, {CARD: mark(store)}, **LEAD)
    assert signatures_words(CELL, store)[CARD].endswith("par Efflam Fictif, référent médical")
    for actor in (OBSERVER, READER):
        assert signatures_words(actor, store)[CARD].endswith("par référent médical")


@pytest.mark.parametrize(
    "lead", [{"name": " ", "quality": "médecin"}, {"name": "E", "quality": ""}, {"name": "x" * 121, "quality": "m"}]
)
def test_nobody_in_particular_signs_nothing(tmp_path: Path, lead: dict[str, str]) -> None:
    """A name and a quality."""
    store = a_store(tmp_path)
    with pytest.raises(InvalidInput):
        sign_cards(COORDINATOR, store, {CARD: mark(store)}, **lead)


def test_what_is_refused(tmp_path: Path) -> None:
    """No card at all, one that is not there, a role that may not."""
    store = a_store(tmp_path)
    with pytest.raises(InvalidInput, match="au moins une fiche"):
        sign_cards(COORDINATOR, store, {}, **LEAD)
    with pytest.raises(NotFound):
        sign_cards(COORDINATOR, store, {"inconnue": "0" * 64}, **LEAD)
    with pytest.raises(NotAllowed):
        sign_cards(CELL, store, {CARD: mark(store)}, **LEAD)
