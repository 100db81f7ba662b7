"""A scenario: what happens, from when, in which order it is told, what is expected of whom, and what the plan answers.

The format is described in ``scenarios/README.md``; :mod:`app.library.scenarios` reads the files and says what is wrong where,
:mod:`app.drills.scenario_references` what they refer to. Nobody is named in one: functions, structures and places only.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

from app.core.errors import N_
from app.drills.shock import LATEST_HOURS, AnyEffect, is_plan_action

FORMAT = "releve.scenario/1"
"""What the first key of a file says."""

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=2000)]
LONGEST_TITLE = 160
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=LONGEST_TITLE)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:_[a-z0-9]+)*$", max_length=60)]
Mark = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]*$", max_length=40)]
Minutes = Annotated[int, Field(ge=0, le=60 * 24 * 60)]


class ScenarioKind(StrEnum):
    """Where a scenario comes from."""

    LIBRARY = "library"
    DOCUMENTED = "documented"
    OWN = "own"


KIND_WORDS = {
    ScenarioKind.LIBRARY: N_("bibliothèque"),
    ScenarioKind.DOCUMENTED: N_("fait réel documenté"),
    ScenarioKind.OWN: N_("de la communauté"),
}
"""Kind → its word (French source)."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Objective(_Part):
    """What the exercise tries, and what shows that it is met. ``typology``, ``cards``: the plan it tries."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
    text: Said
    measure: Said
    typology: Annotated[int, Field(ge=1, le=5)] | None = None
    cards: tuple[Code, ...] = ()


class Expected(_Part):
    """What should follow an inject: done within so many minutes of it, as a reflex card says."""

    text: Said
    within_minutes: Annotated[int, Field(ge=1, le=60 * 24 * 7)] | None = None
    card: Code | None = None


class Inject(_Part):
    """One message of the animation, so many minutes after T0. The hours of its ``effects`` count from the moment it is sent."""

    number: Annotated[int, Field(ge=1, le=200)]
    minutes: Minutes
    sender: Annotated[Short, Field(alias="from")]
    to: Short
    channel: Short
    text: Said
    effects: tuple[AnyEffect, ...] = ()
    expected: tuple[Expected, ...] = ()
    note: Annotated[str, Field(max_length=1000)] = ""


class Scenario(_Part):
    """``starts``: the day and hour in free words. ``hours``: how long it is watched from T0.

    ``effects`` strike and ``plan`` answers, hours from T0; those of an inject besides (see :attr:`shocks`, :attr:`answers`).
    ``orsan``: codes of the current generation. ``watch``: what the observer looks at.
    """

    format: Literal["releve.scenario/1"]
    code: Code
    title: Short
    kind: ScenarioKind
    territory: Literal["auray", "redon", "ploermel", "any"]
    typology: Literal[1, 2, 3, 4, 5, "transversal"]
    orsan: tuple[Mark, ...] = ()
    story: Said
    sources: tuple[Said, ...] = ()
    starts: Short
    hours: Annotated[int, Field(ge=1, le=24 * 60)]
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1, max_length=20)]
    effects: Annotated[tuple[AnyEffect, ...], Field(max_length=100)] = ()
    plan: Annotated[tuple[AnyEffect, ...], Field(max_length=100)] = ()
    injects: Annotated[tuple[Inject, ...], Field(max_length=200)] = ()
    watch: tuple[Said, ...] = ()

    @field_validator("effects", "plan")
    @classmethod
    def _on_its_side(cls, given: tuple[AnyEffect, ...], info: ValidationInfo) -> tuple[AnyEffect, ...]:
        if any(is_plan_action(one) is not (info.field_name == "plan") for one in given):
            raise ValueError("wrong_side")
        return given

    @field_validator("objectives")
    @classmethod
    def _told_apart(cls, given: tuple[Objective, ...]) -> tuple[Objective, ...]:
        if len({one.code for one in given}) < len(given):
            raise ValueError("doubled_code")
        return given

    @field_validator("injects")
    @classmethod
    def _in_order(cls, given: tuple[Inject, ...]) -> tuple[Inject, ...]:
        if [one.number for one in given] != list(range(1, len(given) + 1)):
            raise ValueError("numbers")
        if any(later.minutes < sooner.minutes for sooner, later in pairwise(given)):
            raise ValueError("order")
        return given

    @property
    def shocks(self) -> tuple[AnyEffect, ...]:
        """All that strikes, hours from T0: the scenario's own, then those of its injects, in their order."""
        return (*self.effects, *(one for one in self._sent if not is_plan_action(one)))

    @property
    def answers(self) -> tuple[AnyEffect, ...]:
        """All that the plan answers, hours from T0: the scenario's own, then those of its injects."""
        return (*self.plan, *(one for one in self._sent if is_plan_action(one)))

    @property
    def _sent(self) -> tuple[AnyEffect, ...]:
        return tuple(shifted(effect, inject.minutes // 60) for inject in self.injects for effect in inject.effects)


def shifted(effect: AnyEffect, hours: int) -> AnyEffect:
    """The same effect so many hours later, within the hours that an effect may have: what is put off further never is on."""
    until = None if effect.until_hours is None else min(effect.until_hours + hours, LATEST_HOURS)
    return effect.model_copy(update={"from_hours": min(effect.from_hours + hours, LATEST_HOURS), "until_hours": until})
