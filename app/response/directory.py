"""The directory: whom to call for each function, in each department, by day and by night; what is missing from it, in words.

Values and rules only: which functions there are is data (``data/contact_functions.csv``), as is how often a number is checked
(``data/directory_rules.csv``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.roster.phones import phone_of, spoken_phone
from app.roster.practice import SiteKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from app.response.references import ContactFunction

SITE_FUNCTIONS: Mapping[SiteKind, str] = {
    SiteKind.HOSPITAL: "hospital_emergency",
    SiteKind.NURSING_HOME: "care_home",
    SiteKind.HOME_NURSING: "home_nursing",
    SiteKind.HOSPITAL_AT_HOME: "home_hospital",
    SiteKind.DIALYSIS: "dialysis",
    SiteKind.LABORATORY: "laboratory",
}
"""Establishments that somebody must answer for, and the function that does."""

SHORT_NUMBER = re.compile(r"1[578]|11[0-9]|19[0-9]|10[0-9]{2}|3[0-9]{3}|116[0-9]{3}")
"""15, 112, 119, 3114, 116117: numbers of the national plan that are dialled as they are (Arcep, numéros courts)."""

NOT_A_NUMBER = N_(
    "« {text} » n’est pas un numéro de téléphone : écrivez dix chiffres, ou un numéro court comme 15 ou 3114."
)


class Outcome(StrEnum):
    """What came of calling a number."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    WRONG = "wrong"


OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.ANSWERED: N_("répond"),
    Outcome.NO_ANSWER: N_("ne répond pas"),
    Outcome.WRONG: N_("mauvais numéro"),
}


class Moment(StrEnum):
    """When a number is to be called."""

    DAY = "day"
    NIGHT = "night"


MOMENT_WORDS: Mapping[Moment, str] = {Moment.DAY: N_("jour"), Moment.NIGHT: N_("nuit")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who holds a function. ``function`` is a code of ``contact_functions.csv``, ``department`` that of a department, empty
    for the whole territory; numbers are E.164 or short; empty text means « not known »."""

    id: str
    function: str
    department: str = ""
    organisation: str = ""
    name: str = ""
    day_phone: str = ""
    night_phone: str = ""
    email: str = ""
    note: str = ""
    site_id: str | None = None
    """The establishment it speaks for, where it does."""
    checked_on: date | None = None
    """The civil day somebody last answered for it."""
    checked_by: str = ""
    revision: int = 1

    @property
    def who(self) -> str:
        """« Préfecture du Morbihan, permanence »: the organisation, then the person where one is named."""
        return ", ".join(part for part in (self.organisation, self.name) if part)

    @property
    def numbers(self) -> tuple[tuple[Moment, str], ...]:
        """Each number once, by day first."""
        held = ((Moment.DAY, self.day_phone), (Moment.NIGHT, self.night_phone))
        return tuple({number: (moment, number) for moment, number in reversed(held) if number}.values())[::-1]

    def number_at(self, moment: Moment) -> str:
        """The number for a moment; a contact that has a single one may be tried by it."""
        first, other = (self.day_phone, self.night_phone)[:: 1 if moment is Moment.DAY else -1]
        return first or other

    def covers(self, department: str) -> bool:
        """Whether it is to be called for a department."""
        return self.department in ("", department)

    def is_fresh_on(self, day: date, within: timedelta) -> bool:
        """Whether it was checked in the time before ``day``."""
        return self.checked_on is not None and day - self.checked_on <= within


@dataclass(frozen=True, slots=True)
class NumberTest:
    """One call made to see whether a number still reaches somebody; ``at`` is UTC."""

    id: str
    contact_id: str
    at: datetime
    number: str
    outcome: Outcome
    actor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRound:
    """One « test des numéros », from its start to its end; instants are UTC, counts those at its end (0 while it runs)."""

    opened_at: datetime
    opened_by: str
    after: str = ""
    """Id of the last call made before it began; empty for none. Ids are in order of creation, instants are of a second."""
    closed_at: datetime | None = None
    called: int = 0
    answered: int = 0
    unanswered: int = 0
    wrong: int = 0
    left: int = 0
    """Numbers nobody called."""

    @property
    def total(self) -> int:
        """Every number there was to call."""
        return self.called + self.left

    def holds(self, test: NumberTest) -> bool:
        """Whether a call was made in this round, or after it."""
        return test.id > self.after

    @property
    def answered_percent(self) -> int:
        """Whole percent of the numbers there were to call at which somebody answered; 0 when there were none."""
        return round(100 * self.answered / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class ToCall:
    """A number to call in a round, with what came of it in that round (None: not called yet)."""

    contact: Contact
    moment: Moment
    number: str
    test: NumberTest | None = None


class HoleKind(StrEnum):
    """What a directory may lack, worst first."""

    MISSING = "missing"
    """Nobody for a function, where one is needed."""
    NO_NUMBER = "no_number"
    """Somebody, without any number."""
    NO_NIGHT = "no_night"
    """Nobody to call by night, where the night counts."""
    WRONG = "wrong"
    """The last call reached somebody else."""
    UNREACHED = "unreached"
    """The last call was not answered."""
    SITE = "site"
    """An establishment nobody answers for."""
    UNCHECKED = "unchecked"
    """Not checked lately."""


@dataclass(frozen=True, slots=True)
class Hole:
    """One thing missing. ``department`` is empty where it concerns the whole territory."""

    kind: HoleKind
    function: str
    department: str = ""
    contact: Contact | None = None
    site: str = ""
    """Id of the establishment, for :attr:`HoleKind.SITE`."""


def number_of(text: str) -> str:
    """A number as it is kept: short ones as they are dialled, others in E.164; empty stays empty. Raises InvalidInput."""
    digits = re.sub(r"[\s.\-\u00a0]", "", text)
    if not digits:
        return ""
    if SHORT_NUMBER.fullmatch(digits):
        return digits
    try:
        return phone_of(text)
    except InvalidInput:
        raise InvalidInput(NOT_A_NUMBER, text=text.strip()) from None


def spoken_number(number: str) -> str:
    """« 15 », « 116 117 », « 06 39 98 00 02 »."""
    if SHORT_NUMBER.fullmatch(number):
        return f"{number[:3]}\u00a0{number[3:]}" if len(number) == 6 else number
    return spoken_phone(number)


def last_outcomes(tests: Iterable[NumberTest]) -> dict[tuple[str, str], NumberTest]:
    """(Contact, number) → the last call made to it."""
    return {(one.contact_id, one.number): one for one in sorted(tests, key=lambda one: (one.at, one.id))}


def holes(
    contacts: Sequence[Contact], functions: Sequence[ContactFunction], departments: Sequence[str], *,
    today: date, within: timedelta, tests: Iterable[NumberTest] = (), sites: Mapping[str, str] | None = None,
    never_called: Container[str] = (),
) -> tuple[Hole, ...]:  # fmt: skip
    """Everything missing, worst first, then in the order of the functions.

    ``departments`` are those of the territory's communes; ``sites`` maps an establishment's id to the function that should
    answer for it; ``never_called`` are numbers that are not called to be checked.
    """
    order = {one.code: place for place, one in enumerate(functions)}
    found = [hole for one in functions for hole in _of_function(one, contacts, departments)]
    last = last_outcomes(tests)
    for contact in contacts:
        found += _of_contact(contact, last, today, within, never_called)
    held = {one.site_id for one in contacts}
    alone = [Hole(HoleKind.SITE, code, site=site) for site, code in (sites or {}).items() if site not in held]
    # Every establishment is named: « nobody for this function » would say the same again.
    named = {one.function for one in alone}
    found = [one for one in found if one.kind is not HoleKind.MISSING or one.function not in named] + alone
    kinds = list(HoleKind)
    return tuple(sorted(found, key=lambda one: (kinds.index(one.kind), order.get(one.function, len(order)))))


def _of_function(one: ContactFunction, contacts: Sequence[Contact], departments: Sequence[str]) -> list[Hole]:
    held = [contact for contact in contacts if contact.function == one.code]
    if not held:
        return [Hole(HoleKind.MISSING, one.code, place) for place in (departments if one.per_department else ("",))]
    return [hole for place in (departments if one.per_department else ("",)) for hole in _at(one, held, place)]


def _at(one: ContactFunction, held: Sequence[Contact], department: str) -> list[Hole]:
    here = [contact for contact in held if not department or contact.covers(department)]
    if not here:
        return [Hole(HoleKind.MISSING, one.code, department)]
    reachable = [contact for contact in here if contact.numbers]
    if not reachable:
        return [Hole(HoleKind.NO_NUMBER, one.code, department, here[0])]
    if not one.needed_at_night:
        return []
    # By night an establishment is called itself: another one's night desk does not answer for it.
    alone = [contact for contact in reachable if contact.site_id and not contact.night_phone]
    if alone or any(contact.night_phone for contact in reachable):
        return [Hole(HoleKind.NO_NIGHT, one.code, contact.department, contact) for contact in alone]
    return [Hole(HoleKind.NO_NIGHT, one.code, department, reachable[0])]


def _of_contact(
    contact: Contact, last: Mapping[tuple[str, str], NumberTest], today: date, within: timedelta,
    never_called: Container[str],
) -> list[Hole]:  # fmt: skip
    numbers = [number for _moment, number in to_check(contact, never_called)]
    outcomes = {last[contact.id, number].outcome for number in numbers if (contact.id, number) in last}
    if Outcome.WRONG in outcomes:
        return [Hole(HoleKind.WRONG, contact.function, contact.department, contact)]
    if Outcome.NO_ANSWER in outcomes:
        return [Hole(HoleKind.UNREACHED, contact.function, contact.department, contact)]
    if numbers and not contact.is_fresh_on(today, within):
        return [Hole(HoleKind.UNCHECKED, contact.function, contact.department, contact)]
    return []


def to_check(contact: Contact, never_called: Container[str]) -> tuple[tuple[Moment, str], ...]:
    """The numbers of a contact that are called to be checked: an emergency line is not."""
    return tuple((moment, number) for moment, number in contact.numbers if number not in never_called)


def to_call(
    contacts: Sequence[Contact], round_tests: Iterable[NumberTest], order: Sequence[str],
    never_called: Container[str] = (),
) -> tuple[ToCall, ...]:  # fmt: skip
    """Every number of the directory once a contact, those not called yet first, then in the order of the functions."""
    last = last_outcomes(round_tests)
    places = {code: place for place, code in enumerate(order)}
    every = [
        ToCall(one, moment, number, last.get((one.id, number)))
        for one in contacts
        for moment, number in to_check(one, never_called)
    ]
    return tuple(
        sorted(
            every,
            key=lambda one: (
                one.test is not None,
                places.get(one.contact.function, len(places)),
                one.contact.department,
            ),
        )
    )


def counted(check: CheckRound, calls: Iterable[ToCall]) -> CheckRound:
    """The round with what came of its calls."""
    outcomes = [one.test.outcome if one.test else None for one in calls]
    return replace(
        check,
        called=sum(one is not None for one in outcomes),
        answered=outcomes.count(Outcome.ANSWERED),
        unanswered=outcomes.count(Outcome.NO_ANSWER),
        wrong=outcomes.count(Outcome.WRONG),
        left=outcomes.count(None),
    )
