"""What is missing from the directory, worst first: nobody for a function, no number, no night, a call nobody answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.response.number_check import NumberTest, Outcome, last_outcomes, to_check
from app.roster.practice import SiteKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date, timedelta

    from app.response.directory import Contact
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
