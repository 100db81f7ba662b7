"""``releve.staffing/1`` read into a problem, ``releve.staffing-plan/1`` written from a plan.

Every error names the file, the JSON path, what is wrong and what would be right. A key that the contract does not know
is refused, not ignored: a misspelt ``min_rest_hour`` must not silently cost someone their rest.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from app.core.errors import N_, InvalidInput, UnreadableFile
from app.scheduling.staffing.document import FORMAT, AnswerRow, Document, Doubled, PersonRow, SessionRow, slim
from app.scheduling.staffing.fault import Fault, fault_of
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

PLAN_FORMAT = "releve.staffing-plan/1"
Row = TypeVar("Row")


def read_problem(path: Path) -> Problem:
    """The problem in a file. Raises UnreadableFile or InvalidInput, whose sentence fits on one line."""
    return problem_of(_loaded(path), path.name)


def problem_of(document: object, source: str) -> Problem:
    """The problem in a decoded JSON document; ``source`` names it in errors. Raises InvalidInput."""
    try:
        rows = Document.model_validate(document)
    except ValidationError as error:
        raise _located(source, fault_of(error.errors(include_url=False)[0])) from None
    for fault in _broken(rows):
        raise _located(source, fault)
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
    """Write the plan whole or not at all. Raises InvalidInput when the place can't be written.

    A link is followed, and what is no ordinary file (``/dev/stdout``, a pipe) is written to, never replaced.
    """
    text = json.dumps(plan_document(plan), ensure_ascii=False, indent=1) + "\n"
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
        else:
            _replace(path.resolve(), text)
    except OSError as error:
        raise _unwritable(path, error) from None


def _replace(path: Path, text: str) -> None:
    """Put ``text`` in place of a file in one step. Raises OSError, leaving what was there."""
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(0o666 & ~_umask())
        Path(draft).replace(path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> InvalidInput:
    reason = error.strerror or str(error)
    return InvalidInput(
        N_("{path} ne peut pas être écrit ({reason}). Choisissez un dossier qui existe et où vous pouvez écrire."),
        path=path,
        reason=reason,
    )


def _loaded(path: Path) -> object:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_object)
    except FileNotFoundError:
        raise UnreadableFile(N_("{path} n’existe pas. Vérifiez le nom du fichier."), path=path) from None
    except OSError as error:
        message = N_(
            "{path} ne peut pas être lu ({reason}). Vérifiez que c’est un fichier et que vous en avez le droit."
        )
        raise UnreadableFile(message, path=path, reason=error.strerror or error) from None
    except UnicodeDecodeError:
        raise UnreadableFile(N_("{path} n’est pas en UTF-8. Enregistrez-le dans ce codage."), path=path.name) from None
    except json.JSONDecodeError as error:
        message = N_("{path}, ligne {line}, colonne {column} : ce n’est pas du JSON. Corrigez le texte à cet endroit.")
        raise UnreadableFile(message, path=path.name, line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):
        message = N_("{path} : un nombre y est démesuré ou les objets trop imbriqués. Écrivez un document {format}.")
        raise UnreadableFile(message, path=path.name, format=FORMAT) from None


def _object(pairs: list[tuple[str, object]]) -> object:
    """A JSON object; one that writes a key twice becomes a mark that validation refuses where it stands."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return slim(found) or found
    return Doubled(max(pairs, key=lambda pair: [key for key, _value in pairs].count(pair[0]))[0])


def _located(source: str, fault: Fault) -> InvalidInput:
    return InvalidInput(
        N_("{file}, {path} : {wrong}. {right}"),
        file=source, path=fault.path, wrong=fault.wrong, right=fault.right,
    )  # fmt: skip


def _broken(rows: Document) -> Iterable[Fault]:
    """References and repetitions, in the order of the document."""
    yield from _doubled("roles", ())
    for role, professions in rows.roles.items():
        yield from _doubled(f"roles.{role}", professions)
    yield from _doubled("persons", [row.id for row in rows.persons], "id")
    yield from _doubled("sessions", [row.id for row in rows.sessions], "id")
    yield from _backward(rows.sessions)
    known = _Known(rows)
    yield from known.check("needs", rows.needs, lambda row: (None, row.session, row.role))
    yield from known.check_answers(rows.answer_rows)
    yield from known.check("ineligible", rows.ineligible, lambda row: (row.person, row.session, row.role))
    yield from known.check("previous", rows.previous, lambda row: (row.person, row.session, row.role))
    yield from _too_many_pins(rows)


def _doubled(place: str, ids: Iterable[str], key: str = "") -> Iterable[Fault]:
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            yield Fault.at(
                (*place.split(".", 1), index, *([key] if key else [])),
                _("« {id} » est déjà pris plus haut dans la liste").format(id=name),
                _("Donnez à chacun un identifiant différent, ou retirez la répétition."),
            )
        seen.add(name)


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
                yield _unknown((place, index, "person"), person, "persons")
            if session not in self.sessions:
                yield _unknown((place, index, "session"), session, "sessions")
            if role not in self.roles:
                yield _unknown((place, index, "role"), role, "roles")
            if (person, session, role) in seen:
                yield _repeated((place, index), [name for name in (person, session, role) if name is not None])
            seen.add((person, session, role))

    def check_answers(self, rows: Iterable[AnswerRow]) -> Iterable[Fault]:
        seen: set[tuple[str, str]] = set()
        for index, row in enumerate(rows):
            person, session, _answer = row
            if person not in self.persons:
                yield _unknown(("answers", index, "person"), person, "persons")
            if session not in self.sessions:
                yield _unknown(("answers", index, "session"), session, "sessions")
            if (person, session) in seen:
                yield _repeated(("answers", index), [person, session])
            seen.add((person, session))


def _unknown(location: tuple[str | int, ...], name: str, place: str) -> Fault:
    return Fault.at(
        location,
        _("« {id} » n’existe pas dans $.{place}").format(id=name, place=place),
        _("Écrivez un identifiant de $.{place}, ou ajoutez-le à cet endroit.").format(place=place),
    )


def _repeated(location: tuple[str | int, ...], key: list[str]) -> Fault:
    return Fault.at(
        location,
        _("({key}) est déjà plus haut dans la liste").format(key=", ".join(key)),
        _("Gardez une seule ligne pour cette combinaison."),
    )


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
                        "plus de places fixées que de places demandées pour « {role} » dans « {session} » ({count})"
                    ).format(role=row.role, session=row.session, count=count),
                    _("Détachez une place (« pinned » : false) ou augmentez « count » du besoin."),
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
