"""The checklist of a session, as data (``data/opening_checks.csv``), and whether each item is proven on the day.

Temperatures are degrees Celsius; instants are aware, « today » is the civil day in Paris. Which lines open is next door.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput
from app.core.intervals import is_within
from app.roster.cells import Cells, choice, day, flag, integer, required, text, words
from app.words import _
from app.words.bilingual import in_language
from app.words.dates import spoken_date, spoken_day, spoken_number


class Proof(StrEnum):
    """What shows that an item is in order."""

    FLAG = "flag"
    CONTACT = "contact"
    EXPIRY = "expiry"
    TEMPERATURE = "temperature"


class Scope(StrEnum):
    """Asked once for the session, or for each line."""

    SESSION = "session"
    LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningCheck:
    """One row. ``critical``: without it the session (or that line) does not open; ``centre_kinds`` empty = all kinds."""

    code: str
    label_fr: str
    label_en: str
    proof: Proof
    critical: bool
    scope: Scope
    centre_kinds: tuple[str, ...] = ()
    min_c: Decimal | None = None
    max_c: Decimal | None = None
    sort: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked: str = ""

    @property
    def label(self) -> str:
        """The item in the current language."""
        return in_language(self.label_fr, self.label_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """What was noted for an item, on a line (None = the session). ``done`` None: nobody has looked yet."""

    code: str
    line: int | None = None
    done: bool | None = None
    name: str = ""
    phone: str = ""
    tested_at: datetime | None = None
    expires_on: date | None = None
    temperature_c: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """An item on the day: ``problem`` None when it is proven, else a clause saying what is wrong or missing."""

    check: OpeningCheck
    line: int | None
    problem: str | None

    @property
    def ok(self) -> bool:
        return self.problem is None

    @property
    def blocks(self) -> bool:
        """Whether it keeps the session, or its line, closed."""
        return self.check.critical and not self.ok

    @property
    def sentence(self) -> str:
        """« Réfrigérateur des vaccins : 9,5 °C, hors de 2 à 8 °C. »"""
        what = (
            self.check.label
            if self.line is None
            else _("Ligne {line}, {label}").format(line=self.line, label=self.check.label)
        )
        return _("{what} : {problem}.").format(what=what, problem=self.problem or _("en ordre"))


def checklist(checks: Iterable[OpeningCheck], kind: str, on: date) -> tuple[OpeningCheck, ...]:
    """The items in force on a civil day for a kind of centre, in order."""
    found = (
        one
        for one in checks
        if is_within(on, one.valid_from, one.valid_to) and (not one.centre_kinds or kind in one.centre_kinds)
    )
    return tuple(sorted(found, key=lambda one: (one.sort, one.code)))


def check_results(
    checks: Iterable[OpeningCheck], answers: Iterable[CheckAnswer], lines: int, on: date
) -> tuple[CheckResult, ...]:
    """Each item, line by line where it is asked so, judged on the civil day ``on``; the last answer noted counts."""
    noted = {(one.code, one.line): one for one in answers}
    return tuple(
        CheckResult(check, line, _problem(check, noted.get((check.code, line)), on))
        for check in checks
        for line in _lines(check, lines)
    )


def _lines(check: OpeningCheck, lines: int) -> Iterator[int | None]:
    if check.scope is Scope.SESSION:
        yield None
    else:
        yield from range(1, lines + 1)


def _problem(check: OpeningCheck, answer: CheckAnswer | None, on: date) -> str | None:
    if answer is None:
        return _("pas encore vérifié")
    if answer.done is False:
        return _("signalé absent ou en panne")
    if check.proof is Proof.CONTACT:
        return _contact(answer, on)
    if check.proof is Proof.EXPIRY:
        return _expiry(answer, on)
    if check.proof is Proof.TEMPERATURE:
        return _temperature(check, answer)
    return None if answer.done else _("pas encore vérifié")


def _contact(answer: CheckAnswer, on: date) -> str | None:
    if not answer.name or not answer.phone:
        return _("nom ou numéro manquant")
    if answer.tested_at is None or paris_date(answer.tested_at) != on:
        return _("{name} n’a pas été joint(e) aujourd’hui : appelez le {phone}").format(
            name=answer.name, phone=answer.phone
        )
    return None


def _expiry(answer: CheckAnswer, on: date) -> str | None:
    if answer.expires_on is None:
        return _("date de péremption à lire")
    if answer.expires_on < on:
        return _("périmé depuis le {day}").format(day=spoken_date(answer.expires_on))
    return None


def _temperature(check: OpeningCheck, answer: CheckAnswer) -> str | None:
    value = answer.temperature_c
    if value is None:
        return _("température à relever")
    low, high = check.min_c, check.max_c
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    bounds = [spoken_number(float(one)) if one is not None else "…" for one in (low, high)]
    return _("{value} °C, hors de {low} à {high} °C : isolez les doses, appelez le pharmacien référent").format(
        value=spoken_number(float(value)), low=bounds[0], high=bounds[1]
    )


def expiring_sentence(answer: CheckAnswer, check: OpeningCheck, on: date, within_days: int = 30) -> str | None:
    """« Adrénaline et trousse d’urgence : périme vendredi 4 décembre. » when that is near; None otherwise."""
    left = None if answer.expires_on is None else (answer.expires_on - on).days
    if left is None or answer.expires_on is None or not 0 <= left <= within_days:
        return None
    return _("{what} : périme le {day}.").format(what=check.label, day=spoken_day(answer.expires_on))


def opening_check_of(row: Cells) -> OpeningCheck:
    """One row of ``data/opening_checks.csv`` as a value."""
    kinds = words(row, "centre_kinds")
    return OpeningCheck(
        code=required(row, "code"),
        label_fr=required(row, "label_fr"),
        label_en=required(row, "label_en"),
        proof=Proof(choice(row, "proof", frozenset(Proof))),
        critical=flag(row, "critical"),
        scope=Scope(choice(row, "per", frozenset(Scope))),
        centre_kinds=() if kinds == ("*",) else kinds,
        min_c=_degrees(row, "min_c"),
        max_c=_degrees(row, "max_c"),
        sort=integer(row, "sort") or 0,
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
        checked=text(row, "checked"),
    )


def _degrees(row: Cells, column: str) -> Decimal | None:
    value = text(row, column).replace(",", ".")
    try:
        return Decimal(value) if value else None
    except InvalidOperation:
        raise InvalidInput(
            N_("{column} : « {value} » n’est pas une température en °C."), column=column, value=text(row, column)
        ) from None
