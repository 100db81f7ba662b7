"""What ``releve check`` finds in a database."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE
from app.core.errors import InvalidInput
from app.services.keeping.back_up import back_up
from app.services.keeping.purge_trace import blank_about
from app.store import checkpoints, integrity, journal, log
from app.store.chain import REFUSED, Chain
from app.store.database import Store, open_store

AT = datetime(2026, 11, 26, 16, 5, tzinfo=UTC)


def test_a_fresh_folder_is_sound(tmp_path: Path) -> None:
    """Nothing to say about a new database."""
    with open_store(tmp_path).reading() as conn:
        assert integrity.problems(conn) == []


@pytest.mark.parametrize(
    ("statements", "values"),
    [
        (["DROP TRIGGER rota_version_no_delete"], {"name": "rota_version_no_delete"}),
        (
            [
                "DROP TRIGGER log_no_update",
                "CREATE TRIGGER log_no_update BEFORE UPDATE ON log WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END",
            ],
            {"name": "log_no_update"},
        ),
        (["CREATE TABLE souvenir (mot TEXT)"], {"table": "souvenir"}),
        (["DROP TRIGGER journal_no_update", "UPDATE journal SET at = 'hier'"], {"name": "journal_no_update"}),
    ],
)
def test_a_weakened_database_is_told(tmp_path: Path, statements: list[str], values: dict[str, str]) -> None:
    """Each weakness is named."""
    store = open_store(tmp_path)
    with store.transaction() as conn:
        journal.write(conn, AT, "a", "t", "s", {})
        for statement in statements:
            conn.execute(statement)
    with store.reading() as conn:
        assert values in [data for _, data in integrity.problems(conn)]


def test_references_to_nothing_are_found(tmp_path: Path) -> None:
    """Rows written with foreign keys off are seen."""
    store = open_store(tmp_path)
    raw = sqlite3.connect(store.folder.database)
    raw.execute("INSERT INTO allotment VALUES ('nulle part', '2026-11-30', 600)")
    raw.commit()
    raw.close()
    with store.reading() as conn:
        assert [data for _, data in integrity.problems(conn)] == [{"table": "allotment"}]


CHAINS = pytest.mark.parametrize("chain", [journal.JOURNAL, log.LOG], ids=["journal", "log"])


def written(store: Store, chain: Chain, count: int = 3) -> None:
    with store.transaction() as conn:
        for number in range(count):
            chain.append(conn, AT, "a", "t", "s", {"n": number})


def behind_the_triggers(store: Store, *statements: str) -> None:
    """What somebody with the file does: the triggers are dropped, then put back as they were."""
    raw = sqlite3.connect(store.folder.database)
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    for _name, sql in triggers:
        raw.execute(sql)
    raw.commit()
    raw.close()


def told(store: Store) -> list[str]:
    with store.reading() as conn:
        return [message.format(**data) for message, data in integrity.problems(conn)]


@CHAINS
@pytest.mark.parametrize("left", [0, 1])
def test_a_trace_that_lost_what_a_copy_saw_is_told(tmp_path: Path, chain: Chain, left: int) -> None:
    """Emptied or shortened, whatever the dates: the copy made before knew its last entry."""
    store = open_store(tmp_path)
    written(store, chain)
    back_up(COMMAND_LINE, store)
    assert told(store) == []
    behind_the_triggers(
        store, f"DELETE FROM {chain.name} WHERE seq > {left}", f"DELETE FROM {chain.name}_payload WHERE seq > {left}"
    )
    name = {"journal": "Le journal n’a plus", "log": "La main courante n’a plus"}[chain.name]
    assert [text for text in told(store) if text.startswith(name)] == told(store) != []


def test_a_journal_emptied_after_a_purge_is_told(tmp_path: Path) -> None:
    """A purge leaves its own entry: a cut with nothing after it is no purge of ours."""
    store = open_store(tmp_path)
    written(store, journal.JOURNAL)
    with store.transaction() as conn:
        journal.JOURNAL.cut(conn, b"k" * 32, 3, at=AT, actor_id="a")
        journal.write(conn, AT, "a", "journal_purged", "journal", {})
    assert told(store) == []
    behind_the_triggers(store, "DELETE FROM journal", "DELETE FROM journal_payload")
    assert [text[:45] for text in told(store)] == ["Des entrées du journal ont disparu à partir d"]


@CHAINS
def test_a_content_that_goes_with_its_row_is_told(tmp_path: Path, chain: Chain) -> None:
    """An erasure leaves the row, blank."""
    store = open_store(tmp_path)
    written(store, chain)
    behind_the_triggers(store, f"DELETE FROM {chain.name}_payload WHERE seq = 2")
    assert [text[:34] for text in told(store)] == [
        "Le contenu de l’entrée 2 " + {"journal": "du journa", "log": "de la mai"}[chain.name]
    ]


@CHAINS
def test_contents_blanked_by_hand_are_told_and_erasures_are_not(tmp_path: Path, chain: Chain) -> None:
    """The triggers let a blanking pass; the journal says how many an erasure made."""
    store = open_store(tmp_path)
    written(store, chain)
    with store.transaction() as conn:
        chain.append(conn, AT, "a", "t", "s", {"who": "Zébulon Fictif"})
        gone = blank_about(conn, store, COMMAND_LINE, ["zebulon fictif"], in_log=True)
        assert gone.journal + gone.log == 1
    assert told(store) == []
    raw = sqlite3.connect(store.folder.database)
    raw.execute(f"UPDATE {chain.name}_payload SET payload = NULL, salt = NULL WHERE seq IN (1, 2)")
    raw.commit()
    raw.close()
    assert [text.split("\u00a0:")[1][:11] for text in told(store)] == [" 2 de trop."]


@CHAINS
def test_a_tail_cut_that_leaves_contents_is_told_and_writing_says_one_sentence(tmp_path: Path, chain: Chain) -> None:
    """Nothing can be written after it, and whoever tries reads why."""
    store = open_store(tmp_path)
    written(store, chain)
    behind_the_triggers(store, f"DELETE FROM {chain.name} WHERE seq > 1")
    assert [text.split("\u00a0: ")[1][:26] for text in told(store)] == ["on ne peut plus y écrire. "]
    with pytest.raises(InvalidInput) as refused:
        written(store, chain)
    assert refused.value.message == REFUSED


def test_a_trigger_that_nobody_of_ours_made_is_told(tmp_path: Path) -> None:
    """It could drop what is written without a word."""
    store = open_store(tmp_path)
    with store.transaction() as conn:
        conn.execute("CREATE TRIGGER muet BEFORE INSERT ON journal_payload BEGIN SELECT RAISE(IGNORE); END")
    assert [text[:28] for text in told(store)] == ["La règle muet a été ajoutée "]


@pytest.mark.parametrize("table", ["journal", "journal_payload", "log", "log_payload", "checkpoint"])
def test_no_entry_is_replaced_in_place(tmp_path: Path, table: str) -> None:
    """``INSERT OR REPLACE`` is a rewriting like any other, triggers of deletion or not."""
    store = open_store(tmp_path)
    written(store, journal.JOURNAL)
    written(store, log.LOG)
    with store.transaction() as conn:
        checkpoints.write(conn, b"k" * 32, "log", 1, "0" * 64, entries=1, at=AT, actor_id="a")
    raw = sqlite3.connect(store.folder.database)
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|immutable"):
        raw.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1")
    raw.close()
