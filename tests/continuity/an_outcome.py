"""What became of each need, read off an outcome in the order of the needs."""

from __future__ import annotations

from app.continuity.finding import State
from app.continuity.left_without import Outcome


def states(outcome: Outcome) -> list[State]:
    return [one.state for one in outcome.findings]


def carers(outcome: Outcome) -> list[str | None]:
    return [None if one.carer is None else one.carer.partition(":")[2] for one in outcome.findings]
