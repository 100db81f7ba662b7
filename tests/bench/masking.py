"""The masked table of the needs: 2,000 needs for 15, 40 and 120 practices, 39 communes, all shipped categories.

The needs are drawn: a few categories and communes hold most of them, six in ten are in their practice's commune; five zones
lie across three departments. CPU seconds of a warm process. Masked values are then audited by linear programmes of their own
(:mod:`tests.continuity.a_care_audit`), on every commune × category and practice × category: a sample, for they are thousands.
"""

from __future__ import annotations

import random
import time

from app.continuity.care_table import CareTable, Grid, care_table
from app.library import Library
from tests.continuity.a_care_audit import audit_of

Row = dict[str, object]
Need = tuple[str, str, str]
NEEDS, COMMUNES, THRESHOLD, SEEDS, AUDITED = 2000, 39, 5, 6, 40


def run(quick: bool) -> list[Row]:
    """Worst time and least width for each number of practices. ``quick``: one seed, few values audited."""
    care_table(*some_needs(5, 0), THRESHOLD)
    return [_measured(practices, 1 if quick else SEEDS, 5 if quick else AUDITED) for practices in (15, 40, 120)]


def some_needs(practices: int, seed: int) -> tuple[list[Need], Grid]:
    """Needs and grid of a seed."""
    chance = random.Random(seed)
    categories = [record.cells["code"] for record in Library().file("care_categories.csv")]
    communes = [f"{35000 + rank}" for rank in range(COMMUNES)]
    holders = [f"p{rank:03}" for rank in range(practices)]
    homes = {one: chance.choices(communes, [1 / (1 + rank) for rank in range(COMMUNES)])[0] for one in holders}
    weights = [1 / (1 + rank) for rank in chance.sample(range(len(categories)), len(categories))]
    needs = []
    for _need in range(NEEDS):
        holder = chance.choices(holders, [1 / (3 + rank % 7) for rank in range(practices)])[0]
        commune = homes[holder] if chance.random() < 0.6 else chance.choice(communes)
        needs.append((holder, commune, chance.choices(categories, weights)[0]))
    third = COMMUNES // 3
    return needs, Grid(
        communes=communes,
        categories=categories,
        zones={f"z{rank}": frozenset(communes[rank::5]) for rank in range(5)},
        departments={f"{rank}": frozenset(communes[rank * third : (rank + 1) * third]) for rank in range(3)},
        practices=holders,
    )


def _measured(practices: int, seeds: int, audited: int) -> Row:
    seconds, width = [], float("inf")
    for seed in range(1, seeds + 1):
        needs, grid = some_needs(practices, seed)
        began = time.process_time()
        table = care_table(needs, grid, THRESHOLD)
        seconds.append(time.process_time() - began)
        width = min(width, _narrowest(table, audited, random.Random(seed)))
    note = (
        f"worst of {seeds}; least width of {audited * seeds} masked values audited: {width:.0f}, threshold {THRESHOLD}"
    )
    return {
        "section": "masking",
        "name": f"{practices} practices, {NEEDS} needs",
        "value": round(max(seconds), 3),
        "unit": "s CPU",
        "note": note,
    }


def _narrowest(table: CareTable, audited: int, chance: random.Random) -> float:
    audit, masked = audit_of(table)
    return audit.narrowest(chance.sample(masked, min(audited, len(masked))))
