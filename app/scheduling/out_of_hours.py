"""The out-of-hours rota (PDSA) as a CSV: who is on call when, so that nobody is asked for a session during their duty."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import paris_instant
from app.core.errors import N_, InvalidInput, UnreadableFile
from app.core.intervals import Interval, is_within
from app.roster.cells import Cells, choice, required
from app.roster.cells import day as day_cell
from app.roster.spelling import fold
from app.scheduling.opening_days import public_holidays
from app.words import _
from app.words.errors import sentence

if TYPE_CHECKING:
    from app.core.ids import PersonId

COLUMNS = {
    "person": ("personne", "medecin", "nom", "effecteur", "praticien", "medecin de garde", "rpps", "id"),
    "given_name": ("prenom",),
    "day": ("date", "jour", "date de garde"),
    "starts": ("debut", "heure debut", "heure de debut", "de"),
    "ends": ("fin", "heure fin", "heure de fin", "a"),
}
"""Headers, folded (no accent, no capital); ``nom`` and ``prenom`` together name the person."""


@dataclass(frozen=True, slots=True)
class UsualHours:
    """The hours of duty of a kind of day (``weekday``, ``saturday``, ``sunday`` = holidays too), in force between two days.

    Wall times in Paris; an end at or before the start is on the next day. Rows of ``data/reference/out_of_hours.csv``.
    """

    day_kind: str
    starts: time
    ends: time
    valid_from: date | None = None
    valid_to: date | None = None

    def is_in_force(self, on: date) -> bool:
        """Whether ``on`` lies within the dates, ends included."""
        return is_within(on, self.valid_from, self.valid_to)


def usual_hours(row: Cells) -> UsualHours:
    """One row of the table as a value. Raises InvalidInput naming the column at fault."""
    return UsualHours(
        choice(row, "day_kind", frozenset({"weekday", "saturday", "sunday"})),
        _hour(required(row, "starts")),
        _hour(required(row, "ends")),
        day_cell(row, "valid_from"),
        day_cell(row, "valid_to"),
    )


MAX_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of one person of the roster."""

    person_id: PersonId
    interval: Interval


@dataclass(frozen=True, slots=True)
class RejectedDuty:
    """A line that could not be read: where, what it held, why and what to do."""

    line: int
    column: str
    value: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class DutyRota:
    """What was read: duties in file order, and the lines left out."""

    duties: tuple[Duty, ...] = ()
    rejected: tuple[RejectedDuty, ...] = ()


def read_duties(text: str, person_of: Callable[[str], PersonId | None], usual: Sequence[UsualHours] = ()) -> DutyRota:
    """The duties of a CSV with ``;``, ``,`` or tab, any column order; ``person_of`` finds a person by name or RPPS.

    A duty that ends at or before its start ends the next day. Blank hours are those of ``usual`` in force that day; without any, they must be typed. Raises
    UnreadableFile when no header names a person and a date, or over 20,000 lines.
    """
    rows = _rows(text)
    header_at, columns = _header(rows)
    duties: list[Duty] = []
    rejected: list[RejectedDuty] = []
    for number, row in enumerate(rows[header_at + 1 :], start=header_at + 2):
        cells = {name: row[index].strip() if index < len(row) else "" for name, index in columns.items()}
        if not any(cells.values()):
            continue
        found = _duty(number, cells, person_of, usual)
        if isinstance(found, Duty):
            duties.append(found)
        else:
            rejected.append(found)
    return DutyRota(tuple(duties), tuple(rejected))


def _rows(text: str) -> list[list[str]]:
    lines = text.lstrip("\ufeff").replace("\x00", "").splitlines()
    if len(lines) > MAX_LINES:
        raise UnreadableFile(
            N_("Ce planning de garde dépasse {most} lignes : gardez la période utile."), most=MAX_LINES
        )
    separator = max(";,\t", key=lambda sign: sum(line.count(sign) for line in lines[:20]))
    try:
        return list(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator))
    except csv.Error as error:
        raise UnreadableFile(
            N_("Ce fichier ne se lit pas comme un tableau CSV : enregistrez-le de nouveau.")
        ) from error


def _header(rows: list[list[str]]) -> tuple[int, dict[str, int]]:
    for index, row in enumerate(rows[:20]):
        words = [fold(cell) for cell in row]
        columns = {
            name: next(words.index(word) for word in known if word in words)
            for name, known in COLUMNS.items()
            if any(word in words for word in known)
        }
        if {"person", "day"} <= columns.keys():
            return index, columns
    raise UnreadableFile(
        N_("Ce planning de garde n’a pas d’en-tête reconnu : il faut au moins les colonnes nom (ou personne) et date.")
    )


def _duty(
    line: int, cells: Mapping[str, str], person_of: Callable[[str], PersonId | None], usual: Sequence[UsualHours]
) -> Duty | RejectedDuty:
    name = f"{cells.get('given_name', '')} {cells['person']}".strip()
    person = person_of(name) if name else None
    if person is None:
        return _rejected(
            line,
            "nom",
            name,
            N_("cette personne n’est pas dans les effectifs"),
            N_("corrigez le nom ou importez-la d’abord"),
        )
    try:
        day = _day(cells["day"])
        interval = _interval(day, *_hours(day, cells, usual))
    except InvalidInput as error:
        column, value = ("date", cells["day"]) if _day_or_none(cells["day"]) is None else ("debut", _written(cells))
        return _rejected(line, column, value, sentence(error), N_("écrivez la date 30/11/2026 et l’heure 20:00"))
    return Duty(person, interval)


def _rejected(line: int, column: str, value: str, reason: str, hint: str) -> RejectedDuty:
    return RejectedDuty(line, column, value, _(reason), _(hint))


def _written(cells: Mapping[str, str]) -> str:
    return "–".join(part for part in (cells.get("starts", ""), cells.get("ends", "")) if part)


def _day_or_none(text: str) -> date | None:
    try:
        return _day(text)
    except InvalidInput:
        return None


def _day(text: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise InvalidInput(N_("« {value} » n’est pas une date."), value=text)


def _hours(day: date, cells: Mapping[str, str], usual: Sequence[UsualHours]) -> tuple[time, time]:
    starts, ends = cells.get("starts", ""), cells.get("ends", "")
    found = next((one for one in usual if one.day_kind == _kind_of(day) and one.is_in_force(day)), None)
    if found is None and not (starts and ends):
        raise InvalidInput(N_("Aucune heure de garde n’est en vigueur ce jour-là : écrivez le début et la fin."))
    return (
        _hour(starts) if starts or found is None else found.starts,
        _hour(ends) if ends or found is None else found.ends,
    )


def _kind_of(day: date) -> str:
    if day.weekday() == 6 or day in public_holidays(day.year):
        return "sunday"
    return "saturday" if day.weekday() == 5 else "weekday"


def _hour(text: str) -> time:
    """« 20 », « 20h », « 20 h 30 », « 20:30 »; 24 is midnight."""
    found = re.fullmatch(r"(\d{1,2})\s*(?:h|:|$)\s*(\d{2})?(?::00)?", text.strip().casefold())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise InvalidInput(N_("« {value} » n’est pas une heure."), value=text)
    return time(hour % 24, minute)


def _interval(day: date, starts: time, ends: time) -> Interval:
    last = day if ends > starts else day + timedelta(days=1)
    return Interval(paris_instant(day, starts), paris_instant(last, ends, fold=1))


def busy_of_duties(duties: Iterable[Duty]) -> dict[PersonId, tuple[Interval, ...]]:
    """The duties by person, in time order."""
    busy: dict[PersonId, list[Interval]] = {}
    for duty in duties:
        busy.setdefault(duty.person_id, []).append(duty.interval)
    return {person: tuple(sorted(intervals)) for person, intervals in sorted(busy.items())}
