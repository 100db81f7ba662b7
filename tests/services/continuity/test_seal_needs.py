"""Needs are held sealed, read by their practice alone, and refused until they have a declared place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.access.actor import LOCAL_COORDINATION
from app.continuity.holding import CareMode, HoldingMode
from app.continuity.need import KeyLost
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.services.continuity.care_mode import declare_care_mode, read_care_mode
from app.services.continuity.seal_needs import ChangedNeed, read_needs, seal_needs
from app.store import care_keys, care_vault, journal
from app.words.errors import sentence
from tests.builders import COORDINATOR
from tests.services.a_vault import ADMIN, CANARY, LATER, OURS, THEIRS, a_need, a_vault, contents


def test_a_real_need_is_refused_in_one_sentence_until_hosting_is_declared(tmp_path: Path) -> None:
    """Nothing is written, no key is made; once declared, it is accepted."""
    vault = a_vault(tmp_path, declared=False)
    with pytest.raises(RuleRefusal) as refused:
        seal_needs(vault.member, vault.store, OURS, [a_need()])
    assert sentence(refused.value).count(".") == 1
    with vault.store.reading() as conn:
        assert (care_vault.counts(conn), care_keys.every(conn)) == ({}, {})
    assert not list(tmp_path.glob("keys/care-*"))


def test_a_need_is_on_the_disk_only_sealed(tmp_path: Path) -> None:
    """Neither database, its log nor the journal holds a word of it; the practice reads it whole."""
    vault = a_vault(tmp_path)
    [made] = seal_needs(vault.member, vault.store, OURS, [a_need(autonomy_h=4)])
    [need] = read_needs(vault.member, vault.store, OURS)
    assert (need.stamp.id, need.stamp.revision, dict(need.content)) == (
        made,
        1,
        {"pseudonym": CANARY, "category": "O2", "autonomy_h": 4},
    )
    held = contents(tmp_path)
    assert b"P-0042" not in held
    assert b"canari" not in held
    assert made.encode() in held
    with vault.store.reading() as conn:
        [entry] = [one for one in journal.recent(conn) if one.type == "care_needs_written"]
    assert (entry.subject_id, entry.payload) == (OURS, {"new": True, "changed": False, "dropped": False})


def test_nobody_but_the_practice_reads_its_needs(tmp_path: Path) -> None:
    """Another practice's member, the coordination and the administration are refused; totals need no row."""
    vault = a_vault(tmp_path)
    seal_needs(vault.member, vault.store, OURS, [a_need()])
    for actor in (vault.other, COORDINATOR, ADMIN, LOCAL_COORDINATION):
        with pytest.raises(NotAllowed):
            read_needs(actor, vault.store, OURS)
    with pytest.raises(NotAllowed):
        seal_needs(vault.other, vault.store, OURS, [a_need()])


def test_on_a_practices_own_machine_whoever_sits_there_reads_them(tmp_path: Path) -> None:
    """Declared local for that practice, without any account; another practice's stay closed and refused."""
    vault = a_vault(tmp_path, declared=False)
    local = CareMode(
        mode=HoldingMode.LOCAL, practices=frozenset({OURS}), dpia_on=datetime(2026, 11, 1, tzinfo=UTC).date()
    )
    declare_care_mode(ADMIN, vault.store, local, 0)
    seal_needs(LOCAL_COORDINATION, vault.store, OURS, [a_need()])
    assert len(read_needs(LOCAL_COORDINATION, vault.store, OURS)) == 1
    with pytest.raises(RuleRefusal):
        seal_needs(LOCAL_COORDINATION, vault.store, THEIRS, [a_need()])
    with pytest.raises(NotAllowed):
        read_needs(COORDINATOR, vault.store, OURS)


def test_two_edits_of_one_need_never_lose_the_first(tmp_path: Path) -> None:
    """The second is refused whole, new needs of the same call included; one that is gone says so."""
    vault = a_vault(tmp_path)
    [made] = seal_needs(vault.member, vault.store, OURS, [a_need()])
    change = ChangedNeed(made, 1, {"pseudonym": "P-0043"}, LATER)
    seal_needs(vault.member, vault.store, OURS, changed=[change])
    with pytest.raises(StaleRevision):
        seal_needs(vault.member, vault.store, OURS, [a_need()], changed=[change])
    assert [(n.stamp.revision, n.content["pseudonym"]) for n in read_needs(vault.member, vault.store, OURS)] == [
        (2, "P-0043")
    ]
    seal_needs(vault.member, vault.store, OURS, dropped=[made])
    with pytest.raises(NotFound):
        seal_needs(vault.member, vault.store, OURS, changed=[replace(change, revision=2)])


def test_a_need_past_its_end_is_read_no_more(tmp_path: Path) -> None:
    """It expires by itself, and none is written already expired."""
    vault = a_vault(tmp_path)
    seal_needs(vault.member, vault.store, OURS, [a_need()])
    vault.clock.at = LATER
    assert read_needs(vault.member, vault.store, OURS) == ()
    with pytest.raises(InvalidInput):
        seal_needs(vault.member, vault.store, OURS, [a_need()])


def test_a_lost_key_is_explained(tmp_path: Path) -> None:
    """Which practice, how many needs, what to do; nothing new is sealed under another key in its place."""
    vault = a_vault(tmp_path)
    seal_needs(vault.member, vault.store, OURS, [a_need(), a_need("P-0043")])
    care_keys.path_of(vault.store.folder, OURS).unlink()
    with pytest.raises(KeyLost) as lost:
        read_needs(vault.member, vault.store, OURS)
    said = sentence(lost.value)
    for part in ("Cabinet de Fégréac", ": 2", "Restaurez la sauvegarde des clés"):
        assert part in said
    with pytest.raises(KeyLost):
        seal_needs(vault.member, vault.store, OURS, [a_need()])
    with vault.store.reading() as conn:
        assert [data["needs"] for _why, data in care_vault.problems(conn, vault.store.folder, vault.store.now())] == [
            "2"
        ]


def test_a_count_over_practices_says_what_it_could_not_read(tmp_path: Path) -> None:
    """One key is lost: the other practice's needs come, with the lost ones counted beside them."""
    vault = a_vault(tmp_path)
    seal_needs(vault.member, vault.store, OURS, [a_need(), a_need("P-0043")])
    seal_needs(vault.other, vault.store, THEIRS, [a_need("P-0001")])
    care_keys.path_of(vault.store.folder, OURS).unlink()
    with vault.store.reading() as conn:
        read = care_vault.opened(conn, vault.store.folder, vault.store.now())
    assert [need.content["pseudonym"] for need in read.needs] == ["P-0001"]
    assert [(one.practice, one.needs) for one in read.unreadable] == [(OURS, 2)]


def test_a_row_moved_or_altered_in_the_base_does_not_open(tmp_path: Path) -> None:
    """Bound to its id, practice and revision: a sealed value put elsewhere, or a changed byte, is told, not read."""
    vault = a_vault(tmp_path)
    first, second = seal_needs(vault.member, vault.store, OURS, [a_need(), a_need("P-0043")])
    with vault.store.transaction() as conn:
        conn.execute(
            "UPDATE care_need SET sealed = (SELECT sealed FROM care_need WHERE id = ?) WHERE id = ?", (first, second)
        )
    with vault.store.reading() as conn:
        read = care_vault.opened(conn, vault.store.folder, vault.store.now())
    assert [need.stamp.id for need in read.needs] == [first]
    assert [one.needs for one in read.unreadable] == [1]
    with vault.store.transaction() as conn:
        conn.execute("UPDATE care_need SET revision = 2 WHERE id = ?", (first,))
    with pytest.raises(KeyLost, match="altérés"):
        read_needs(vault.member, vault.store, OURS)


def test_the_mode_is_declared_by_name_and_never_leaves_needs_without_a_place(tmp_path: Path) -> None:
    """Back to totals only is refused while needs are held; a stale declaration too; the coordination can't declare."""
    vault = a_vault(tmp_path)
    view = read_care_mode(COORDINATOR, vault.store)
    assert (view.words.label, view.mode.declared_by, view.mode.declared_on) == (
        "chez un hébergeur certifié",
        ADMIN.name,
        vault.clock.at.date(),
    )
    seal_needs(vault.member, vault.store, OURS, [a_need()])
    with pytest.raises(RuleRefusal):
        declare_care_mode(ADMIN, vault.store, CareMode(), view.revision)
    with pytest.raises(StaleRevision):
        declare_care_mode(ADMIN, vault.store, CareMode(), view.revision - 1)
    with pytest.raises(NotAllowed):
        declare_care_mode(COORDINATOR, vault.store, CareMode(), view.revision)


def test_the_length_of_a_sealed_value_says_nothing_of_short_contents(tmp_path: Path) -> None:
    """Padded: two needs of different words weigh the same; the longest is refused with a sentence."""
    vault = a_vault(tmp_path)
    seal_needs(vault.member, vault.store, OURS, [a_need("P-1"), a_need("P-" + "9" * 90, power_dependent=True)])
    with vault.store.reading() as conn:
        assert len({len(row[0]) for row in conn.execute("SELECT sealed FROM care_need")}) == 1
    with pytest.raises(InvalidInput):
        seal_needs(vault.member, vault.store, OURS, [a_need("P" * 20_000)])
    assert json.dumps(dict(a_need().content))
