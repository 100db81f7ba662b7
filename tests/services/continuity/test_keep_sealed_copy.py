"""Sealed copies noted and read: a practice its own, the coordination all, nobody else any; overdue first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor
from app.continuity.sealed_copy import CopyState, CopyStep, Holder, SealedCopy
from app.core.clock import paris_date
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PracticeId
from app.services.continuity.keep_sealed_copy import keep_copy, note_step, take_back
from app.services.continuity.print_key_table import print_key_table
from app.services.continuity.read_sealed_copies import CopiesView, HeldCopy, read_sealed_copies
from app.services.continuity.seal_needs import seal_needs
from app.store import journal, people
from tests.builders import COORDINATOR, READER
from tests.documents.printed import text_of
from tests.services.a_territory import CELL, HOSPITAL, PHARMACY
from tests.services.a_vault import OURS, THEIRS, Vault, a_need, a_vault


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """Two practices, a pharmacy and a hospital; ours holds one need."""
    made = a_vault(tmp_path)
    with made.store.transaction() as conn:
        for site in (PHARMACY, HOSPITAL):
            people.put_site(conn, site)
    seal_needs(made.member, made.store, OURS, [a_need()])
    return made


def today(vault: Vault) -> date:
    return paris_date(vault.store.now())


def with_the_pair(vault: Vault) -> SealedCopy:
    return SealedCopy(practice=OURS, holder=Holder.PAIRED, holder_practice=THEIRS, deposited_on=today(vault))


def with_the_pharmacist(vault: Vault) -> SealedCopy:
    return SealedCopy(practice=OURS, holder=Holder.PHARMACIST, holder_site=PHARMACY.id, deposited_on=today(vault))


def held(view: CopiesView, holder: Holder) -> HeldCopy:
    return next(one for one in view.practices[0].held if one.holder is holder)


def test_a_practice_that_holds_needs_is_asked_for_two_copies(vault: Vault) -> None:
    """Neither is there yet; once both are, all is well until they are due for a check."""
    assert [(one.name, one.state) for one in read_sealed_copies(COORDINATOR, vault.store).practices] == [
        ("Cabinet de Fégréac", CopyState.ABSENT)
    ]
    keep_copy(vault.member, vault.store, with_the_pair(vault))
    keep_copy(COORDINATOR, vault.store, with_the_pharmacist(vault))
    view = read_sealed_copies(vault.member, vault.store)
    assert (view.practices[0].state, held(view, Holder.PAIRED).name, held(view, Holder.PHARMACIST).name) == (
        CopyState.FINE, "Cabinet d’Avessac", "Pharmacie fictive",
    )  # fmt: skip
    vault.clock.at += timedelta(days=180)
    assert read_sealed_copies(vault.member, vault.store).practices[0].state is CopyState.TO_CHECK


def test_a_check_and_a_trial_are_noted_over_the_revision_seen(vault: Vault) -> None:
    """Who comes second is told, and nothing of theirs is written."""
    keep_copy(vault.member, vault.store, with_the_pair(vault))
    vault.clock.at += timedelta(days=200)
    day = today(vault)
    note_step(vault.member, vault.store, OURS, Holder.PAIRED, CopyStep.CHECKED, day, 1)
    with pytest.raises(StaleRevision):
        note_step(COORDINATOR, vault.store, OURS, Holder.PAIRED, CopyStep.TESTED, day, 1)
    note_step(COORDINATOR, vault.store, OURS, Holder.PAIRED, CopyStep.TESTED, day, 2)
    copy = held(read_sealed_copies(COORDINATOR, vault.store), Holder.PAIRED).copy
    assert copy is not None
    assert (copy.checked_on, copy.tested_on, copy.revision) == (day, day, 3)


def test_a_copy_that_is_gone_is_asked_for_again(vault: Vault) -> None:
    """Over the revision seen, and once."""
    keep_copy(vault.member, vault.store, with_the_pair(vault))
    with pytest.raises(StaleRevision):
        take_back(vault.member, vault.store, OURS, Holder.PAIRED, 2)
    take_back(vault.member, vault.store, OURS, Holder.PAIRED, 1)
    assert held(read_sealed_copies(COORDINATOR, vault.store), Holder.PAIRED).state is CopyState.ABSENT
    with pytest.raises(NotFound):
        take_back(vault.member, vault.store, OURS, Holder.PAIRED, 1)


def test_another_practice_neither_reads_nor_writes_them(vault: Vault) -> None:
    """Not even that there are any; a role without needs reads none at all."""
    keep_copy(vault.member, vault.store, with_the_pair(vault))
    theirs = read_sealed_copies(vault.other, vault.store)
    assert [(one.practice, one.state) for one in theirs.practices] == [(THEIRS, CopyState.ABSENT)]
    with pytest.raises(NotAllowed):
        keep_copy(vault.other, vault.store, replace(with_the_pair(vault), revision=1))
    with pytest.raises(NotAllowed):
        note_step(vault.other, vault.store, OURS, Holder.PAIRED, CopyStep.CHECKED, today(vault), 1)
    with pytest.raises(NotAllowed):
        take_back(vault.other, vault.store, OURS, Holder.PAIRED, 1)
    with pytest.raises(NotAllowed):
        print_key_table(vault.other, vault.store, OURS)
    for actor in (CELL, READER):
        with pytest.raises(NotAllowed):
            read_sealed_copies(actor, vault.store)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"holder_practice": PracticeId("nowhere")}, InvalidInput),
        ({"practice": PracticeId("nowhere")}, NotFound),
        ({"holder": Holder.PHARMACIST, "holder_practice": None, "holder_site": HOSPITAL.id}, InvalidInput),
    ],
)
def test_a_holder_is_in_the_roster_and_a_pharmacist_s_is_a_pharmacy(
    vault: Vault, wrong: dict[str, object], error: type[Exception]
) -> None:
    """Nothing is written, nor journaled."""
    with pytest.raises(error):
        keep_copy(COORDINATOR, vault.store, replace(with_the_pair(vault), **wrong))  # type: ignore[arg-type]
    with vault.store.reading() as conn:
        assert not [one for one in journal.JOURNAL.entries(conn, "1", ()) if one.type.startswith("sealed_copy")]


def test_each_act_is_journaled_by_what_it_is(vault: Vault) -> None:
    """Who holds it and in what form; the names are nobody's business there."""
    keep_copy(vault.member, vault.store, with_the_pair(vault))
    keep_copy(vault.member, vault.store, replace(with_the_pair(vault), revision=1))
    note_step(vault.member, vault.store, OURS, Holder.PAIRED, CopyStep.TESTED, today(vault), 2)
    take_back(vault.member, vault.store, OURS, Holder.PAIRED, 3)
    with vault.store.reading() as conn:
        entries = [one for one in journal.JOURNAL.entries(conn, "1", ()) if one.type.startswith("sealed_copy")]
    assert [(one.type.removeprefix("sealed_copy_"), one.subject_id) for one in entries] == [
        ("deposited", OURS), ("changed", OURS), ("tested", OURS), ("gone", OURS),
    ]  # fmt: skip
    assert entries[0].payload == {"holder": "paired", "form": "envelope"}


@pytest.mark.parametrize("who", ["member", "coordinator"])
def test_the_key_table_is_printed_empty(vault: Vault, who: str) -> None:
    """Numbers, columns for the pen, where the copies are; no word of what is held."""
    keep_copy(vault.member, vault.store, with_the_pair(vault))
    actor: Actor = vault.member if who == "member" else COORDINATOR
    text = text_of(print_key_table(actor, vault.store, OURS, first=41, rows=3))
    assert [number in text for number in ("P-0040", "P-0041", "P-0043", "P-0044")] == [False, True, True, False]
    for words in ("Reste au cabinet", "Cabinet de Fégréac", "Nom et prénom", "cabinet binôme, Cabinet d’Avessac"):
        assert words in text
    assert "oxygène" not in text


@pytest.mark.parametrize(("first", "rows"), [(0, 5), (10_000, 5), (1, 0), (1, 501)])
def test_a_table_of_impossible_numbers_is_refused(vault: Vault, first: int, rows: int) -> None:
    """From P-0001 to P-9999, so many at once."""
    with pytest.raises(InvalidInput):
        print_key_table(vault.member, vault.store, OURS, first=first, rows=rows)
