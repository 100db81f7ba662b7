"""From doses to lines: exact arithmetic of a week. What people can hold is ``capacity``; how slots are spread is ``slots``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from app.core.errors import N_, InvalidInput
from app.words import _, ngettext
from app.words.dates import spoken_number

INJECTIONS_PER_HOUR = 12
"""A line's default rate: slots of 5 minutes (Le Quotidien du pharmacien 2021: 12 injections an hour for 4 hours)."""
SESSION_HOURS = Fraction(4)
"""A half-day, 9–13 or 14–18."""
OBSERVATION_MINUTES = 15
"""Watched after the injection « environ quinze minutes » (Vannes, 2021)."""
OBSERVATION_MARGIN = Fraction(1, 2)
"""Half as many chairs again: people stay 15 minutes or more."""


@dataclass(frozen=True, slots=True)
class ObservationSeats:
    """Chairs of the observation room: ``base`` at the steady rate, ``margin`` shown apart."""

    base: int
    margin: int

    @property
    def total(self) -> int:
        return self.base + self.margin


@dataclass(frozen=True, slots=True)
class DemandPlan:
    """What a weekly number of doses takes: line-half-days, lines, vials and observation chairs."""

    doses_per_week: int
    injections_per_hour: int
    session_hours: Fraction
    half_days: int
    line_half_days: int
    lines: int
    doses_per_vial: int
    vials: int
    observation: ObservationSeats
    """Chairs when all ``lines`` run together."""

    @property
    def sentence(self) -> str:
        """« 2 400 injections par semaine : 50 lignes-demi-journées, soit 5 lignes sur 10 demi-journées ; 400 flacons de 6. »"""
        return _("{injections} : {line_half_days}, soit {lines} sur {half_days} ; {vials}.").format(
            injections=counted(
                ngettext("{n} injection par semaine", "{n} injections par semaine", self.doses_per_week),
                self.doses_per_week,
            ),
            line_half_days=counted(
                ngettext("{n} ligne-demi-journée", "{n} lignes-demi-journées", self.line_half_days), self.line_half_days
            ),
            lines=counted(ngettext("{n} ligne", "{n} lignes", self.lines), self.lines),
            half_days=counted(ngettext("{n} demi-journée", "{n} demi-journées", self.half_days), self.half_days),
            vials=counted(ngettext("{n} flacon de {doses}", "{n} flacons de {doses}", self.vials), self.vials).format(
                doses=self.doses_per_vial
            ),
        )


def plan_demand(
    doses_per_week: int, half_days: int, *, injections_per_hour: int = INJECTIONS_PER_HOUR,
    session_hours: Fraction | int = SESSION_HOURS, doses_per_vial: int = 6, observation_minutes: int = OBSERVATION_MINUTES,
) -> DemandPlan:  # fmt: skip
    """How many lines a week of ``half_days`` sessions needs for its doses, with vials and chairs.

    Raises InvalidInput for a negative number of doses, or a rate, length, number of half-days or vial size below 1.
    """
    needed = line_half_days(doses_per_week, injections_per_hour, session_hours)
    lines = lines_needed(needed, half_days)
    return DemandPlan(
        doses_per_week, injections_per_hour, Fraction(session_hours), half_days, needed, lines, doses_per_vial,
        vials(doses_per_week, doses_per_vial), observation_seats(injections_per_hour, observation_minutes, lines),
    )  # fmt: skip


def line_half_days(doses_per_week: int, injections_per_hour: int, session_hours: Fraction | int) -> int:
    """Lines × half-days that inject the doses: 2,400 at 12 an hour and 4 hours are exactly 50."""
    _at_least(N_("Le nombre de doses par semaine"), doses_per_week, 0)
    _at_least(N_("La cadence (injections par heure et par ligne)"), injections_per_hour, 1)
    if session_hours <= 0:
        raise InvalidInput(N_("La durée d’une séance doit être supérieure à zéro."))
    return math.ceil(Fraction(doses_per_week) / (injections_per_hour * Fraction(session_hours)))


def lines_needed(needed_line_half_days: int, half_days: int) -> int:
    """Lines to open when the week has ``half_days`` sessions: 50 over 10 are 5."""
    _at_least(N_("Le nombre de demi-journées ouvertes"), half_days, 1)
    return math.ceil(Fraction(needed_line_half_days, half_days))


def vials(doses: int, doses_per_vial: int) -> int:
    """Vials to take out: 2,400 doses of 6 are 400. Opening a vial for fewer is an advice shown, never a block."""
    _at_least(N_("Le nombre de doses"), doses, 0)
    _at_least(N_("Le nombre de doses par flacon"), doses_per_vial, 1)
    return math.ceil(Fraction(doses, doses_per_vial))


def observation_seats(injections_per_hour: int, observation_minutes: int, lines: int = 1) -> ObservationSeats:
    """Chairs so that everyone can stay ``observation_minutes``: 3 a line at 12 an hour and 15 minutes, + 50 %."""
    _at_least(N_("La durée de surveillance (minutes)"), observation_minutes, 0)
    exact = Fraction(injections_per_hour * observation_minutes * lines, 60)
    base = math.ceil(exact)
    return ObservationSeats(base, math.ceil(exact * (1 + OBSERVATION_MARGIN)) - base)


def counted(template: str, count: int) -> str:
    """A counted phrase with the number as it is spoken; other placeholders are left for later."""
    return template.replace("{n}", spoken_number(count))


def _at_least(what: str, value: int, least: int) -> None:
    if value < least:
        raise InvalidInput(
            N_("{what} doit être d’au moins {least} (lu : {value})."), what=what, least=least, value=value
        )
