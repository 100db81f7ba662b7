"""What has outlived its use: counted, then removed, by kind of data. The durations are a table's (``data/retention.csv``).

``:before`` is the instant (UTC text) up to which data of a kind go, ``:day`` its civil day. Children come before parents.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import new_id

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.database import Connection

_OVER = "session_id IN (SELECT id FROM session WHERE ends_at < :before)"
_SEAT_OVER = f"seat_id IN (SELECT id FROM seat WHERE {_OVER})"
_ENDED = "(SELECT id FROM call_out WHERE ended_at < :before)"
_CLOSED = "(SELECT id FROM poll WHERE state = 'closed' AND closes_at < :before)"
_STOPPED = "(SELECT id FROM alert WHERE ifnull(closed_at, launched_at) < :before)"
_ASKED = "(SELECT id FROM desk_survey WHERE ifnull(closed_at, closes_at) < :before)"
_DISCHARGED = "(SELECT id FROM discharge WHERE ifnull(closed_at, wanted_at) < :before)"
_FLASHED = "(SELECT id FROM flash WHERE ifnull(closed_at, closes_at) < :before)"
_PLAYED = "(SELECT id FROM exercise WHERE ifnull(removed_at, ifnull(finished_at, ends_at)) < :before)"
_PLAYED_INJECT = f"(SELECT id FROM exercise_inject WHERE exercise_id IN {_PLAYED})"
_PLAYED_BY = f"(SELECT id FROM exercise_participant WHERE exercise_id IN {_PLAYED})"
_OF_PLAYED = f"exercise_id IN {_PLAYED}"
_SLOT_PAST = "(SELECT id FROM slot WHERE ends_at < :before)"
_SHUT = "(SELECT id FROM account WHERE disabled_at < :before)"
_END_OF_LOGIN = "ifnull(ended_at, expires_at)"


@dataclass(frozen=True, slots=True)
class Sweep:
    """Rows of one table that may go: a condition, and the column that says how old they are (empty: by their parent)."""

    table: str
    where: str
    at: str = ""


SWEEPS: Mapping[str, tuple[Sweep, ...]] = {
    "care_needs": (Sweep("care_need", "expires_at <= :before", "expires_at"),),
    "poll_notes": (Sweep("poll_note", "expires_at <= :before", "expires_at"),),
    "phone_claims": (Sweep("phone_claim", "until < :before", "until"),),
    "provider_requests": (Sweep("provider_request", "created_at < :before", "created_at"),),
    "busy_hours": (Sweep("busy", "ends_at < :before", "ends_at"),),
    "login_attempts": (Sweep("login_attempt", "at < :before", "at"),),
    "one_time_links": (Sweep("one_time_link", "expires_at < :before", "expires_at"),),
    "account_letters": (Sweep("account_letter", "state IN ('sent', 'failed') AND created_at < :before", "created_at"),),
    "readings": (Sweep("reading", "at < :before", "at"),),
    "waiting": (
        Sweep("waiting", _OVER, "since"),
        Sweep("offer", _SEAT_OVER, "at"),
        Sweep("reminder", _SEAT_OVER, "at"),
    ),
    "survey_marks": (Sweep("survey_voter", "subject_id IN (SELECT subject_id FROM survey_answer WHERE day < :day)"),),
    "logins": (
        Sweep("login", f"{_END_OF_LOGIN} < :before", _END_OF_LOGIN),
        Sweep("known_client", "last_at < :before", "last_at"),
    ),
    "draft_steps": (Sweep("draft_step", "at < :before", "at"),),
    "swaps": (Sweep("swap", "state <> 'proposed' AND proposed_at < :before", "proposed_at"),),
    "links": (Sweep("link", "rotated_at < :before", "rotated_at"),),
    "messages": (
        Sweep(
            "message",
            "state IN ('sent', 'failed', 'by_hand_done', 'cancelled') AND changed_at < :before",
            "changed_at",
        ),
        Sweep(
            "partner_letter",
            "state IN ('sent', 'failed', 'by_hand_done', 'cancelled') AND changed_at < :before",
            "changed_at",
        ),
    ),
    "solicitations": (Sweep("solicitation", "at < :before", "at"),),
    "answers": (Sweep("answer", _OVER, "at"),),
    "polls": (
        Sweep("poll_note", f"poll_id IN {_CLOSED}"),
        Sweep("poll_person", f"poll_id IN {_CLOSED}"),
        Sweep("poll_session", f"poll_id IN {_CLOSED}"),
        Sweep("poll", f"id IN {_CLOSED}", "closes_at"),
    ),
    "call_outs": (
        Sweep("response", f"call_out_id IN {_ENDED}", "at"),
        Sweep("wave", f"call_out_id IN {_ENDED}", "sent_at"),
        Sweep("call_out", f"id IN {_ENDED}", "ended_at"),
    ),
    "alerts": (
        Sweep("alert_person", f"alert_id IN {_STOPPED}", "answered_at"),
        Sweep("alert", f"id IN {_STOPPED}", "ifnull(closed_at, launched_at)"),
    ),
    "desk_surveys": (
        Sweep("desk_reply", f"survey_id IN {_ASKED}", "answered_at"),
        Sweep("desk_survey", f"id IN {_ASKED}", "ifnull(closed_at, closes_at)"),
    ),
    "flash_exercises": (
        Sweep("flash_person", f"flash_id IN {_FLASHED}", "answered_on"),
        Sweep("flash_answer", f"flash_id IN {_FLASHED}"),
        Sweep("flash", f"id IN {_FLASHED}", "ifnull(closed_at, closes_at)"),
    ),
    "exercise_contacts": (Sweep("exercise_contact", f"participant_id IN {_PLAYED_BY}"),),
    "exercises": (
        Sweep("exercise_delivery", f"inject_id IN {_PLAYED_INJECT}", "at"),
        Sweep("exercise_outcome", f"inject_id IN {_PLAYED_INJECT}", "at"),
        Sweep("exercise_response", _OF_PLAYED, "at"),
        Sweep("exercise_decision", _OF_PLAYED, "at"),
        Sweep("exercise_moment", _OF_PLAYED, "at"),
        Sweep("exercise_rating", _OF_PLAYED, "at"),
        Sweep("exercise_observation", _OF_PLAYED, "at"),
        Sweep("hot_wash", _OF_PLAYED),
        Sweep("review_text", _OF_PLAYED, "changed_at"),
        Sweep("restitution", _OF_PLAYED, "at"),
        Sweep("improvement", _OF_PLAYED, "changed_at"),
        Sweep("exercise_clock", _OF_PLAYED, "at"),
        Sweep("exercise_inject", _OF_PLAYED),
        Sweep("exercise_contact", f"participant_id IN {_PLAYED_BY}"),
        Sweep("exercise_participant", _OF_PLAYED, "invited_at"),
        Sweep("exercise", f"id IN {_PLAYED}", "ifnull(removed_at, ifnull(finished_at, ends_at))"),
    ),
    "laboratory": (Sweep("laboratory_run", "ifnull(removed_at, run_at) < :before", "ifnull(removed_at, run_at)"),),
    "hand_overs": (Sweep("hand_over", "ended_at < :before", "ended_at"),),
    "closures": (
        Sweep("closure", "ifnull(removed_at, ends_at) < :before", "ifnull(removed_at, ends_at)"),
        Sweep("outage", "ifnull(removed_at, ends_at) < :before", "ifnull(removed_at, ends_at)"),
        Sweep("ccas_help", "closed_at < :before", "closed_at"),
        Sweep("discharge_taking", f"discharge_id IN {_DISCHARGED}"),
        Sweep("discharge_line", f"discharge_id IN {_DISCHARGED}"),
        Sweep("discharge", f"id IN {_DISCHARGED}", "ifnull(closed_at, wanted_at)"),
    ),
    "slots": (
        Sweep("slot_booking", f"slot_id IN {_SLOT_PAST}", "booked_at"),
        Sweep("slot", f"id IN {_SLOT_PAST}", "ends_at"),
    ),
    "number_tests": (Sweep("number_test", "at < :before", "at"),),
    "seat_events": (Sweep("seat_event", "at < :before", "at"),),
    "accounts": (
        Sweep("recovery_code", f"account_id IN {_SHUT}"),
        Sweep("identity", f"account_id IN {_SHUT}", "linked_at"),
        Sweep("login", f"account_id IN {_SHUT}", "opened_at"),
        Sweep("one_time_link", f"account_id IN {_SHUT}", "created_at"),
        Sweep("known_client", f"account_id IN {_SHUT}", "last_at"),
        Sweep("account_letter", f"account_id IN {_SHUT}", "created_at"),
        Sweep("account", f"id IN {_SHUT}", "disabled_at"),
    ),
    "attendance": (Sweep("attendance", _OVER, "at"),),
    "pay": (
        Sweep("settlement", "at < :before", "at"),
        Sweep("indemnity", "day < :day AND at < :before", "at"),
    ),
}
"""What goes of each kind. The journal and the main courante go by :mod:`app.store.chain`, people one at a time."""

SILENT = (
    "changed_at < :before AND id NOT IN (SELECT person_id FROM erased_person)"
    " AND NOT EXISTS (SELECT 1 FROM seat JOIN session ON session.id = session_id"
    "  WHERE seat.person_id = person.id AND ends_at >= :before)"
    " AND NOT EXISTS (SELECT 1 FROM answer WHERE person_id = person.id AND at >= :before)"
    " AND NOT EXISTS (SELECT 1 FROM response WHERE person_id = person.id AND at >= :before)"
    " AND NOT EXISTS (SELECT 1 FROM attendance WHERE person_id = person.id AND at >= :before)"
    " AND NOT EXISTS (SELECT 1 FROM alert_person WHERE person_id = person.id AND answered_at >= :before)"
    " AND NOT EXISTS (SELECT 1 FROM desk_reply WHERE subject = 'person:' || person.id AND answered_at >= :before)"
    " AND NOT EXISTS (SELECT 1 FROM training_person JOIN training ON training.id = training_id"
    "  WHERE person_id = person.id AND (attended OR answer <> '') AND day >= substr(:before, 1, 10))"
    " AND NOT EXISTS (SELECT 1 FROM cell_shift WHERE person_id = person.id AND ends_at >= :before)"
    " AND NOT EXISTS (SELECT 1 FROM cell_member WHERE person_id = person.id)"
    " AND NOT EXISTS (SELECT 1 FROM account JOIN login ON account_id = account.id"
    "  WHERE account.person_id = person.id AND seen_at >= :before)"
)
"""People nobody has heard of since: nothing they did, and nothing anyone changed about them."""


@dataclass(frozen=True, slots=True)
class Outlived:
    """Rows of one table that may go: how many, and the instant of the oldest (UTC; None when the table has none)."""

    table: str
    rows: int
    oldest: datetime | None


def count(conn: Connection, code: str, before: datetime) -> tuple[Outlived, ...]:
    """What would go of a kind, table by table; nothing where there is nothing."""
    found = []
    for sweep in SWEEPS[code]:
        row = conn.execute(
            f"SELECT count(*) AS rows, min({sweep.at or 'NULL'}) AS oldest FROM {sweep.table} WHERE {sweep.where}",
            _bounds(before),
        ).fetchone()
        if row["rows"]:
            found.append(Outlived(sweep.table, row["rows"], instant_of(row["oldest"]) if row["oldest"] else None))
    return tuple(found)


def remove(conn: Connection, code: str, before: datetime) -> int:
    """Remove what :func:`count` counted, within the caller's transaction; how many rows."""
    return sum(
        conn.execute(f"DELETE FROM {sweep.table} WHERE {sweep.where}", _bounds(before)).rowcount
        for sweep in SWEEPS[code]
    )


def silent_people(conn: Connection, before: datetime) -> tuple[str, ...]:
    """Ids of people nobody has heard of since an instant, by name."""
    rows = conn.execute(
        f"SELECT id FROM person WHERE {SILENT} ORDER BY family_name, given_name, id", {"before": instant_text(before)}
    )
    return tuple(row["id"] for row in rows)


@dataclass(frozen=True, slots=True)
class PurgeRun:
    """One purge: when (UTC), by whom, and how many rows of each kind."""

    at: datetime
    actor_id: str
    counts: Mapping[str, int]


def add_run(conn: Connection, at: datetime, actor_id: str, counts: Mapping[str, int]) -> None:
    """Write a purge down."""
    conn.execute(
        "INSERT INTO purge_run (id, at, actor_id, counts) VALUES (?, ?, ?, ?)",
        (new_id(), instant_text(at), actor_id, json.dumps(counts, sort_keys=True)),
    )


def runs(conn: Connection, limit: int = 20) -> Sequence[PurgeRun]:
    """The last purges, newest first."""
    rows = conn.execute("SELECT * FROM purge_run ORDER BY at DESC, id DESC LIMIT ?", (limit,))
    return [PurgeRun(instant_of(row["at"]), row["actor_id"], json.loads(row["counts"])) for row in rows]


def _bounds(before: datetime) -> dict[str, str]:
    text = instant_text(before)
    return {"before": text, "day": text[:10]}
