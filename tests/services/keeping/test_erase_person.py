"""Erasing leaves nothing that names the person, on the disk or in the journal, and every count as it was."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.services.keeping.erase_person import _words, erase_person, preview_erasure, reapply_erasures
from app.services.keeping.purge_trace import blank_about
from app.services.roster.edit_person import change_people
from app.services.slots.busy_times import read_address
from app.store import erasures, integrity, journal, people
from app.store.database import Connection, Store, connect, open_store
from tests.builders import COORDINATOR, READER, a_person
from tests.services.mobilisation.test_availability import BUSY_MONDAY
from tests.web.a_centre import ALI, MASKED, ZOE, PublishedCentre, a_published_centre

CANARIES = ("zoe@exemple.fr", "99 00 11 22", "D’ARMOR", "D’Armor", "secret-canari", "Zoé", "zoe-canari")
COUNTED = {
    "answers": "SELECT count(*) FROM answer JOIN session ON session.id = session_id WHERE starts_at < '2026-12-09'",
    "attendance": "SELECT count(*) FROM attendance",
    "messages": "SELECT count(*) FROM message WHERE state = 'sent'",
    "solicitations": "SELECT count(*) FROM solicitation",
    "seats": "SELECT count(*) FROM seat WHERE person_id IS NOT NULL",
    "statements": "SELECT sum(total_cents) FROM settlement",
}


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    """Zoé worked, was paid, was written to, gave a calendar, has an account and a link; two weeks later."""
    made = a_published_centre(tmp_path, days=2)
    made.feed_path(ZOE)
    read_address(
        volunteer(ZOE, "Zoé"),
        made.store,
        ZOE,
        "https://agenda.example/secret-canari",
        fetch=lambda _: BUSY_MONDAY.encode(),
    )
    with made.store.transaction() as conn:
        person = people.find(conn, ZOE)
        assert person is not None
        people.put(conn, replace(person, rpps="10000000018"), made.clock.at)
        _rows_about_zoe(conn)
        journal.write(conn, made.clock.at, "local", "call_out_rung", "c", {"caller": "zoé œil-d’armor"})
        journal.write(conn, made.clock.at, "local", "seat_taken", "seat-i-000", {"person": ZOE})
        journal.write(conn, made.clock.at, "local", "seat_taken", "seat-p-000", {"person": ALI})
    made.clock.forward(days=14)
    return made


def _rows_about_zoe(conn: Connection) -> None:
    at = {"at": "2026-11-26T16:00:00Z", "zoe": ZOE}
    for sql in (
        "INSERT INTO answer VALUES (:zoe, 's-000', 'yes', '', :at)",
        "INSERT INTO solicitation (person_id, at, ask, subject_id) VALUES (:zoe, :at, 'poll', 'x')",
        "INSERT INTO message (id, kind, recipient_id, channel, address, subject, body, created_at, due_at, next_at,"
        " message_id, state, changed_at) VALUES ('m', 'thanks', :zoe, 'email', 'zoe@exemple.fr', 'Merci Zoé',"
        " 'Merci Zoé', :at, :at, :at, 'm', 'sent', :at)",
        "INSERT INTO message (id, kind, recipient_id, channel, address, body, created_at, due_at, next_at, message_id,"
        " state, changed_at) VALUES ('q', 'thanks', :zoe, 'email', 'zoe@exemple.fr', 'Bonjour Zoé', :at, :at, :at, 'q',"
        " 'queued', :at)",
        "INSERT INTO attendance (id, session_id, seat_id, person_id, origin, note, at, actor_id) VALUES ('a', 's-000',"
        " 'seat-i-000', :zoe, 'expected', 'Zoé est partie tôt', :at, 'local')",
        "INSERT INTO settlement VALUES ('r', 'person:' || :zoe, '2026-11-01', '2026-11-30', 30000, '', '{}', :at, 'local')",
        "INSERT INTO account (id, login, name, role, person_id, email, password_hash, created_at) VALUES ('acc',"
        " 'zoe-canari', 'Zoé', 'professionnel', :zoe, 'zoe@exemple.fr', 'hash', :at)",
        "INSERT INTO login (id, account_id, token_hash, opened_at, seen_at, expires_at, how) VALUES ('l', 'acc', 'h',"
        " :at, :at, :at, 'password')",
        "INSERT INTO identity VALUES ('https://idp.example', 'zoe-canari', 'acc', :at)",
    ):
        conn.execute(sql, at)


def erase(store: Store) -> erasures.Mention | None:
    revision = preview_erasure(COORDINATOR, store, ZOE).revision
    done = erase_person(COORDINATOR, store, ZOE, revision)
    return done.mentions[0] if done.mentions else None


def counts(store: Store) -> dict[str, int]:
    with store.reading() as conn:
        return {what: conn.execute(sql).fetchone()[0] for what, sql in COUNTED.items()}


def test_nothing_on_the_disk_names_an_erased_person(centre: PublishedCentre, tmp_path: Path) -> None:
    """With another page open on the folder: every file, write-ahead log included, held each canary's kind before, and holds none after."""
    somebody_else = connect(tmp_path / "releve.sqlite3")
    somebody_else.execute("SELECT count(*) FROM person").fetchone()
    before = _bytes(tmp_path)
    assert sum(canary.encode() in before for canary in CANARIES) >= 5
    assert erase(centre.store) is None
    after = _bytes(tmp_path)
    somebody_else.close()
    assert [canary for canary in CANARIES if canary.encode() in after] == []
    assert b"10000000018" not in after


def test_counts_stay_as_they_were(centre: PublishedCentre) -> None:
    """Answers, attendance, messages, requests, seats and what was paid: named nobody, counted all the same."""
    before = counts(centre.store)
    assert all(before.values())
    erase(centre.store)
    assert counts(centre.store) == before
    with centre.store.reading() as conn:
        person = people.find(conn, ZOE)
        assert person is not None
        assert (person.family_name, person.given_name, person.email, person.profession) == (
            "personne effacée", "", "", "infirmier",
        )  # fmt: skip
        assert not person.is_contactable_on(centre.clock.at.date())
        assert integrity.problems(conn) == []
        states = {row["id"]: row["state"] for row in conn.execute("SELECT id, state FROM message")}
    assert states == {"m": "sent", "q": "cancelled"}


def test_the_journal_forgets_them_and_still_verifies(centre: PublishedCentre) -> None:
    """Payloads about Zoé are blank, Ali's stays; the erasure itself is written with counts alone."""
    erase(centre.store)
    with centre.store.reading() as conn:
        entries = journal.recent(conn, 500)
        assert journal.problems(conn) == []
    said = [entry for entry in entries if entry.payload is not None]
    assert not [entry for entry in said if ZOE in str(entry.payload) or "armor" in str(entry.payload)]
    assert [entry for entry in said if entry.payload == {"person": ALI}]
    [written] = [entry for entry in entries if entry.type == "person_erased"]
    assert set(written.payload or {}) == {"rows", "journal"}


def test_their_account_opens_nothing_and_their_links_lead_nowhere(centre: PublishedCentre) -> None:
    """The account is closed without a name, a login or an identity; no link of theirs resolves."""
    erase(centre.store)
    with centre.store.reading() as conn:
        account = conn.execute("SELECT * FROM account").fetchone()
        left = {table: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("login", "identity")}
        assert conn.execute("SELECT count(*) FROM link WHERE subject_id = ?", (ZOE,)).fetchone()[0] == 0
    assert (account["name"], account["email"], account["password_hash"], account["person_id"]) == (
        "personne effacée", "", "", None,
    )  # fmt: skip
    assert account["disabled_at"] is not None
    assert left == {"login": 0, "identity": 0}


def test_free_text_of_others_that_names_them_is_told(centre: PublishedCentre) -> None:
    """An incident's note is not rewritten by itself: it is counted, to be read again."""
    with centre.store.transaction() as conn:
        conn.execute(
            "INSERT INTO incident (id, session_id, type, at, actor_id, note) VALUES ('i', 's-000', 'x', 'x', 'local',"
            " 'Vu avec ZOE  OEIL, puis zoé œil-d’armor')"
        )
    found = erase(centre.store)
    assert found == erasures.Mention("incident", "note", 1)


def test_every_table_that_points_at_people_is_decided(centre: PublishedCentre) -> None:
    """Removed, blanked or kept as nobody: a table added later fails here."""
    with centre.store.reading() as conn:
        tables = [row["name"] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        pointing = {
            table
            for table in tables
            if any(key["table"] in {"person", "account"} for key in conn.execute(f"PRAGMA foreign_key_list({table})"))
        }
    decided = (
        set(erasures._GONE) | set(erasures._BLANKED) | set(erasures.KEPT) | set(erasures._OF_ACCOUNT) | {"account"}
    )
    assert pointing - decided == set()


def test_seats_to_come_are_freed_first_and_a_stale_page_erases_nobody(tmp_path: Path) -> None:
    """Refused with how many; nothing is written; readers are refused; whoever is erased is found no more."""
    centre = a_published_centre(tmp_path, days=2)
    preview = preview_erasure(COORDINATOR, centre.store, ZOE)
    assert (preview.upcoming_seats, preview.has_account) == (2, False)
    with pytest.raises(RuleRefusal, match="2"):
        erase_person(COORDINATOR, centre.store, ZOE, preview.revision)
    centre.clock.forward(days=14)
    with centre.store.reading() as conn:
        person = people.find(conn, ZOE)
    assert person is not None
    change_people(COORDINATOR, centre.store, [(person, preview.revision)])
    with pytest.raises(StaleRevision):
        erase_person(COORDINATOR, centre.store, ZOE, preview.revision)
    with pytest.raises(NotAllowed):
        erase_person(READER, centre.store, ZOE, preview.revision + 1)
    erase_person(COORDINATOR, centre.store, ZOE, preview.revision + 1)
    with pytest.raises(NotFound):
        preview_erasure(COORDINATOR, centre.store, ZOE)


def test_the_only_administrator_is_not_erased(tmp_path: Path) -> None:
    """Somebody must be able to open the door; a second administrator is enough."""
    centre = a_published_centre(tmp_path, days=1)
    add = "INSERT INTO account (id, login, name, role, person_id, created_at) VALUES (?, ?, 'X', 'administration', ?, 'x')"
    with centre.store.transaction() as conn:
        conn.execute(add, ("a", "a", MASKED))
    revision = preview_erasure(COORDINATOR, centre.store, MASKED).revision
    with pytest.raises(RuleRefusal):
        erase_person(COORDINATOR, centre.store, MASKED, revision)
    with centre.store.transaction() as conn:
        conn.execute(add, ("b", "b", None))
    erase_person(COORDINATOR, centre.store, MASKED, revision)


def test_a_restored_backup_erases_again(centre: PublishedCentre, tmp_path: Path) -> None:
    """A copy made before the erasure brings Zoé back; playing the list again erases her, and nobody else."""
    copy = tmp_path / "copy.sqlite3"
    with centre.store.reading() as conn, closing(sqlite3.connect(copy)) as there:
        conn.backup(there)
    erase(centre.store)
    assert re.fullmatch(rf"{ZOE} 2026-12-10T16:05:00Z\n", (tmp_path / erasures.FILE).read_text())
    for name in ("releve.sqlite3-wal", "releve.sqlite3-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    copy.replace(tmp_path / "releve.sqlite3")
    restored = open_store(tmp_path, centre.clock)
    with restored.reading() as conn:
        assert "Zoé" in [person.given_name for person in people.every(conn)]
    assert reapply_erasures(COORDINATOR, restored) == 1
    assert reapply_erasures(COORDINATOR, restored) == 0
    with restored.reading() as conn:
        assert sorted(person.given_name for person in people.every(conn)) == ["", "Ali", "Ne"]


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize(
    "text",
    [
        "06 39 98 01 30",
        "06.39.98.01.30",
        "0639980130",
        "+33639980130",
        "zebulon L'Hôte-Ker",
        "Zébulon L’HÔTE-KER",
        "Z. L’Hôte-Ker",
    ],
)
def test_an_erasure_finds_numbers_and_names_as_people_write_them(tmp_path: Path, text: str) -> None:
    """The national form, either apostrophe, an initial: the entry is blanked; another person's is not."""
    store = open_store(tmp_path)
    person = a_person("Zébulon", family_name="L’HÔTE-KER", mobile="+33639980130", phone="")
    with store.transaction() as conn:
        for said in (text, "06 39 98 01 31, Z. L’Hôte"):
            journal.write(conn, store.now(), "a", "essai", "s", {"t": said})
        assert blank_about(conn, store, COORDINATOR, _words(person)).journal == 1
        assert [one.payload for one in journal.recent(conn) if one.type == "essai"][1] is None
