"""A practice notes, changes, renews and ends its needs; nobody else does, and nothing of them leaves."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE, LOCAL_COORDINATION
from app.continuity.care_need import care_need_of
from app.continuity.need_rules import NeedDraft, NeedState
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.services.continuity.read_register import Register, own_practices, read_register
from app.services.continuity.record_needs import Change, Read, record_needs, renew_needs
from app.services.continuity.seal_needs import read_needs
from app.services.roster.edit_person import change_people
from app.store import care_vault, journal, people
from tests.builders import COORDINATOR
from tests.services.a_vault import ADMIN, OURS, THEIRS, Vault, a_vault, contents

DRAFT = NeedDraft(pseudonym="P-0042", category="INS", commune="44057")


def register(vault: Vault) -> Register:
    return read_register(vault.member, vault.store, OURS)


def noted(vault: Vault, *drafts: NeedDraft) -> list[Read]:
    return [Read(id, 1) for id in record_needs(vault.member, vault.store, OURS, drafts or [DRAFT])]


def test_a_need_noted_is_read_by_its_practice_with_its_words(tmp_path: Path) -> None:
    """Category, relay and holder by name, the limit of the category; and the number that follows."""
    vault = a_vault(tmp_path)
    noted(vault, replace(DRAFT, holder=vault.member.id, relays=(THEIRS,)))
    found = register(vault)
    [row] = found.rows
    assert row.category is not None
    assert (row.need.pseudonym, row.category.code, row.relays, row.holder, row.limit_hours, row.state) == (
        "P-0042", "INS", ("Cabinet d’Avessac",), "Anne Fictif", 12, NeedState.CURRENT,
    )  # fmt: skip
    assert (found.next_pseudonym, found.last_commune, found.refusal) == ("P-0043", "44057", None)


def test_what_is_typed_of_somebody_is_nowhere_on_the_disk(tmp_path: Path) -> None:
    """Refused with the reason: neither database, log nor journal holds it, nor the sentence."""
    vault = a_vault(tmp_path)
    with pytest.raises(InvalidInput) as refused:
        noted(vault, DRAFT, replace(DRAFT, pseudonym="Mme Canari"))
    assert "Canari" not in f"{refused.value}"
    assert b"Canari" not in contents(tmp_path)
    assert read_needs(vault.member, vault.store, OURS) == ()


def test_the_journal_says_what_was_done_and_never_how_many(tmp_path: Path) -> None:
    """New, changed, dropped: numbers would add up to a practice's total, which is told in bands."""
    vault = a_vault(tmp_path)
    [one] = noted(vault)
    record_needs(vault.member, vault.store, OURS, changed=[Change(one.id, 1, replace(DRAFT, commune="44007"))])
    record_needs(vault.member, vault.store, OURS, dropped=[Read(one.id, 2)])
    with vault.store.reading() as conn:
        written = [entry.payload for entry in journal.recent(conn) if entry.type == "care_needs_written"]
    assert all(value is True or value is False for one in written for value in (one or {}).values())
    assert sorted(tuple(sorted((one or {}).items())) for one in written) == [
        (("changed", False), ("dropped", False), ("new", True)),
        (("changed", False), ("dropped", True), ("new", False)),
        (("changed", True), ("dropped", False), ("new", False)),
    ]


def test_only_the_practice_notes_its_needs(tmp_path: Path) -> None:
    """The coordination would learn what is there from what is refused; the command line has the keys."""
    vault = a_vault(tmp_path)
    for actor in (vault.other, COORDINATOR, ADMIN, LOCAL_COORDINATION):
        with pytest.raises(NotAllowed):
            record_needs(actor, vault.store, OURS, [DRAFT])
        with pytest.raises(NotAllowed):
            renew_needs(actor, vault.store, OURS, [])
        with pytest.raises(NotAllowed):
            read_register(actor, vault.store, OURS)
    record_needs(COMMAND_LINE, vault.store, OURS, [DRAFT])
    assert [one.id for one in own_practices(vault.member, vault.store)] == [OURS]
    assert own_practices(COORDINATOR, vault.store) == ()
    with pytest.raises(NotAllowed):
        read_register(COMMAND_LINE, vault.store, OURS)


def test_without_a_declared_place_nothing_is_noted_and_the_register_says_so(tmp_path: Path) -> None:
    """« agrégats seuls »."""
    vault = a_vault(tmp_path, declared=False)
    with pytest.raises(RuleRefusal):
        noted(vault)
    assert isinstance(register(vault).refusal, RuleRefusal)


def test_the_same_need_is_noted_once(tmp_path: Path) -> None:
    """A patient has one need of a category; another category, or another patient, is another need."""
    vault = a_vault(tmp_path)
    noted(vault, DRAFT, replace(DRAFT, category="PLAIE"), replace(DRAFT, pseudonym="P-0001"))
    for drafts in ([DRAFT], [replace(DRAFT, pseudonym="P-0007")] * 2):
        with pytest.raises(InvalidInput):
            noted(vault, *drafts)
    assert len(read_needs(vault.member, vault.store, OURS)) == 3


def test_two_taps_at_once_note_one_need(tmp_path: Path) -> None:
    """The second finds the first."""
    vault = a_vault(tmp_path)
    outcomes: list[str] = []

    def tap() -> None:
        try:
            noted(vault)
            outcomes.append("noted")
        except InvalidInput:
            outcomes.append("refused")

    taps = [threading.Thread(target=tap) for _one in range(4)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert sorted(outcomes) == ["noted", "refused", "refused", "refused"]


def test_a_change_read_before_another_is_refused(tmp_path: Path) -> None:
    """And so is one of a need that is gone."""
    vault = a_vault(tmp_path)
    [one] = noted(vault)
    change = Change(one.id, 1, replace(DRAFT, commune="44007"))
    record_needs(vault.member, vault.store, OURS, changed=[change])
    with pytest.raises(StaleRevision):
        record_needs(vault.member, vault.store, OURS, changed=[change])
    with pytest.raises(StaleRevision):
        renew_needs(vault.member, vault.store, OURS, [one])
    with pytest.raises(StaleRevision):
        record_needs(vault.member, vault.store, OURS, dropped=[one])
    assert len(read_needs(vault.member, vault.store, OURS)) == 1
    record_needs(vault.member, vault.store, OURS, dropped=[Read(one.id, 2)])
    record_needs(vault.member, vault.store, OURS, dropped=[Read(one.id, 2)])
    with pytest.raises(NotFound):
        renew_needs(vault.member, vault.store, OURS, [Read(one.id, 2)])


def test_a_need_asks_for_a_review_is_renewed_or_ends_by_itself(tmp_path: Path) -> None:
    """After 90 days it comes first; renewed, it lasts; left alone, it is gone after 180."""
    vault = a_vault(tmp_path)
    kept, left = noted(vault, DRAFT, replace(DRAFT, pseudonym="P-0001"))
    vault.clock.forward(days=100)
    assert {row.state for row in register(vault).rows} == {NeedState.TO_REVIEW}
    renew_needs(vault.member, vault.store, OURS, [kept])
    assert [(row.need.id, row.state) for row in register(vault).rows] == [
        (left.id, NeedState.TO_REVIEW),
        (kept.id, NeedState.CURRENT),
    ]
    vault.clock.forward(days=81)
    assert [row.need.id for row in register(vault).rows] == [kept.id]


def test_a_need_is_renewed_though_whoever_went_has_left(tmp_path: Path) -> None:
    """Without a holder."""
    vault = a_vault(tmp_path)
    [one] = noted(vault, replace(DRAFT, holder=vault.member.id))
    with vault.store.reading() as conn:
        gone = people.find(conn, vault.member.id)  # type: ignore[arg-type]
        revision = people.revisions(conn)[vault.member.id]  # type: ignore[index]
    assert gone is not None
    change_people(COORDINATOR, vault.store, [(replace(gone, practice=THEIRS), revision)])
    record_needs(COMMAND_LINE, vault.store, OURS, [])
    colleague = replace(gone, id=vault.other.id, practice=OURS)  # type: ignore[arg-type]
    with vault.store.transaction() as conn:
        people.put(conn, colleague, vault.store.now())
    renew_needs(vault.other, vault.store, OURS, [one])
    with vault.store.reading() as conn:
        [held] = care_vault.opened_of(conn, vault.store.folder, vault.store.now(), OURS)
    need = care_need_of(held)
    assert (need.holder, need.revision) == ("", 2)
    assert need.expires_at > vault.store.now() + timedelta(days=170)
