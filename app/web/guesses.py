"""Counts wrong tokens per client, in memory: a bucket that refills, so that nobody can try addresses by the thousand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

BURST = 30
"""Wrong addresses a client may ask for at once: a shared line with a few old links stays far below."""

REFILL_PER_SECOND = 0.5
CLIENTS = 4096


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Guesses:
    """One bucket a client; the least recently seen are forgotten beyond :data:`CLIENTS`."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def are_spent(self, client: str) -> bool:
        """Whether the client guessed wrong too often of late."""
        bucket = self._buckets.get(client)
        return bucket is not None and self._refilled(bucket) < 1

    def count_wrong(self, client: str) -> None:
        """Remember one wrong address."""
        bucket = self._buckets.setdefault(client, _Bucket(BURST, self._seconds()))
        bucket.left, bucket.at = max(self._refilled(bucket) - 1, 0.0), self._seconds()
        self._buckets.move_to_end(client)
        if len(self._buckets) > CLIENTS:
            self._buckets.popitem(last=False)

    def _refilled(self, bucket: _Bucket) -> float:
        return min(BURST, bucket.left + (self._seconds() - bucket.at) * REFILL_PER_SECOND)
