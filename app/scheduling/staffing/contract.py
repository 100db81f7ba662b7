"""``releve.staffing/1`` read into a problem, ``releve.staffing-plan/1`` written from a plan.

Every error names the file, the JSON path, what is wrong and what would be right. A key that the contract does not know
is refused, not ignored: a misspelt ``min_rest_hour`` must not silently cost someone their rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from app.core.json_file import read_json, unique_keys, write_whole
from app.scheduling.staffing.document import FORMAT, AnswerRow, Document, PersonRow, SessionRow, slim
from app.scheduling.staffing.plan import Plan, Shortage
from app.scheduling.staffing.problem import (
    Need,
    Person,
    PreviousSeat,
    Problem,
    Seat,
    Session,
    answers_by_person,
)
from app.words import _
from app.words.fault import Fault, doubled, fault_of, repeated, unknown

PLAN_FORMAT = "releve.staffing-plan/1"
Row = TypeVar("Row")


def read_problem(path: Path) -> Problem:
    """The problem in a file. Raises UnreadableFile or InvalidInput, whose sentence fits on one line."""
    return problem_of(read_json(path, FORMAT, read_object=_object), path.name)


def problem_of(document: object, source: str) -> Problem:
    """The problem in a decoded JSON document; ``source`` names it in errors. Raises InvalidInput."""
    try:
        rows = Document.model_validate(document)
    except ValidationError as error:
        raise fault_of(error.errors(include_url=False)[0], FORMAT).located(source) from None
    for fault in _broken(rows):
        raise fault.located(source)
    return _problem(rows)


def plan_document(plan: Plan) -> dict[str, object]:
    """The plan as the contract writes it."""
    return {
        "format": PLAN_FORMAT,
        "assignments": [
            {"person": seat.person, "session": seat.session, "role": seat.role, "line": seat.line}
            for seat in plan.assignments
        ],
        "levels": [
            {"name": level.name.value, "value": level.value, "bound": level.bound, "proven": level.proven}
            for level in plan.levels
        ],
        "sessions": [{"id": row.session, "lines": row.lines, "open": row.open} for row in plan.sessions],
        "unfilled": [_shortage(row) for row in plan.unfilled],
        "structural": plan.structural,
        "due_to_rules": plan.due_to_rules,
        "calls": [{"person": call.person, "gain": call.gain, "sessions": list(call.sessions)} for call in plan.calls],
        "overridden": [
            {"person": row.person, "session": row.session, "rule": row.rule.value} for row in plan.overridden
        ],
        "seconds": plan.seconds,
    }


def write_plan(plan: Plan, path: Path) -> None:
    """Write the plan whole or not at all. Raises InvalidInput when the place can't be written."""
    write_whole(path, json.dumps(plan_document(plan), ensure_ascii=False, indent=1) + "\n")


def _object(pairs: list[tuple[str, object]]) -> object:
    """A JSON object; a faultless answer is read at once into its row."""
    found = unique_keys(pairs)
    return (slim(found) or found) if isinstance(found, dict) else found


def _broken(rows: Document) -> Iterable[Fault]:
    """References and repetitions, in the order of the document."""
    for role, professions in rows.roles.items():
        yield from doubled(("roles", role), professions)
    yield from doubled(("persons",), [row.id for row in rows.persons], "id")
    yield from doubled(("sessions",), [row.id for row in rows.sessions], "id")
    yield from _backward(rows.sessions)
    known = _Known(rows)
    yield from known.check("needs", rows.needs, lambda row: (None, row.session, row.role))
    yield from known.check_answers(rows.answer_rows)
    yield from known.check("ineligible", rows.ineligible, lambda row: (row.person, row.session, row.role))
    yield from known.check("previous", rows.previous, lambda row: (row.person, row.session, row.role))
    yield from _too_many_pins(rows)


def _backward(sessions: Iterable[SessionRow]) -> Iterable[Fault]:
    for index, row in enumerate(sessions):
        if row.end <= row.start:
            yield Fault.at(
                ("sessions", index, "end"),
                _("la fin ({end}) n’est pas après le début ({start})").format(
                    end=row.end.isoformat(), start=row.start.isoformat()
                ),
                _("Écrivez une fin postérieure au début, décalage horaire compris."),
            )


class _Known:
    """The ids a row may refer to."""

    def __init__(self, rows: Document) -> None:
        self.persons = {row.id for row in rows.persons}
        self.sessions = {row.id for row in rows.sessions}
        self.roles = set(rows.roles)

    def check(
        self, place: str, rows: Iterable[Row], key: Callable[[Row], tuple[str | None, str, str]]
    ) -> Iterable[Fault]:
        seen: set[tuple[str | None, str, str]] = set()
        for index, row in enumerate(rows):
            person, session, role = key(row)
            if person is not None and person not in self.persons:
                yield unknown((place, index, "person"), person, "persons")
            if session not in self.sessions:
                yield unknown((place, index, "session"), session, "sessions")
            if role not in self.roles:
                yield unknown((place, index, "role"), role, "roles")
            if (person, session, role) in seen:
                yield repeated((place, index), [name for name in (person, session, role) if name is not None])
            seen.add((person, session, role))

    def check_answers(self, rows: Iterable[AnswerRow]) -> Iterable[Fault]:
        seen: set[tuple[str, str]] = set()
        for index, row in enumerate(rows):
            person, session, _answer = row
            if person not in self.persons:
                yield unknown(("answers", index, "person"), person, "persons")
            if session not in self.sessions:
                yield unknown(("answers", index, "session"), session, "sessions")
            if (person, session) in seen:
                yield repeated(("answers", index), [person, session])
            seen.add((person, session))


def _too_many_pins(rows: Document) -> Iterable[Fault]:
    room = {(row.session, row.role): row.count for row in rows.needs}
    for index, row in enumerate(rows.previous):
        if row.pinned:
            left = room.get((row.session, row.role), 0)
            if left == 0:
                count = sum(need.count for need in rows.needs if (need.session, need.role) == (row.session, row.role))
                yield Fault.at(
                    ("previous", index),
                    _(
                        "plus de places fixées que de places demandées pour « {role} » dans « {session} » ({count})"
                    ).format(role=row.role, session=row.session, count=count),
                    _("Détachez une place (« pinned » : false) ou augmentez « count » du besoin."),
                )
            room[row.session, row.role] = left - 1


def _problem(rows: Document) -> Problem:
    return Problem(
        roles={role: tuple(professions) for role, professions in rows.roles.items()},
        persons=tuple(_person(row) for row in rows.persons),
        sessions=tuple(Session(row.id, row.centre, row.start, row.end, row.lines) for row in rows.sessions),
        needs=tuple(Need(row.session, row.role, row.count, row.weight, row.critical) for row in rows.needs),
        answers=answers_by_person(rows.answer_rows),
        ineligible=frozenset(Seat(row.person, row.session, row.role) for row in rows.ineligible),
        previous=tuple(PreviousSeat(row.person, row.session, row.role, row.pinned) for row in rows.previous),
        budget_seconds=float(rows.budget_seconds),
    )


def _person(row: PersonRow) -> Person:
    return Person(
        row.id,
        row.profession,
        row.max_sessions_per_week,
        row.max_sessions_per_day,
        row.min_rest_hours,
        row.travel_minutes,
    )


def _shortage(row: Shortage) -> Mapping[str, object]:
    proof = row.certificate
    return {
        "session": row.session,
        "role": row.role,
        "missing": row.missing,
        "reasons": {rule.value: count for rule, count in row.reasons.items()},
        "certificate": None
        if proof is None
        else {
            "needs": [{"session": session, "role": role} for session, role in proof.needs],
            "demand": proof.demand,
            "reachable": proof.reachable,
            "shortage": proof.shortage,
        },
        "sentence": row.sentence,
    }
