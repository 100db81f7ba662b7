"""One chain for the journal and the main courante: appended, verified, purged behind a signed cut, blanked; never rewritten."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import checkpoints
from app.store.chain import GENESIS, Break, Chain, Fault
from app.store.checkpoints import Seal
from app.store.database import Store, open_store
from app.store.journal import JOURNAL
from app.store.log import LOG

AT = datetime(2026, 11, 26, 16, tzinfo=UTC)
KEY, OTHER = b"k" * 32, b"o" * 32
CHAINS = pytest.mark.parametrize("chain", [JOURNAL, LOG], ids=["journal", "log"])


def a_chain(folder: Path, chain: Chain, count: int = 6) -> Store:
    """Entries an hour apart, numbered from 1."""
    store = open_store(folder)
    with store.transaction() as conn:
        for number in range(1, count + 1):
            chain.append(conn, AT + timedelta(hours=number), "who", "done", f"s{number}", {"n": number})
    return store


def cut(store: Store, chain: Chain, up_to: int, key: bytes = KEY) -> None:
    with store.transaction() as conn:
        assert chain.cut(conn, key, up_to, at=AT, actor_id="who") is not None


def breaks(store: Store, chain: Chain, key: bytes | None = KEY) -> list[Break]:
    with store.reading() as conn:
        return chain.breaks(conn, key)


@CHAINS
def test_what_remains_after_a_purge_is_verified_from_its_checkpoint(tmp_path: Path, chain: Chain) -> None:
    """The oldest entries are gone, the chain holds from there and goes on."""
    store = a_chain(tmp_path, chain)
    cut(store, chain, 4)
    with store.transaction() as conn:
        assert [one.seq for one in chain.entries(conn, tail="ORDER BY e.seq")] == [5, 6]
        assert chain.append(conn, AT, "who", "done", "s7", {}) == 7
    assert breaks(store, chain) == []


@CHAINS
def test_a_chain_purged_whole_goes_on_where_it_stopped(tmp_path: Path, chain: Chain) -> None:
    """With nothing left, the next entry follows the last one purged."""
    store = a_chain(tmp_path, chain)
    with store.reading() as conn:
        head = chain.head(conn)
    cut(store, chain, 6)
    with store.transaction() as conn:
        assert (chain.head(conn), chain.holds(conn, head)) == (head, True)
        assert chain.append(conn, AT, "who", "done", "s7", {}) == 7
        link = next(iter(chain.links(conn)))
        assert (link.seq, link.previous) == (7, head)
    assert breaks(store, chain) == []


@CHAINS
@pytest.mark.parametrize("table", ["", "_payload"])
def test_only_what_a_checkpoint_covers_can_be_deleted(tmp_path: Path, chain: Chain, table: str) -> None:
    """The trigger lets a checkpointed purge pass, and nothing after it."""
    store = a_chain(tmp_path, chain)
    cut(store, chain, 2)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), store.transaction() as conn:
        conn.execute(f"DELETE FROM {chain.name}{table} WHERE seq = 3")


@CHAINS
def test_a_forged_checkpoint_is_found(tmp_path: Path, chain: Chain) -> None:
    """Somebody who writes a checkpoint by hand gets the deletion through, and is told apart from us."""
    store = a_chain(tmp_path, chain)
    with store.transaction() as conn:
        hash = conn.execute(f"SELECT hash FROM {chain.name} WHERE seq = 3").fetchone()["hash"]
        conn.execute(
            "INSERT INTO checkpoint VALUES (?, 3, ?, 3, '2026-11-26T16:00:00Z', 'who', ?)",
            (chain.name, hash, f"{checkpoints.fingerprint(KEY)}:{'0' * 64}"),
        )
        conn.execute(f"DELETE FROM {chain.name}_payload WHERE seq <= 3")
        conn.execute(f"DELETE FROM {chain.name} WHERE seq <= 3")
    assert breaks(store, chain) == [Break(Fault.FORGED_CHECKPOINT, 3)]


@CHAINS
def test_a_lost_key_is_no_forgery(tmp_path: Path, chain: Chain) -> None:
    """A checkpoint signed with a key that is gone is said so; without any key its signature is left alone."""
    store = a_chain(tmp_path, chain)
    cut(store, chain, 3, OTHER)
    assert breaks(store, chain) == [Break(Fault.UNKNOWN_KEY, 3)]
    assert breaks(store, chain, OTHER) == breaks(store, chain, None) == []


@CHAINS
def test_entries_missing_at_the_beginning_are_found(tmp_path: Path, chain: Chain) -> None:
    """Deleted without a checkpoint behind dropped triggers: the first that remains tells."""
    store = a_chain(tmp_path, chain)
    with store.transaction() as conn:
        conn.execute(f"DROP TRIGGER {chain.name}_no_delete")
        conn.execute(f"DELETE FROM {chain.name} WHERE seq <= 2")
    assert breaks(store, chain) == [Break(Fault.CUT, 3)]


def test_each_value_of_a_checkpoint_is_signed(tmp_path: Path) -> None:
    """Change any of them, and the signature does not fit any more."""
    from dataclasses import replace

    store = a_chain(tmp_path, JOURNAL)
    cut(store, JOURNAL, 3)
    with store.reading() as conn:
        made = checkpoints.last(conn, "journal")
    assert made is not None
    assert made.seal(KEY) is Seal.GOOD
    changed = [
        replace(made, chain="log"),
        replace(made, up_to_seq=4),
        replace(made, hash="0" * 64),
        replace(made, entries=2),
        replace(made, at=AT + timedelta(seconds=1)),
        replace(made, actor_id="other"),
    ]
    assert {one.seal(KEY) for one in changed} == {Seal.FORGED}
    assert made.seal(OTHER) is Seal.OTHER_KEY


def test_blanking_counts_what_was_not_blank_yet(tmp_path: Path) -> None:
    """Erased once; the chain holds, and what it said is gone from the file."""
    store = a_chain(tmp_path, JOURNAL)
    with store.transaction() as conn:
        assert (JOURNAL.blank(conn, [2, 3]), JOURNAL.blank(conn, [3, 4])) == (2, 1)
    assert breaks(store, JOURNAL) == []
    with store.reading() as conn:
        assert [one.payload for one in JOURNAL.entries(conn, "e.seq IN (2, 5)", tail="ORDER BY e.seq")] == [
            None,
            {"n": 5},
        ]


def test_the_oldest_stretch_ends_before_the_first_late_entry(tmp_path: Path) -> None:
    """An entry dated early by a clock put back does not take later ones along."""
    store = a_chain(tmp_path, JOURNAL)
    with store.transaction() as conn:
        JOURNAL.append(conn, AT, "who", "done", "early", {})
        assert JOURNAL.last_before(conn, AT + timedelta(hours=4)) == 3
        assert JOURNAL.last_before(conn, AT) == 0
        assert JOURNAL.last_before(conn, AT + timedelta(days=9)) == 7


def test_an_empty_chain_holds(tmp_path: Path) -> None:
    """Nothing written, nothing broken, nothing to cut."""
    with open_store(tmp_path).transaction() as conn:
        assert (LOG.end(conn), LOG.breaks(conn, KEY), LOG.holds(conn, GENESIS)) == ((0, GENESIS), [], True)
        assert LOG.cut(conn, KEY, 9, at=AT, actor_id="who") is None


@given(
    altered=st.integers(1, 8), column=st.sampled_from(["at", "actor_id", "type", "subject_id", "payload_hash", "hash"])
)
def test_any_altered_field_is_found(altered: int, column: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whichever entry and field is rewritten behind the triggers, the chain breaks there or right after."""
    store = a_chain(tmp_path_factory.mktemp("chain"), JOURNAL, 8)
    with store.transaction() as conn:
        conn.execute("DROP TRIGGER journal_no_update")
        conn.execute(f"UPDATE journal SET {column} = 'x' WHERE seq = ?", (altered,))
    assert breaks(store, JOURNAL)[0] == Break(Fault.ALTERED, altered)
