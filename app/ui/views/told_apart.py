"""Labels of choices that no two share: a list on screen answers with the label, so homonyms must read differently."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def told_apart(labels: Mapping[str, str], details: Mapping[str, str] | None = None) -> dict[str, str]:
    """Id → a label no other id has: with its detail where names are shared, then with its rank (« Nom (2) »)."""
    shared = Counter(labels.values())
    told = {
        id: f"{label}, {detail}" if shared[label] > 1 and (detail := (details or {}).get(id, "")) else label
        for id, label in labels.items()
    }
    taken = set(told.values())
    found: dict[str, str] = {}
    for id, label in told.items():
        found[id] = label if label not in found.values() else _ranked(label, taken)
        taken.add(found[id])
    return found


def _ranked(label: str, taken: set[str]) -> str:
    return next(text for rank in count(2) if (text := f"{label} ({rank})") not in taken)
