"""What is held about one person, and about the links handed out: read whole for the person alone. Rows → values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import CentreId, PersonId, SeatId, SessionId
from app.scheduling.session import SeatState, SessionState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.links import Subject
    from app.store.database import Connection

Row = dict[str, str | int | float | None]
"""One line as it is held: column → value."""

_WHEN = "session.starts_at, session.ends_at, centre.name AS centre"
_OF_SESSION = "JOIN session ON session.id = {table}.session_id JOIN centre ON centre.id = session.centre_id"
_OF_SEAT = "JOIN seat ON seat.id = {seat} " + _OF_SESSION.format(table="seat")

HELD: Mapping[str, str] = {
    "competences": "SELECT code, valid_from, valid_to, source FROM competence WHERE person_id = :id"
    " ORDER BY code, valid_from",
    "answers": f"SELECT {_WHEN}, answer, source, at FROM answer {_OF_SESSION.format(table='answer')}"
    " WHERE person_id = :id ORDER BY starts_at, answer.session_id",
    "seats": f"SELECT {_WHEN}, role, line, seat.state, session.state AS session_state, seat.changed_at"
    f" FROM seat {_OF_SESSION.format(table='seat')} WHERE person_id = :id ORDER BY starts_at, seat.id",
    "seat_events": f"SELECT {_WHEN}, seat.role, seat_event.kind, seat_event.at FROM seat_event"
    f" {_OF_SEAT.format(seat='seat_event.seat_id')} WHERE seat_event.person_id = :id ORDER BY seat_event.id",
    "messages": "SELECT kind, channel, address, CASE kind WHEN 'swap' THEN '' ELSE subject END AS subject,"
    " CASE kind WHEN 'swap' THEN '' ELSE body END AS body, language, created_at, due_at, state, carries_notice"
    " FROM message WHERE recipient_id = :id ORDER BY created_at, id",
    "solicitations": "SELECT at, ask FROM solicitation WHERE person_id = :id ORDER BY at, id",
    "polls": "SELECT poll.opened_at, poll.closes_at, poll.state FROM poll_person JOIN poll ON poll.id = poll_id"
    " WHERE person_id = :id ORDER BY opened_at, poll_id",
    "notes": "SELECT text, expires_at FROM poll_note WHERE person_id = :id ORDER BY expires_at, poll_id",
    "call_out_answers": "SELECT outcome, at, call_back_at, by_phone FROM response WHERE person_id = :id ORDER BY id",
    "alerts": "SELECT alert.kind, alert.title, launched_at, answered_at, answer, from_at, until_at, skills, vehicle, note,"
    " by_phone FROM alert_person JOIN alert ON alert.id = alert_id WHERE person_id = :id ORDER BY launched_at, alert_id",
    "practice_checks": "SELECT desk_survey.title, opened_at, answered_at, state, present, expected, stock, needs, answers,"
    " by_phone FROM desk_reply JOIN desk_survey ON desk_survey.id = survey_id WHERE subject = 'person:' || :id"
    " ORDER BY opened_at, survey_id",
    "flash": "SELECT flash.title, opened_at, answered_on AS answered_at FROM flash_person JOIN flash ON flash.id = flash_id"
    " WHERE person_id = :id ORDER BY opened_at, flash_id",
    "exercises": "SELECT exercise.title, starts_at, exercise_participant.role, function, organisation, name, email,"
    " exercise_contact.phone, attended FROM exercise_participant JOIN exercise ON exercise.id = exercise_id"
    " LEFT JOIN exercise_contact ON participant_id = exercise_participant.id"
    " WHERE person_id = :id ORDER BY starts_at, exercise_participant.id",
    "exercise_ratings": "SELECT exercise.title, exercise_rating.objective, letter, rationale, cause, at FROM exercise_rating"
    " JOIN exercise ON exercise.id = exercise_rating.exercise_id JOIN exercise_participant"
    " ON exercise_participant.id = participant_id WHERE person_id = :id ORDER BY at, exercise_rating.objective",
    "exercise_observations": "SELECT exercise.title, exercise_observation.kind, exercise_observation.text, cause, at"
    " FROM exercise_observation JOIN exercise ON exercise.id = exercise_observation.exercise_id JOIN exercise_participant"
    " ON exercise_participant.id = participant_id WHERE person_id = :id ORDER BY at, exercise_observation.id",
    "improvements": "SELECT action, owner, email, starts_on, due_on, state FROM improvement WHERE person_id = :id"
    " AND removed_at IS NULL ORDER BY due_on, id",
    "trainings": "SELECT training.title, day, answer, attended, signed_at, rating, comment FROM training_person"
    " JOIN training ON training.id = training_id WHERE person_id = :id ORDER BY day, training_id",
    "cell": "SELECT function, rank, name, phone FROM cell_member WHERE person_id = :id ORDER BY function, rank",
    "cell_shifts": "SELECT function, starts_at, ends_at, handed_over FROM cell_shift WHERE person_id = :id"
    " ORDER BY starts_at, id",
    "locums": "SELECT practice.name AS practice, locum.phone, from_day, until_day FROM locum"
    " JOIN practice ON practice.id = practice_id WHERE person_id = :id ORDER BY from_day, locum.id",
    "slots": "SELECT starts_at, ends_at, places FROM slot WHERE person_id = :id AND cancelled_at IS NULL"
    " ORDER BY starts_at, id",
    "slot_series": "SELECT weekdays, starts, ends, places, from_day, until_day FROM slot_series WHERE person_id = :id"
    " AND removed_at IS NULL ORDER BY from_day, id",
    "swaps": f"SELECT {_WHEN}, seat.role, swap.state, proposed_at, expires_at,"
    " CASE proposer_id WHEN :id THEN 'proposed' ELSE 'received' END AS part FROM swap"
    f" {_OF_SEAT.format(seat='CASE proposer_id WHEN :id THEN offered_id ELSE wanted_id END')}"
    " WHERE :id IN (proposer_id, other_id) ORDER BY proposed_at, swap.id",
    "waiting": f"SELECT {_WHEN}, since, roles FROM waiting {_OF_SESSION.format(table='waiting')}"
    " WHERE person_id = :id ORDER BY starts_at, waiting.session_id",
    "offers": f"SELECT {_WHEN}, seat.role, at, until, offer.state FROM offer {_OF_SEAT.format(seat='offer.seat_id')}"
    " WHERE offer.person_id = :id ORDER BY at, offer.seat_id",
    "reminders": f"SELECT {_WHEN}, days, reminder.at FROM reminder {_OF_SEAT.format(seat='reminder.seat_id')}"
    " WHERE reminder.person_id = :id ORDER BY reminder.at, reminder.seat_id",
    "attendance": f"SELECT {_WHEN}, role, line, origin, absent, arrived_at, left_at, signed_at, attendance.at"
    f" FROM attendance {_OF_SESSION.format(table='attendance')} WHERE person_id = :id ORDER BY attendance.at, attendance.id",
    "indemnities": "SELECT activity, unit, quantity, day, at, cancelled_at FROM indemnity WHERE person_id = :id"
    " ORDER BY day, id",
    "statements": "SELECT first_day, last_day, total_cents, payer, at FROM settlement WHERE attendee = 'person:' || :id"
    " ORDER BY first_day, id",
    "links": "SELECT scope, generation, created_at, rotated_at FROM link"
    " WHERE (scope IN ('person', 'page') AND subject_id = :id) OR (scope IN ('call_out', 'alert', 'flash') AND subject_id LIKE '%/' || :id)"
    " OR (scope = 'slots' AND subject_id = 'person:' || :id)"
    " OR (scope = 'exercise' AND substr(subject_id, instr(subject_id, '/') + 1) IN"
    "  (SELECT id FROM exercise_participant WHERE person_id = :id))"
    " ORDER BY created_at, scope, generation",
    "busy": "SELECT source, count(*) AS intervals FROM busy WHERE person_id = :id GROUP BY source ORDER BY source",
    "account": "SELECT login, name, role, email, created_at, password_changed_at, totp_since, disabled_at FROM account"
    " WHERE person_id = :id",
    "logins": "SELECT opened_at, seen_at, ended_at, how, device FROM login JOIN account ON account.id = account_id"
    " WHERE person_id = :id ORDER BY opened_at, login.id",
    "notices": "SELECT kind, version, legal_basis, in_force_from, text, at, how FROM notice LEFT JOIN notice_given"
    " ON notice_id = notice.id AND person_id = :id WHERE at IS NOT NULL OR (kind = 'roster' AND version ="
    " (SELECT max(version) FROM notice WHERE kind = 'roster')) ORDER BY kind, version",
    "journal": "SELECT at, type FROM journal WHERE subject_id = :id ORDER BY seq",
}
"""What is read of each table about the person ``:id``, and of nobody else.

A proposed swap names somebody else, so its text stays out; a busy calendar is counted, its hours and its address are
not repeated. The coordination's unpublished draft and who is ringing whom right now are not read either.
"""


def held_about(conn: Connection, person_id: PersonId) -> dict[str, list[Row]]:
    """Every row of :data:`HELD` about one person, by table, in a fixed order."""
    return {
        name: [dict(row) for row in conn.execute(select, {"id": person_id})]  # ids hold no wildcard
        for name, select in HELD.items()
    }


def revision(conn: Connection, person_id: PersonId) -> int | None:
    """The revision of a person; None for nobody."""
    row = conn.execute("SELECT revision FROM person WHERE id = ?", (person_id,)).fetchone()
    return int(row["revision"]) if row else None


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A seat one person holds, with its session. Instants are UTC."""

    seat_id: SeatId
    session_id: SessionId
    role: str
    state: SeatState
    session_state: SessionState
    starts_at: datetime
    ends_at: datetime
    centre_id: CentreId
    centre: str


def seats_of(conn: Connection, person_id: PersonId) -> list[HeldSeat]:
    """Every seat the person holds in the live rota, past and to come, in order of time."""
    rows = conn.execute(
        "SELECT seat.id, seat.session_id, role, seat.state, session.state AS session_state, starts_at, ends_at,"
        " centre_id, centre.name AS centre FROM seat JOIN session ON session.id = seat.session_id"
        " JOIN centre ON centre.id = session.centre_id WHERE seat.person_id = ? ORDER BY starts_at, seat.id",
        (person_id,),
    )
    return [
        HeldSeat(
            SeatId(row["id"]),
            SessionId(row["session_id"]),
            row["role"],
            SeatState(row["state"]),
            SessionState(row["session_state"]),
            instant_of(row["starts_at"]),
            instant_of(row["ends_at"]),
            CentreId(row["centre_id"]),
            row["centre"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class BusyCalendar:
    """Where a person's busy times come from. ``address`` is empty when they pasted the calendar itself."""

    address: str
    read_at: datetime | None
    intervals: int


def busy_calendar(conn: Connection, person_id: PersonId) -> BusyCalendar | None:
    """The person's own busy calendar, or None when they gave none."""
    row = conn.execute("SELECT url, read_at FROM busy_calendar WHERE person_id = ?", (person_id,)).fetchone()
    count = conn.execute(
        "SELECT count(*) FROM busy WHERE person_id = ? AND source = 'calendar'", (person_id,)
    ).fetchone()[0]
    if row is None:
        return BusyCalendar("", None, count) if count else None
    return BusyCalendar(row["url"], instant_of(row["read_at"]) if row["read_at"] else None, count)


def forget_busy_address(conn: Connection, person_id: PersonId) -> None:
    """Forget where a person's busy times were read."""
    conn.execute("DELETE FROM busy_calendar WHERE person_id = ?", (person_id,))


def last_session_end(conn: Connection, *, person_id: PersonId | None = None, centre_id: CentreId | None = None) -> datetime | None:  # fmt: skip
    """When the last session that a person holds a seat of, or that a centre has, ends; None without any."""
    column, id = ("seat.person_id", person_id) if person_id is not None else ("centre_id", centre_id)
    row = conn.execute(
        f"SELECT max(ends_at) AS last FROM session LEFT JOIN seat ON seat.session_id = session.id WHERE {column} = ?"
        " AND session.state <> 'cancelled'",
        (id,),
    ).fetchone()
    return instant_of(row["last"]) if row["last"] else None


def link_made_at(conn: Connection, subject: Subject) -> datetime | None:
    """When the generation in force of a link was made; None when it was never handed out."""
    row = conn.execute(
        "SELECT max(created_at) AS made FROM link WHERE scope = ? AND subject_id = ? AND rotated_at IS NULL",
        (subject.scope, subject.id),
    ).fetchone()
    return instant_of(row["made"]) if row["made"] else None


def last_message_at(conn: Connection, person_id: PersonId) -> datetime | None:
    """When the last message that may still reach the person, or has, was due: it holds their link."""
    row = conn.execute(
        "SELECT max(due_at) AS last FROM message WHERE recipient_id = ? AND state <> 'cancelled'", (person_id,)
    ).fetchone()
    return instant_of(row["last"]) if row["last"] else None


def link_asked_since(conn: Connection, person_id: PersonId, address: str, since: datetime) -> bool:
    """Whether a lost link was written to this address of the person after ``since``."""
    row = conn.execute(
        "SELECT 1 FROM message WHERE recipient_id = ? AND kind = 'link_again' AND address = ? AND created_at > ?",
        (person_id, address, instant_text(since)),
    ).fetchone()
    return row is not None


@dataclass(frozen=True, slots=True)
class PartnerReply:
    """What a partner last said of the seats it gives in one session."""

    can: bool
    at: datetime


CONFIRMED, CANNOT = "partner.confirmed", "partner.cannot_provide"
"""Types of the journal's entries, written by the partner about a session."""


def partner_replies(conn: Connection, actor_id: str) -> dict[SessionId, PartnerReply]:
    """The last word of a partner on each session, as the journal has it."""
    rows = conn.execute(
        "SELECT subject_id, type, at FROM journal WHERE actor_id = ? AND type IN (?, ?) ORDER BY seq",
        (actor_id, CONFIRMED, CANNOT),
    )
    return {SessionId(row["subject_id"]): PartnerReply(row["type"] == CONFIRMED, instant_of(row["at"])) for row in rows}
