"""What someone composes in the laboratory: from when and for how long, what strikes, what the plan answers. A document, values only.

It is what an address carries and what a saved run keeps; ids and codes, never a name.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator

from app.drills.shock import AnyEffect, is_plan_action

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from app.drills.scenario import Scenario

MOST_EFFECTS = 100
LONGEST_DAYS = 14
"""A time axis longer than that is read by nobody."""
USUAL_DAYS = 2

Effects = Annotated[tuple[AnyEffect, ...], Field(max_length=MOST_EFFECTS)]


class Composition(BaseModel):
    """A trial. ``starts_at``: T0, an aware instant; ``days``: how long it is watched; ``scenario``: the code it began from.

    ``shocks`` strike and ``plan`` answers, each in the order they are told; their hours count from T0.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    starts_at: AwareDatetime
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] = USUAL_DAYS
    scenario: Annotated[str, Field(max_length=60)] = ""
    title: Annotated[str, Field(max_length=160)] = ""
    shocks: Effects = ()
    plan: Effects = ()

    @field_validator("shocks")
    @classmethod
    def _strikes(cls, given: tuple[AnyEffect, ...]) -> tuple[AnyEffect, ...]:
        if any(is_plan_action(one) for one in given):
            raise ValueError("wrong_side")
        return given

    @field_validator("plan")
    @classmethod
    def _answers(cls, given: tuple[AnyEffect, ...]) -> tuple[AnyEffect, ...]:
        if not all(is_plan_action(one) for one in given):
            raise ValueError("wrong_side")
        return given

    @property
    def effects(self) -> tuple[AnyEffect, ...]:
        """All of them, those that strike first."""
        return (*self.shocks, *self.plan)

    @property
    def supposes_something(self) -> bool:
        """Whether there is anything to try at all."""
        return bool(self.shocks or self.plan)

    def adding(self, effect: AnyEffect) -> Composition:
        """With one more effect, on its own side."""
        side = "plan" if is_plan_action(effect) else "shocks"
        return self.model_copy(update={side: (*getattr(self, side), effect)})

    def replacing(self, rank: int, effect: AnyEffect | None) -> Composition:
        """With the effect of that rank in :attr:`effects` changed, or taken out (None); one that changes sides goes to its end."""
        kept = [one for at, one in enumerate(self.effects) if at != rank]
        if effect is not None:
            kept.insert(min(rank, len(kept)), effect)
        shocks = tuple(one for one in kept if not is_plan_action(one))
        return self.model_copy(update={"shocks": shocks, "plan": tuple(one for one in kept if is_plan_action(one))})

    def can_rise(self, rank: int) -> bool:
        """Whether the effect of that rank has one of its own side before it."""
        return rank not in (0, len(self.shocks))

    def rising(self, rank: int) -> Composition:
        """With the effect of that rank one place earlier: the order says what each one adds to those before it."""
        moved = list(self.effects)
        moved[rank - 1], moved[rank] = moved[rank], moved[rank - 1]
        struck = len(self.shocks)
        return self.model_copy(update={"shocks": tuple(moved[:struck]), "plan": tuple(moved[struck:])})


def of_scenario(scenario: Scenario, starts_at: datetime) -> Composition:
    """A scenario as a trial to change: everything its text and its injects do, watched as long as it lasts."""
    days = -(-scenario.hours // 24)
    return Composition(
        starts_at=starts_at, days=min(max(days, 1), LONGEST_DAYS), scenario=scenario.code, title=scenario.title,
        shocks=scenario.shocks[:MOST_EFFECTS], plan=scenario.answers[:MOST_EFFECTS],
    )  # fmt: skip


def document(composition: Composition) -> bytes:
    """As JSON, without what it does not say; the same composition gives the same bytes."""
    held = composition.model_dump(mode="json", exclude_defaults=True)
    for side in ("shocks", "plan"):
        if side in held:
            held[side] = [_kept(one) for one in getattr(composition, side)]
    return _json(held)


def read_document(text: bytes | str) -> Composition | None:
    """The composition of a document; None when it is none: anybody can write one."""
    try:
        return Composition.model_validate_json(text)
    except ValidationError:
        return None


def _kept(effect: AnyEffect) -> dict[str, object]:
    return {"type": effect.type, **effect.model_dump(mode="json", exclude_defaults=True)}


def _json(held: dict[str, object]) -> bytes:
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def numbered(composition: Composition) -> Iterator[tuple[int, AnyEffect]]:
    """Each effect with the number it has in every list, from 1."""
    yield from enumerate(composition.effects, start=1)
