"""Advice on opening one more vial and on the week's allotment. Advice only: nothing here blocks anything.

Refusing a person who is there is a medical choice (DOMAIN §3.6).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.core.errors import N_, InvalidInput
from app.words import _, ngettext
from app.words.dates import spoken_number


class Advice(StrEnum):
    """What to do about the next vial; never an order."""

    NOT_NEEDED = "not_needed"
    OPEN = "open"
    CALL_STANDBY = "call_standby"
    THINK = "think"


@dataclass(frozen=True, slots=True, kw_only=True)
class VialQuestion:
    """The end of a session as the preparer sees it. ``open_doses``: left in vials already open.

    ``doses_per_hour`` is what all open lines give; None = time is not looked at.
    """

    appointments_left: int
    standby: int
    doses_per_vial: int
    minutes_left: int
    open_doses: int = 0
    doses_per_hour: int | None = None

    def __post_init__(self) -> None:
        figures = (self.appointments_left, self.standby, self.minutes_left, self.open_doses, self.doses_per_hour or 0)
        if min(figures) < 0 or self.doses_per_vial < 1:
            raise InvalidInput(N_("Écrivez des nombres positifs, et au moins une dose par flacon."))

    @property
    def possible(self) -> int | None:
        """Injections that the time left allows; None when time is not looked at."""
        if self.doses_per_hour is None:
            return None
        return math.floor(Fraction(self.doses_per_hour * self.minutes_left, 60))


@dataclass(frozen=True, slots=True)
class VialAdvice:
    """Advice with its figures: people still without a dose, those of the standby list to call, doses that would be lost."""

    advice: Advice
    needed: int
    from_standby: int
    lost: int
    sentence: str


def vial_advice(asked: VialQuestion) -> VialAdvice:
    """Whether to open one more vial for the appointments left, then the standby list, in the time left."""
    needed = max(0, asked.appointments_left - asked.open_doses)
    room = asked.doses_per_vial if asked.possible is None else max(0, asked.possible - asked.open_doses)
    if not needed:
        return VialAdvice(Advice.NOT_NEEDED, 0, 0, 0, _not_needed(asked))
    people = min(needed, room, asked.doses_per_vial)
    called = max(0, min(asked.standby, room - people, asked.doses_per_vial - people))
    lost = asked.doses_per_vial - people - called
    if people == asked.doses_per_vial:
        advice = Advice.OPEN
    elif not lost:
        advice = Advice.CALL_STANDBY
    else:
        advice = Advice.THINK
    return VialAdvice(advice, needed, called, lost, _sentence(advice, asked, needed, called, lost))


def _not_needed(asked: VialQuestion) -> str:
    return ngettext(
        "Pas de nouveau flacon : {open} doses déjà ouvertes pour {n} rendez-vous.",
        "Pas de nouveau flacon : {open} doses déjà ouvertes pour {n} rendez-vous.",
        asked.appointments_left,
    ).format(open=asked.open_doses, n=asked.appointments_left)


def _sentence(advice: Advice, asked: VialQuestion, needed: int, called: int, lost: int) -> str:
    waiting = ngettext("{n} personne attend une dose", "{n} personnes attendent une dose", needed).format(n=needed)
    if advice is Advice.OPEN:
        return _("Ouvrez un flacon : {waiting}.").format(waiting=waiting)
    if advice is Advice.CALL_STANDBY:
        call = ngettext("appelez {n} personne", "appelez {n} personnes", called).format(n=called)
        return _("Ouvrez un flacon : {waiting} ; {call} de la liste de fin de journée, aucune dose perdue.").format(
            waiting=waiting, call=call
        )
    losing = ngettext("{n} dose serait perdue", "{n} doses seraient perdues", lost).format(n=lost)
    return _(
        "{waiting}, {minutes} min avant la fin, {standby} sur la liste de fin de journée : {losing} sur un flacon de "
        "{doses}. Conseil seulement : vacciner une personne présente est un choix médical."
    ).format(
        waiting=waiting, minutes=asked.minutes_left, standby=asked.standby, losing=losing, doses=asked.doses_per_vial
    )


@dataclass(frozen=True, slots=True)
class AllotmentWarning:
    """The next session would take more than the week's allotment has left."""

    allotted: int
    used: int
    planned: int

    @property
    def excess(self) -> int:
        """Doses missing for the next session."""
        return self.planned - max(0, self.allotted - self.used)

    def sentence(self, moment: str) -> str:
        """« Jeudi matin : 96 injections prévues, il reste 80 doses sur les 600 de la semaine, 16 de trop. »"""
        left = max(0, self.allotted - self.used)
        return _(
            "{moment} : {planned} injections prévues, il reste {left} doses sur les {allotted} de la semaine, {excess} de trop."
        ).format(
            moment=moment,
            planned=spoken_number(self.planned),
            left=spoken_number(left),
            allotted=spoken_number(self.allotted),
            excess=spoken_number(self.excess),
        )


def allotment_warning(allotted: int | None, used: int, planned: int) -> AllotmentWarning | None:
    """A warning when ``planned`` injections exceed what the week's allotment has left; None otherwise or when not typed.

    ``used`` counts doses injected and lost since Monday (Europe/Paris). Exactly the allotment is within it.
    """
    if allotted is None or planned <= max(0, allotted - used):
        return None
    return AllotmentWarning(allotted, used, planned)
