"""What anybody can work out from shown sums, by linear programmes of their own: one variable a cell, nothing merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.network.masking import Key, Keys


def deduced(
    cells: Sequence[Key], shown: Mapping[Keys, int], wanted: Keys, same: Sequence[tuple[Keys, Keys]] = ()
) -> tuple[float, float]:
    """The least and the most that ``wanted`` can be; « same » sets add up alike."""
    rows = [[float(key in keys) for key in cells] for keys in shown]
    rows += [[float(key in one) - float(key in other) for key in cells] for one, other in same]
    known = [float(count) for count in shown.values()] + [0.0] * len(same)
    aim = np.array([float(key in wanted) for key in cells])
    ends = []
    for sign in (1.0, -1.0):
        answer = linprog(
            sign * aim,
            A_eq=np.array(rows).reshape(-1, len(cells)),
            b_eq=np.array(known),
            bounds=(0, None),
            method="highs",
        )
        ends.append(float("inf") if answer.fun is None else sign * float(answer.fun))
    return ends[0], ends[1]
