"""Answers of people for sessions, one a line: ``personne, seance, reponse``. Who and which session is asked to the caller."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.ids import PersonId, SessionId
from app.roster.answer import Answer, AnswerValue
from app.roster.importing import fields
from app.roster.importing.known import name_key
from app.roster.importing.report import CellRefused, Change, Flag, ImportReport, Rejection
from app.roster.importing.sheet import read_sheet
from app.roster.importing.source import Source
from app.roster.importing.tables import ImportTables
from app.roster.importing.vocabulary import Vocabulary
from app.roster.person import HalfDayPart, Person
from app.roster.rpps import is_rpps
from app.words import _

Found = tuple[str, ...]
"""Ids a word may stand for: one is an answer, none is unknown, several are ambiguous."""

PersonFinder = Callable[[str], Found]
SessionFinder = Callable[[str], Found]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer to write."""

    line: int
    change: Change
    answer: Answer


@dataclass(frozen=True, slots=True)
class When:
    """A session named by its day and, when said, its half."""

    day: date
    part: HalfDayPart | None


def read_answers(
    source: Source, *, person_of: PersonFinder, session_of: SessionFinder,
    known: Mapping[tuple[PersonId, SessionId], AnswerValue], tables: ImportTables,
) -> ImportReport[AnswerRow]:  # fmt: skip
    """What importing the answers would do. Raises UnreadableFile; writes nothing.

    ``person_of`` (see :func:`person_finder`) and ``session_of`` turn a cell into ids. The same person and session twice
    with two answers: the second line is refused.
    """
    sheet = read_sheet(source, tables.headers["answers"], (("personne",), ("seance",), ("reponse",)))
    rows: dict[tuple[PersonId, SessionId], AnswerRow] = {}
    rejected: list[Rejection] = []
    flags = sheet.flags
    repeated = 0
    for row in sheet.rows():
        column = "personne"
        try:
            person = PersonId(_one(person_of(_cell(row.cells, column)), _PERSON_UNKNOWN))
            column = "seance"
            session = SessionId(_one(session_of(_cell(row.cells, column)), _SESSION_UNKNOWN))
            column = "reponse"
            value = AnswerValue(fields.one_of(tables.words, "reponse", _cell(row.cells, column)))
            first = rows.get((person, session))
            if first is not None and first.answer.value is not value:
                raise CellRefused(
                    _("La ligne {line} donne une autre réponse pour cette personne et cette séance.").format(
                        line=first.line
                    ),
                    _("Gardez une seule des deux lignes."),
                )
        except CellRefused as refused:
            cell = row.cells.get(column, "")
            rejected.append(Rejection(row.line, sheet.columns[column], cell[:80], refused.reason, refused.hint))
            continue
        if first is not None:
            repeated += 1
            flags.append(Flag((first.line, row.line), _("Ligne répétée : elle n’est prise qu’une fois.")))
            continue
        rows[person, session] = AnswerRow(
            line=row.line, change=_change(known.get((person, session)), value), answer=Answer(person, session, value)
        )
    return ImportReport(tuple(rows.values()), tuple(sorted(rejected)), tuple(flags), repeated, sheet.ignored, "answers")


def person_finder(persons: Iterable[Person]) -> PersonFinder:
    """Finds people by RPPS, e-mail, id, or « Nom Prénom » in either order, whatever the accents and case."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in persons:
        for word in (
            person.id,
            person.rpps or "",
            person.email.casefold(),
            name_key(person.family_name, person.given_name),
        ):
            if word:
                found[word].add(person.id)

    def find(text: str) -> Found:
        digits = re.sub(r"[\s.]", "", text)
        for word in (text.strip(), digits if is_rpps(digits) else "", text.strip().casefold(), name_key(text, "")):
            if word in found:
                return tuple(sorted(found[word]))
        return ()

    return find


def when_of(words: Vocabulary, text: str) -> When | None:
    """« 2026-12-01 matin », « mardi 01/12/2026 (après-midi) » → day and half; None when it is not written so."""
    found = re.search(r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", text)
    if not found:
        return None
    try:
        day = fields.day(found.group())
    except CellRefused:
        return None
    rest = re.sub(r"[()]", " ", text[found.end() :]).strip(" ,;:-–T")
    if not rest:
        return When(day, None)
    moment = (words.value("moment", rest) or "").split()
    if len(moment) == 1:
        return When(day, HalfDayPart(moment[0]))
    hour = re.match(r"(\d{1,2})\s*[h:]", rest)
    if hour:
        return When(day, HalfDayPart.AM if int(hour.group(1)) < 12 else HalfDayPart.PM)
    return When(day, None) if moment else None


_PERSON_UNKNOWN = "person"
_SESSION_UNKNOWN = "session"


def _cell(cells: Mapping[str, str], column: str) -> str:
    cell = cells.get(column, "")
    if not cell:
        raise CellRefused(_("Cellule vide."), _("Complétez la ligne ou supprimez-la."))
    return fields.line_of_text(cell)


def _one(found: Found, what: str) -> str:
    if len(found) == 1:
        return found[0]
    if what == _PERSON_UNKNOWN:
        if found:
            raise CellRefused(
                _("Plusieurs personnes portent ce nom."), _("Écrivez le RPPS ou l’e-mail à la place du nom.")
            )
        raise CellRefused(
            _("Personne inconnue de l’annuaire."),
            _("Écrivez le RPPS, l’e-mail ou « Nom Prénom » comme dans l’annuaire, ou importez d’abord la personne."),
        )
    if found:
        raise CellRefused(
            _("Plusieurs séances ce jour-là."),
            _("Précisez « matin » ou « après-midi », ou l’identifiant de la séance."),
        )
    raise CellRefused(
        _("Séance inconnue."),
        _("Écrivez l’identifiant de la séance, ou le jour et la demi-journée : 2026-12-01 matin."),
    )


def _change(known: AnswerValue | None, value: AnswerValue) -> Change:
    if known is None:
        return Change.NEW
    return Change.UNCHANGED if known is value else Change.UPDATED
