"""A figure of the bench: what was measured, in which unit, what it may not be worse than; and the two ways to time work.

A bound (``at_least``, ``at_most``) is a promise: the bench exits 1 when it is broken, in the quick form too. It belongs on
counts and on ratios taken in one run; seconds are the machine's, and only stand beside the bar that they are read against.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, NotRequired, TypedDict, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Answer = TypeVar("Answer")


class Row(TypedDict):
    """One figure. ``note`` says the size, the number of runs, and the bar of a time."""

    section: str
    name: str
    value: object
    unit: str
    note: NotRequired[str]
    at_least: NotRequired[float]
    at_most: NotRequired[float]


def is_kept(row: Row) -> bool:
    """Whether the figure keeps its promise; one without a bound always does."""
    value = row["value"]
    if "at_least" not in row and "at_most" not in row:
        return True
    if not isinstance(value, int | float):
        return False
    return row.get("at_least", value) <= value <= row.get("at_most", value)


def bound_of(row: Row) -> str:
    """« ≥ 0.7 », « ≤ 50 », or nothing."""
    signs = (("≥", row.get("at_least")), ("≤", row.get("at_most")))
    return " ".join(f"{sign} {bound:g}" for sign, bound in signs if bound is not None)


def cpu(work: Callable[[], Answer]) -> tuple[Answer, float]:
    """What the work gives, and its CPU seconds in this process."""
    gc.collect()
    began = time.process_time()
    answer = work()
    return answer, time.process_time() - began


def wall(work: Callable[[], Answer]) -> tuple[Answer, float]:
    """What the work gives, and the seconds that went by."""
    began = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - began


def quantile(found: Sequence[float], share: float) -> float:
    """The value that ``share`` of the sorted figures don't exceed; the last one for 1."""
    ranked = sorted(found)
    return ranked[min(len(ranked) - 1, int(len(ranked) * share))]
