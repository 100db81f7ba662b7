"""Mean load of those who remain when part of a profession is absent: before any register, from the number of patients each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeanLoad:
    """``before`` and ``after``: patients per professional, rounded; ``percent``: the increase, rounded."""

    total: int
    absent: int
    left: int
    patients: int
    before: int
    after: int
    percent: int

    @property
    def sentence(self) -> str:
        """« 66 restent sur 94 : 739 patients chacun au lieu de 519, charge moyenne +42 %. »"""
        raise NotImplementedError


def mean_load(total: int, absent: int, per_professional: int) -> MeanLoad:
    """Load when ``absent`` of ``total`` are away, each having ``per_professional`` patients. Raises InvalidInput."""
    raise NotImplementedError
