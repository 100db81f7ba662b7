"""``releve.coverage/1``: what coverage has to say of a territory, as the contract writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.drills.sentences import Naming, deficient_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.drills.coverage import Coverage, DeficientSet, Loss
    from app.drills.monte_carlo import MonteCarlo

REPORT_FORMAT = "releve.coverage/1"


def report_document(
    coverage: Coverage, *, losses: Sequence[Loss] | None = None, days: MonteCarlo | None = None, seconds: float = 0.0
) -> dict[str, object]:
    """The report; ``n_1`` and ``monte_carlo`` are null when they were not asked for. Needs stand in the order they are served."""
    naming = Naming.of(coverage.territory)
    return {
        "format": REPORT_FORMAT,
        "demand": coverage.demand,
        "served": coverage.cover.served,
        "unmet": coverage.cover.missing,
        "needs": [
            {"id": need.id, "served": need.quantity - unmet, "unmet": unmet}
            for need, unmet in zip(coverage.needs, coverage.cover.unmet, strict=True)
        ],
        "deficient_sets": [_set(one, naming) for one in coverage.deficient_sets],
        "n_1": None if losses is None else [_loss(one) for one in losses],
        "monte_carlo": None if days is None else _days(days),
        "seconds": seconds,
    }


def _set(one: DeficientSet, naming: Naming) -> dict[str, object]:
    return {
        "needs": [need.id for need in one.needs],
        "demand": one.demand,
        "reachable": one.reachable,
        "shortage": one.shortage,
        "sentence": deficient_sentence(one, naming),
    }


def _loss(one: Loss) -> dict[str, object]:
    return {"kind": one.kind.value, "id": one.id, "loss": one.loss, "class": one.category.value}


def _days(days: MonteCarlo) -> dict[str, object]:
    return {
        "draws": days.draws,
        "mean": days.mean,
        "p05": days.p05,
        "p50": days.p50,
        "p95": days.p95,
        "exact_share": days.exact_share,
    }
