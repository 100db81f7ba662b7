"""Erasing a person: what is said of them goes, their row stays named nobody, so that every count still stands.

Who was erased is also kept in ``erasures.txt`` beside the database (references and instants, no name): a backup restored
later plays them again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text, paris_date
from app.core.errors import N_
from app.core.ids import PersonId
from app.core.private_file import write_private
from app.roster.person import Person
from app.store import people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from app.store.database import Connection
    from app.store.folder import DataFolder

FILE = "erasures.txt"
NOBODY = N_("personne effacée")
"""What an erased person is called wherever their row is still counted."""

_GONE: Mapping[str, str] = {
    "competence": "DELETE FROM competence WHERE person_id = :id",
    "preference": "DELETE FROM preference WHERE person_id = :id",
    "busy": "DELETE FROM busy WHERE person_id = :id",
    "busy_calendar": "DELETE FROM busy_calendar WHERE person_id = :id",
    "poll_note": "DELETE FROM poll_note WHERE person_id = :id",
    "waiting": "DELETE FROM waiting WHERE person_id = :id",
    "offer": "DELETE FROM offer WHERE person_id = :id",
    "reminder": "DELETE FROM reminder WHERE person_id = :id",
    "phone_claim": "DELETE FROM phone_claim WHERE person_id = :id",
    "swap": "DELETE FROM swap WHERE :id IN (proposer_id, other_id)",
    "notice_given": "DELETE FROM notice_given WHERE person_id = :id",
    "draft_seat": "DELETE FROM draft_seat WHERE person_id = :id",
    "answer": "DELETE FROM answer WHERE person_id = :id AND session_id IN"
    " (SELECT id FROM session WHERE starts_at >= :now)",
    "cell_member": "DELETE FROM cell_member WHERE person_id = :id",
    "locum": "DELETE FROM locum WHERE person_id = :id",
    "flash_person": "DELETE FROM flash_person WHERE person_id = :id",
    "exercise_contact": "DELETE FROM exercise_contact WHERE participant_id IN"
    " (SELECT id FROM exercise_participant WHERE person_id = :id)",
    "link": "DELETE FROM link WHERE (scope = 'slots' AND subject_id = 'person:' || :id) OR (scope IN ('person', 'page') AND subject_id = :id)"
    " OR (scope IN ('call_out', 'alert', 'flash') AND subject_id LIKE '%/' || :id)"
    " OR (scope = 'desk' AND subject_id LIKE '%/person:' || :id)"
    " OR (scope = 'exercise' AND substr(subject_id, instr(subject_id, '/') + 1) IN"
    "  (SELECT id FROM exercise_participant WHERE person_id = :id))",
    "reading": "DELETE FROM reading WHERE subject_id = :id OR actor_id = :id",
}
"""Rows that go altogether."""

_BLANKED: Mapping[str, str] = {
    "message": "UPDATE message SET address = '', subject = '', body = '', error = '', changed_at = :now,"
    " revision = revision + 1, state = CASE WHEN state IN ('queued', 'sending', 'uncertain') THEN 'cancelled' ELSE state"
    " END WHERE recipient_id = :id",
    "attendance": "UPDATE attendance SET note = '' WHERE person_id = :id AND note <> ''",
    "alert_person": "UPDATE alert_person SET skills = '', note = '', vehicle = NULL WHERE person_id = :id",
    "training_person": "UPDATE training_person SET comment = '', rating = NULL WHERE person_id = :id",
    "desk_reply": "UPDATE desk_reply SET name = '', address = '', stock = '', needs = '', answers = '{}'"
    " WHERE subject = 'person:' || :id",
    "partner_letter": "UPDATE partner_letter SET organisation = '', name = '', address = '', subject = '', body = '', error = '',"
    " changed_at = :now, state = CASE WHEN state IN ('queued', 'sending') THEN 'cancelled' ELSE state END"
    " WHERE link_subject LIKE '%/person:' || :id",
    "cell_shift": "UPDATE cell_shift SET name = '' WHERE person_id = :id",
    "exercise_participant": "UPDATE exercise_participant SET person_id = NULL, revision = revision + 1 WHERE person_id = :id",
    "improvement": "UPDATE improvement SET person_id = NULL, email = '', revision = revision + 1 WHERE person_id = :id",
    "slot": "UPDATE slot SET person_id = NULL WHERE person_id = :id",
    "slot_series": "UPDATE slot_series SET person_id = NULL WHERE person_id = :id",
}
"""Rows that stay counted without what they said."""

_WRITTEN_TO: Mapping[str, str] = {
    "desk_reply": "UPDATE desk_reply SET address = '' WHERE address <> '' AND address IN (:email, :mobile, :phone)",
    "partner_letter": "UPDATE partner_letter SET name = '', address = '', changed_at = :now,"
    " state = CASE WHEN state IN ('queued', 'sending') THEN 'cancelled' ELSE state END"
    " WHERE address <> '' AND address IN (:email, :mobile, :phone)",
}
"""Where a practice or a partner was written to at the person's own address."""

KEPT = (
    "alert_person", "answer", "attendance", "cell_shift", "indemnity", "poll_person", "response", "seat", "seat_event",
    "solicitation", "training_person", "message",
)  # fmt: skip
"""Tables in which the person is still counted, as nobody."""

_OF_ACCOUNT = ("recovery_code", "identity", "login", "one_time_link", "known_client", "account_letter")
"""What hangs on an account and says something of its holder."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Rows of a table whose text still names somebody, in one column."""

    table: str
    column: str
    rows: int


def forget(conn: Connection, person: Person, at: datetime) -> dict[str, int]:
    """Erase a person within the caller's transaction; rows removed or blanked, by table."""
    values = {"id": person.id, "now": instant_text(at)}
    counts = {table: conn.execute(sql, values).rowcount for table, sql in {**_GONE, **_BLANKED}.items()}
    reached = {**values, "email": person.email, "mobile": person.mobile, "phone": person.phone}
    for table, sql in _WRITTEN_TO.items():
        counts[table] += conn.execute(sql, reached).rowcount
    people.put(conn, _nobody(person, at), at)
    counts |= _forget_account(conn, person.id, at)
    return {table: rows for table, rows in counts.items() if rows > 0}


def kept(conn: Connection, person_id: PersonId) -> dict[str, int]:
    """Rows in which the person stays counted, by table; settled statements too."""
    counts = {
        table: conn.execute(
            f"SELECT count(*) FROM {table} WHERE {'recipient_id' if table == 'message' else 'person_id'} = ?",
            (person_id,),
        ).fetchone()[0]
        for table in KEPT
    }
    counts["settlement"] = conn.execute(
        "SELECT count(*) FROM settlement WHERE attendee = 'person:' || ?", (person_id,)
    ).fetchone()[0]
    return {table: rows for table, rows in counts.items() if rows}


def note(conn: Connection, person_id: PersonId, at: datetime, actor_id: str) -> None:
    """Write down that a person was erased."""
    conn.execute(
        "INSERT OR IGNORE INTO erased_person (person_id, at, actor_id) VALUES (?, ?, ?)",
        (person_id, instant_text(at), actor_id),
    )


def erased(conn: Connection) -> dict[PersonId, datetime]:
    """Everyone who was erased, and when (UTC)."""
    rows = conn.execute("SELECT person_id, at FROM erased_person ORDER BY at, person_id")
    return {PersonId(row["person_id"]): instant_of(row["at"]) for row in rows}


def upcoming_seats(conn: Connection, person_id: PersonId, now: datetime) -> int:
    """Seats the person holds in sessions that are not over."""
    row = conn.execute(
        "SELECT count(*) FROM seat JOIN session ON session.id = session_id WHERE person_id = ? AND ends_at > ?"
        " AND session.state <> 'cancelled'",
        (person_id, instant_text(now)),
    )
    return int(row.fetchone()[0])


def unsettled_days(conn: Connection, person_id: PersonId) -> int:
    """Days the person was there that no settled statement reaches."""
    row = conn.execute(
        "SELECT count(DISTINCT session.day) FROM attendance JOIN session ON session.id = session_id WHERE person_id = :id"
        " AND absent = 0 AND session.day > ifnull((SELECT max(last_day) FROM settlement WHERE attendee = 'person:' || :id), '')",
        {"id": person_id},
    )
    return int(row.fetchone()[0])


def is_last_administrator(conn: Connection, person_id: PersonId) -> bool:
    """Whether nobody could administer any more without this person's account."""
    rows = conn.execute(
        "SELECT person_id FROM account WHERE role = 'administration' AND disabled_at IS NULL LIMIT 2"
    ).fetchall()
    return len(rows) == 1 and rows[0]["person_id"] == person_id


def account_id(conn: Connection, person_id: PersonId) -> str | None:
    """The person's account, under which they acted."""
    row = conn.execute("SELECT id FROM account WHERE person_id = ?", (person_id,)).fetchone()
    return str(row["id"]) if row else None


def mentions(conn: Connection, words: Iterable[str], fold: Callable[[str], str]) -> list[Mention]:
    """Where a text of the database still holds one of these words, ``fold`` making both sides comparable.

    The journal is not looked at: it is blanked. What is found is free text that somebody reads before changing it.
    """
    looked_for = [fold(word) for word in words if word.strip()]

    def holds(text: object) -> int:
        folded = fold(str(text))
        return int(any(word in folded for word in looked_for))

    conn.create_function("holds", 1, holds, deterministic=True)
    try:
        return _mentions(conn)
    finally:
        conn.create_function("holds", 1, None)  # the connection may serve again: the words go with whoever asked


def _mentions(conn: Connection) -> list[Mention]:
    tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found = []
    for table in tables:
        if table.startswith(("sqlite_", "_sqlite_", "journal")):
            continue
        for column in [row["name"] for row in conn.execute(f"PRAGMA table_info({table})") if row["type"] == "TEXT"]:
            rows = conn.execute(f'SELECT count(*) FROM {table} WHERE "{column}" IS NOT NULL AND holds("{column}")')
            if count := rows.fetchone()[0]:
                found.append(Mention(table, column, count))
    return found


def listed(folder: DataFolder) -> dict[PersonId, datetime]:
    """Who the file beside the database says was erased; lines that say nothing are skipped."""
    try:
        lines = (folder.path / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    found = {}
    for words in map(str.split, lines):
        with suppress(ValueError, IndexError, OverflowError):
            found[PersonId(words[0])] = instant_of(words[1])
    return found


def write_list(folder: DataFolder, everyone: Mapping[PersonId, datetime]) -> None:
    """Replace the file, for its owner alone."""
    lines = [f"{id} {instant_text(at)}\n" for id, at in sorted(everyone.items())]
    write_private(folder.path / FILE, "".join(lines).encode())


def _nobody(person: Person, at: datetime) -> Person:
    """What fees and counts by profession rest on stays; nothing that finds the person again does."""
    bare = Person(id=person.id, kind=person.kind, family_name=NOBODY, given_name="", opted_out_on=paris_date(at))
    return replace(
        bare,
        profession=person.profession,
        exercise_mode=person.exercise_mode,
        status=person.status,
        student_year=person.student_year,
    )


def _forget_account(conn: Connection, person_id: PersonId, at: datetime) -> dict[str, int]:
    id = account_id(conn, person_id)
    if id is None:
        return {}
    counts = {table: conn.execute(f"DELETE FROM {table} WHERE account_id = ?", (id,)).rowcount for table in _OF_ACCOUNT}
    counts["account"] = conn.execute(
        "UPDATE account SET login = 'efface-' || id, name = ?, email = '', password_hash = '', totp_sealed = NULL,"
        " totp_since = NULL, person_id = NULL, disabled_at = ifnull(disabled_at, ?), revision = revision + 1 WHERE id = ?",
        (NOBODY, instant_text(at), id),
    ).rowcount
    return counts
