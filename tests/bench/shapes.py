"""Staffing problems in the shape of the product, as ``releve.staffing/1`` documents.

The distributions are assumptions: a fifth never answers, some answer for half the horizon only, 35 % of the « oui » are
« si besoin ». The same (shape, seed) is the same document on every machine; standard library only.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
Document = dict[str, Any]
Row = dict[str, Any]

_INJECTORS = ["infirmier", "sage_femme", "pharmacien", "medecin"]
_PREPARERS = ["infirmier", "pharmacien", "sage_femme"]
_ANYONE = ["medecin", "infirmier", "pharmacien", "sage_femme", "kine", "autre"]
ROLES = {"physician": ["medecin"], "injector": _INJECTORS, "preparer": _PREPARERS, "reception": _ANYONE}
WEIGHTS = {"physician": 4, "injector": 3, "preparer": 2, "reception": 1}
OPENING_ROLES = {
    "supervising_physician": ["medecin"],
    "prevax_interview": ["medecin", "infirmier", "pharmacien", "sage_femme"],
    "injector": _INJECTORS,
    "dose_preparer": _PREPARERS,
    "observation": ["infirmier", "kine", "sage_femme", "autre"],
    "reception": _ANYONE,
}
_USUAL = {"medecin": 0.27, "infirmier": 0.42, "pharmacien": 0.11, "sage_femme": 0.06, "kine": 0.08, "autre": 0.06}
_SCARCE = {"medecin": 0.14, "infirmier": 0.54, "pharmacien": 0.11, "sage_femme": 0.06, "kine": 0.09, "autre": 0.06}


@dataclass(frozen=True, slots=True)
class Shape:
    """What makes a problem large or hard. ``density``: share of sessions that one who answers can come to."""

    people: int
    weeks: int
    lines: int
    density: float
    centres: int = 1
    scarce_physicians: bool = False
    opening: bool = False


SHAPES = {
    "a": Shape(132, 4, 3, 0.30),
    "a2": Shape(132, 4, 3, 0.26, scarce_physicians=True),
    "b": Shape(132, 4, 4, 0.33),
    "open": Shape(132, 4, 3, 0.28, scarce_physicians=True, opening=True),
    "two": Shape(160, 2, 3, 0.28, centres=2),
    "tiny": Shape(12, 1, 2, 0.5),
    "week": Shape(30, 1, 1, 0.35),
    "c2": Shape(520, 8, 3, 0.28, centres=4),
    "c": Shape(2600, 8, 3, 0.28, centres=20),
}
"""a: Auray; a2: physicians scarce; b: a peak with 4 lines; open: lines and critical roles; c2: a department; c: a region.

g1 to g5 (:data:`GROWTH`) are one community grown: places × people go from 6,000 to 1,200,000.
"""
GROWTH = ("g1", "g2", "g3", "g4", "g5")
SHAPES |= {
    "g1": Shape(44, 1, 3, 0.28),
    "g2": Shape(66, 2, 3, 0.28),
    "g3": Shape(132, 4, 3, 0.28),
    "g4": Shape(260, 4, 3, 0.28, centres=2),
    "g5": Shape(520, 4, 3, 0.28, centres=4),
}


def problem(name: str, seed: int, start: datetime = datetime(2026, 10, 12)) -> Document:  # noqa: DTZ001 - wall time
    """A staffing problem; ``start`` is a Monday (the default's second week ends with the change to winter time)."""
    shape, rng = SHAPES[name], random.Random(f"{name}-{seed}")
    sessions, needs = _sessions(shape, start)
    persons, answers = _people(shape, sessions, rng)
    for rows in (persons, answers, needs):
        rng.shuffle(rows)
    return {
        "format": "releve.staffing/1",
        "roles": OPENING_ROLES if shape.opening else ROLES,
        "persons": persons,
        "sessions": sessions,
        "needs": needs,
        "answers": answers,
        "budget_seconds": 60,
    }


def _sessions(shape: Shape, start: datetime) -> tuple[list[Row], list[Row]]:
    sessions: list[Row] = []
    needs: list[Row] = []
    days = [start + timedelta(days=day) for day in range(shape.weeks * 7)]
    for centre in _centres(shape):
        for date in (day for day in days if day.weekday() != 6):
            for half, (opens, closes) in enumerate(((9, 13), (14, 18))):
                session: Row = {
                    "id": f"S-{centre}-{date:%m%d}-{half}",
                    "centre": centre,
                    "start": date.replace(hour=opens, tzinfo=PARIS).isoformat(),
                    "end": date.replace(hour=closes, tzinfo=PARIS).isoformat(),
                }
                if shape.opening:
                    session["lines"] = shape.lines
                sessions.append(session)
                needs += _needs(session["id"], shape)
    return sessions, needs


def _centres(shape: Shape) -> list[str]:
    return [f"C{index}" for index in range(shape.centres)]


def _needs(session: str, shape: Shape) -> list[Row]:
    if not shape.opening:
        return [
            {"session": session, "role": role, "count": shape.lines, "weight": weight}
            for role, weight in WEIGHTS.items()
        ]
    counts = {
        "supervising_physician": 1,
        "prevax_interview": shape.lines,
        "injector": shape.lines,
        "dose_preparer": -(-shape.lines // 2),
        "observation": 1,
        "reception": 1,
    }
    return [
        {
            "session": session,
            "role": role,
            "count": count,
            "weight": 1 if role == "reception" else 3,
            "critical": role != "reception",
        }
        for role, count in counts.items()
    ]


def _people(shape: Shape, sessions: Sequence[Row], rng: random.Random) -> tuple[list[Row], list[Row]]:
    mix = _SCARCE if shape.scarce_physicians else _USUAL
    centres = _centres(shape)
    persons: list[Row] = []
    answers: list[Row] = []
    for index in range(shape.people):
        person: Row = {
            "id": f"P{index:03}",
            "profession": rng.choices(list(mix), list(mix.values()))[0],
            "max_sessions_per_week": rng.choice((1, 1, 2, 2, 2, 3, 4)),
            "max_sessions_per_day": rng.choice((1, 1, 2)),
            "min_rest_hours": rng.choice((0, 11, 16, 16)),
        }
        if len(centres) > 1:
            reach = rng.sample(centres, rng.choice((1, 2)))
            person["travel_minutes"] = {centre: rng.randrange(5, 40) for centre in reach}
        persons.append(person)
        if rng.random() >= 0.2:
            answers += _answers(person["id"], shape, sessions, rng)
    return persons, answers


def _answers(person: str, shape: Shape, sessions: Sequence[Row], rng: random.Random) -> list[Row]:
    base = max(0.05, rng.gauss(shape.density / 0.8, 0.12))
    until = rng.choice((10**6,) * 6 + (len(sessions) // 2,))
    taste = [rng.uniform(0.4, 1.6) for _ in range(12)]
    rows: list[Row] = []
    for rank, session in enumerate(sessions):
        if rank < until and rng.random() < base * taste[rank % 12]:
            said = "if_needed" if rng.random() < 0.35 else "yes"
            rows.append({"person": person, "session": session["id"], "answer": said})
        elif rng.random() < 0.3:
            rows.append({"person": person, "session": session["id"], "answer": "no"})
    return rows
