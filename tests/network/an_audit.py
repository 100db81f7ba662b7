"""What anybody can work out from shown sums, by linear programmes of their own: one variable a cell, nothing merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.network.masking import Key, Keys


class Audit:
    """Whoever knows ``shown``, that « same » sets add up alike, and that no count is below 0."""

    def __init__(self, cells: Sequence[Key], shown: Mapping[Keys, int], same: Sequence[tuple[Keys, Keys]] = ()) -> None:
        self._place = {key: place for place, key in enumerate(cells)}
        table = sparse.lil_array((len(shown) + len(same), len(cells)))
        for row, keys in enumerate(shown):
            for key in keys:
                table[row, self._place[key]] = 1.0
        for row, (one, other) in enumerate(same, len(shown)):
            for key in one ^ other:
                table[row, self._place[key]] = 1.0 if key in one else -1.0
        self._table = sparse.csr_array(table)
        self._known = np.array([float(number) for number in shown.values()] + [0.0] * len(same))

    def deduced(self, wanted: Keys) -> tuple[float, float]:
        """The least and the most that ``wanted`` can be."""
        aim = np.zeros(len(self._place))
        aim[[self._place[key] for key in wanted]] = 1.0
        least, most = (self._end(sign * aim) for sign in (1.0, -1.0))
        return least, -most

    def narrowest(self, masked: Iterable[Keys]) -> float:
        """The least width that any of these keeps."""
        ends = [self.deduced(one) for one in masked]
        return min((most - least for least, most in ends), default=float("inf"))

    def _end(self, aim: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        answer = linprog(  # type: ignore[call-overload]  # scipy-stubs know no sparse array here
            aim, A_eq=self._table, b_eq=self._known, bounds=(0, None), method="highs"
        )
        return -float("inf") if answer.fun is None else float(answer.fun)


def deduced(
    cells: Sequence[Key], shown: Mapping[Keys, int], wanted: Keys, same: Sequence[tuple[Keys, Keys]] = ()
) -> tuple[float, float]:
    """The least and the most that ``wanted`` can be; « same » sets add up alike."""
    return Audit(cells, shown, same).deduced(wanted)
