"""The alert flowchart as data: who tells whom, within how long, by which way, and what when the network is down."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.roster.cells import Cells, integer, required, text, words
from app.words.bilingual import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One box of the flowchart, in both languages. ``row``: its height in the drawing, from 1; several may share one.

    ``tells``: codes of the steps that follow. ``within_minutes``: from the moment they were told; 0 says nothing of it.
    """

    code: str
    row: int
    who_fr: str
    who_en: str
    does_fr: str
    does_en: str
    tells: tuple[str, ...]
    within_minutes: int
    channel_fr: str
    channel_en: str
    degraded_fr: str
    degraded_en: str
    source: str

    @property
    def who(self) -> str:
        return in_language(self.who_fr, self.who_en)

    @property
    def does(self) -> str:
        return in_language(self.does_fr, self.does_en)

    @property
    def channel(self) -> str:
        return in_language(self.channel_fr, self.channel_en)

    @property
    def degraded(self) -> str:
        """What replaces the channel when networks are down."""
        return in_language(self.degraded_fr, self.degraded_en)


def step_of(row: Cells) -> FlowStep:
    """One row of ``data/alert_flow.csv``. Raises InvalidInput."""
    return FlowStep(
        code=required(row, "code"),
        row=integer(row, "row") or 1,
        tells=words(row, "tells"),
        within_minutes=integer(row, "within_minutes") or 0,
        source=text(row, "source"),
        **{
            name: required(row, name)
            for name in (
                "who_fr",
                "who_en",
                "does_fr",
                "does_en",
                "channel_fr",
                "channel_en",
                "degraded_fr",
                "degraded_en",
            )
        },
    )


def checked(steps: Iterable[FlowStep]) -> tuple[FlowStep, ...]:
    """The steps from top to bottom. Raises InvalidInput when one tells a step that is not there, or one above it."""
    found = {one.code: one for one in steps}
    for one in found.values():
        for told in one.tells:
            if told not in found:
                raise InvalidInput(N_("alert_flow.csv : « {code} » n’existe pas."), code=told)
            if found[told].row <= one.row:
                raise InvalidInput(
                    N_("alert_flow.csv : « {told} » doit être plus bas que « {code} »."), told=told, code=one.code
                )
    return tuple(sorted(found.values(), key=lambda one: one.row))


def rows_of(steps: Iterable[FlowStep]) -> tuple[tuple[FlowStep, ...], ...]:
    """The steps by height in the drawing."""
    return tuple(tuple(those) for _row, those in groupby(steps, key=lambda one: one.row))
