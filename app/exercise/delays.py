"""The chain of an alert: detected, sent, acknowledged, cell open, first relief committed; each against its target. Pure.

What was never done has no minutes: it is « pas fait », and never counts as 0 (DRILLS §4: censored delays are stored as such).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.core.intervals import is_within
from app.roster.cells import bounded, choice, day, required, text, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from app.roster.cells import Cells

LONGEST_MINUTES = 20_160
"""Two weeks: beyond, a target was mistyped."""


class DelayStep(StrEnum):
    """What is timed. All from T0, but ``RESPONSE``: from the inject that asks for it."""

    DETECTION = "detection"
    ALERT_SENT = "alert_sent"
    ACKNOWLEDGED = "acknowledged"
    CELL_OPEN = "cell_open"
    FIRST_RELIEF = "first_relief"
    RESPONSE = "response"


CHAIN = tuple(one for one in DelayStep if one is not DelayStep.RESPONSE)
"""In the order they usually follow each other."""

STEP_WORDS = {
    DelayStep.DETECTION: N_("détection"),
    DelayStep.ALERT_SENT: N_("alerte partie"),
    DelayStep.ACKNOWLEDGED: N_("première réponse à l’alerte"),
    DelayStep.CELL_OPEN: N_("cellule ouverte"),
    DelayStep.FIRST_RELIEF: N_("premier renfort engagé"),
    DelayStep.RESPONSE: N_("réponse à un message"),
}

STEP_MEANS = {
    DelayStep.DETECTION: N_("Le premier signe que la communauté a compris : réponse, décision, ou événement ouvert."),
    DelayStep.ALERT_SENT: N_("La première alerte lancée pour cet événement, ou sa fiche réflexe notée comme faite."),
    DelayStep.ACKNOWLEDGED: N_("La première personne alertée qui a répondu."),
    DelayStep.CELL_OPEN: N_(
        "La fiche réflexe de la cellule notée comme faite, par l’animation ou par la liste de tâches."
    ),
    DelayStep.FIRST_RELIEF: N_("La première action du plan mise en œuvre, ou le premier « disponible » à l’alerte."),
    DelayStep.RESPONSE: N_("De l’envoi d’un message à la première réponse."),
}


@dataclass(frozen=True, slots=True)
class DelayTarget:
    """Within how many minutes a step is wanted on the days it holds, ends included; ``cards``: reflex cards that say it is done."""

    step: DelayStep
    minutes: int
    cards: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Delay:
    """When a step was done, in minutes; None: it never was. ``target`` None: none is set."""

    step: DelayStep
    minutes: float | None
    target: int | None = None

    @property
    def is_done(self) -> bool:
        return self.minutes is not None

    @property
    def is_late(self) -> bool:
        """Whether it was done after its target."""
        return self.minutes is not None and self.target is not None and self.minutes > self.target

    @property
    def is_met(self) -> bool:
        """Whether it was done within its target."""
        return self.minutes is not None and self.target is not None and not self.is_late


def delay_target_of(row: Cells) -> DelayTarget:
    """One row of ``data/exercise_targets.csv`` as a value. Raises InvalidInput."""
    return DelayTarget(
        step=DelayStep(choice(row, "code", frozenset(DelayStep))),
        minutes=bounded(row, "minutes", 1, LONGEST_MINUTES),
        cards=words(row, "cards"),
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
        checked=text(row, "checked"),
    )


def targets_on(targets: Iterable[DelayTarget], on: date) -> Mapping[DelayStep, DelayTarget]:
    """Step → its target on a civil day; the last of those that hold."""
    return {one.step: one for one in targets if is_within(on, one.valid_from, one.valid_to)}


def chain_of(
    done: Mapping[DelayStep, float], targets: Mapping[DelayStep, DelayTarget], *, was_launched: bool = True
) -> tuple[Delay, ...]:
    """Every step of the chain in its order, whether it was done or not; ``done``: step → minutes since T0.

    ``was_launched``: whether an alert was launched here. One that left by other means has no answers to read: when they came
    is not known, which is neither nought nor « pas fait », and the step stands out of the chain.
    """
    unknown = {DelayStep.ACKNOWLEDGED} if DelayStep.ALERT_SENT in done and not was_launched else set()
    return tuple(
        Delay(step, done.get(step), targets[step].minutes if step in targets else None)
        for step in CHAIN
        if step not in unknown or step in done
    )
