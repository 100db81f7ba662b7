"""« Points cabinets » and what each practice answered; the state each one is in at an instant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.response.desk_replies import DeskReply
from app.response.desk_survey import HOLDS, Answer, DeskState, DeskSurvey, Question, QuestionKind, SurveyKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from app.store.database import Connection


def insert(conn: Connection, survey: DeskSurvey) -> None:
    """Add a survey at revision 1."""
    conn.execute(
        "INSERT INTO desk_survey (id, event_id, kind, title, questions, opened_at, closes_at, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            survey.id, survey.event_id, survey.kind, survey.title, _questions(survey.questions),
            instant_text(survey.opened_at), instant_text(survey.closes_at), survey.actor_id,
        ),
    )  # fmt: skip


def update(conn: Connection, survey: DeskSurvey) -> None:
    """Write when a survey closes, or closed; the caller has checked the revision, which moves by one."""
    conn.execute(
        "UPDATE desk_survey SET closes_at = ?, closed_at = ?, revision = revision + 1 WHERE id = ?",
        (instant_text(survey.closes_at), instant_text(survey.closed_at) if survey.closed_at else None, survey.id),
    )


def find(conn: Connection, survey_id: str) -> DeskSurvey | None:
    """The survey, or None."""
    row = conn.execute("SELECT * FROM desk_survey WHERE id = ?", (survey_id,)).fetchone()
    return _survey(row) if row else None


def every(conn: Connection) -> list[DeskSurvey]:
    """All surveys, newest first."""
    return [_survey(row) for row in conn.execute("SELECT * FROM desk_survey ORDER BY opened_at DESC, id DESC")]


def of_event(conn: Connection, event_id: str) -> list[DeskSurvey]:
    """The surveys made during an event, newest first."""
    return [one for one in every(conn) if one.event_id == event_id]


def put_replies(conn: Connection, replies: Iterable[DeskReply]) -> None:
    """Write replies, whole: those asked for the first time are added."""
    conn.executemany(
        "INSERT INTO desk_reply (survey_id, subject, name, kind, commune_insee, address, asked_at, answered_at, state,"
        " present, expected, stock, needs, answers, by_phone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (survey_id, subject) DO UPDATE SET name = excluded.name, address = excluded.address,"
        " asked_at = excluded.asked_at, answered_at = excluded.answered_at, state = excluded.state,"
        " present = excluded.present, expected = excluded.expected, stock = excluded.stock, needs = excluded.needs,"
        " answers = excluded.answers, by_phone = excluded.by_phone",
        [_values(one) for one in replies],
    )


def replies(conn: Connection, survey_id: str) -> list[DeskReply]:
    """Everyone asked in a survey, by subject."""
    rows = conn.execute("SELECT * FROM desk_reply WHERE survey_id = ? ORDER BY subject", (survey_id,))
    return [_reply(row) for row in rows]


def reply(conn: Connection, survey_id: str, subject: str) -> DeskReply | None:
    """One practice in one survey, or None when it was not asked."""
    row = conn.execute("SELECT * FROM desk_reply WHERE survey_id = ? AND subject = ?", (survey_id, subject)).fetchone()
    return _reply(row) if row else None


def history(conn: Connection, subject: str) -> list[tuple[DeskSurvey, DeskReply]]:
    """Every survey a practice was asked in, newest first, with what it said."""
    rows = conn.execute("SELECT * FROM desk_reply WHERE subject = ?", (subject,))
    held = {row["survey_id"]: _reply(row) for row in rows}
    return [(survey, held[survey.id]) for survey in every(conn) if survey.id in held]


def last_addresses(conn: Connection) -> dict[str, str]:
    """Subject → the address it was last written to, or heard at."""
    rows = conn.execute(
        "SELECT subject, address FROM desk_reply JOIN desk_survey ON desk_survey.id = survey_id"
        " WHERE address <> '' ORDER BY opened_at, desk_survey.id"
    )
    return {row["subject"]: row["address"] for row in rows}


def latest(conn: Connection, at: datetime, *, exercise: bool = False) -> dict[str, DeskReply]:
    """Subject → its last word at ``at`` (UTC) that still holds (:data:`HOLDS`); what it said in an exercise only counts
    with ``exercise``, and then alone."""
    rows = conn.execute(
        "SELECT desk_reply.* FROM desk_reply JOIN desk_survey ON desk_survey.id = survey_id"
        " LEFT JOIN event ON event.id = event_id WHERE desk_reply.state <> '' AND answered_at <= ? AND answered_at > ?"
        " AND (ifnull(event.kind, 'real') = 'exercise') = ? ORDER BY answered_at, survey_id",
        (instant_text(at), instant_text(at - HOLDS), exercise),
    )
    return {row["subject"]: _reply(row) for row in rows}


def practice_states(conn: Connection, at: datetime, *, exercise: bool = False) -> Mapping[str, DeskState]:
    """Subject (« practice:… », « person:… », « site:… ») → the state it last said, where that still holds at ``at`` (UTC)."""
    found = latest(conn, at, exercise=exercise)
    return {subject: one.state for subject, one in found.items() if one.state is not None}


def _questions(held: Iterable[Question]) -> str:
    return json.dumps([[one.code, one.text, one.kind] for one in held], ensure_ascii=False)


def _values(one: DeskReply) -> tuple[object, ...]:
    said = one.answer
    return (
        one.survey_id, one.subject, one.name, one.kind, one.commune_insee, one.address,
        instant_text(one.asked_at) if one.asked_at else None,
        instant_text(one.answered_at) if one.answered_at else None,
        said.state.value if said.state else "", said.present, said.expected, said.stock, said.needs,
        json.dumps(dict(said.answers), ensure_ascii=False, sort_keys=True), int(one.by_phone),
    )  # fmt: skip


def _survey(row: sqlite3.Row) -> DeskSurvey:
    return DeskSurvey(
        id=row["id"],
        event_id=row["event_id"],
        kind=SurveyKind(row["kind"]),
        title=row["title"],
        questions=tuple(Question(code, text, QuestionKind(kind)) for code, text, kind in json.loads(row["questions"])),
        opened_at=instant_of(row["opened_at"]),
        closes_at=instant_of(row["closes_at"]),
        closed_at=instant_of(row["closed_at"]) if row["closed_at"] else None,
        actor_id=row["actor_id"],
        revision=row["revision"],
    )


def _reply(row: sqlite3.Row) -> DeskReply:
    return DeskReply(
        survey_id=row["survey_id"],
        subject=row["subject"],
        name=row["name"],
        kind=row["kind"],
        commune_insee=row["commune_insee"],
        address=row["address"],
        asked_at=instant_of(row["asked_at"]) if row["asked_at"] else None,
        answered_at=instant_of(row["answered_at"]) if row["answered_at"] else None,
        answer=Answer(
            state=DeskState(row["state"]) if row["state"] else None,
            present=row["present"],
            expected=row["expected"],
            stock=row["stock"],
            needs=row["needs"],
            answers=json.loads(row["answers"]),
        ),
        by_phone=bool(row["by_phone"]),
    )
