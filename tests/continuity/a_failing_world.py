"""Small worlds drawn at random, where several things fail at once."""

from __future__ import annotations

import random

from app.continuity.situation import OutageKind
from tests.continuity.engine_builders import (
    FAR,
    LEFT_BANK,
    MIDDLE,
    RIGHT_BANK,
    a_need,
    a_practice,
    a_remote,
    a_territory,
    bridge,
    closed,
    cut,
    failing,
)


def a_world(chance: random.Random):  # type: ignore[no-untyped-def]
    """Practices, a few needs each, and several things failing at whole hours."""
    communes = (LEFT_BANK, MIDDLE, RIGHT_BANK, FAR)
    professions = ("infirmier", "infirmier", "medecin")
    practices = [
        a_practice(
            name, chance.choice(communes), capacity=chance.randint(0, 3), radius_minutes=chance.choice((8, 20, 60)),
            professions=frozenset({chance.choice(professions)}), needs_power=chance.random() < 0.2,
        )
        for name in "abcdef"
    ]  # fmt: skip
    needs = [
        a_need(
            number, chance.choice("abcdef"), category=chance.choice(("INS", "INS", "O2", "IC", "TSO")),
            commune=chance.choice(communes), max_interruption_hours=chance.choice((None, None, 0, 3, 30)),
            autonomy_hours=chance.choice((None, 2, 9)), power=chance.random() < 0.2, pseudonym=f"P-{number // 2:04d}",
        )
        for number in range(chance.randint(1, 14))
    ]  # fmt: skip
    what = [closed(chance.choice("abcdef"), *_span(chance)) for _ in range(chance.randint(0, 4))]
    kinds = chance.choices((OutageKind.POWER, OutageKind.NETWORK), k=chance.randint(0, 2))
    dark = [cut(kind, *_span(chance), communes=frozenset(chance.sample(communes, 2))) for kind in kinds]
    pairs = chance.sample(((LEFT_BANK, MIDDLE), (MIDDLE, RIGHT_BANK), (RIGHT_BANK, FAR)), chance.randint(0, 2))
    flood = [cut(OutageKind.ROAD, *_span(chance), roads=bridge(*pair)) for pair in pairs]
    remote = [a_remote("r", chance.choice(communes), capacity=2, needs_network=False)]
    return needs, a_territory(*practices, *remote), failing(*what, *dark, *flood, hours=chance.choice((12, 48)))


def _span(chance: random.Random) -> tuple[float, float | None]:
    first = chance.randint(-20, 30)
    return first, chance.choice((None, first + chance.randint(1, 40)))
