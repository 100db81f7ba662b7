"""Staffing problems in the shape of the product, as ``releve.staffing/1`` documents, and first-come sign-up to compare with.

The distributions are assumptions: a fifth never answers, some answer for half the horizon only, 35 % of the « oui » are
« si besoin ». The same (shape, seed) is the same document on every machine; standard library only.
"""

from __future__ import annotations

import random
from collections import defaultdict
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
    "c": Shape(2600, 8, 3, 0.28, centres=20),
}
"""a: Auray; a2: physicians scarce; b: a peak with 4 lines; open: lines and critical roles; c: a region."""


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


def first_come(document: Document, seed: int) -> list[tuple[str, str, str]]:
    """A shared sign-up sheet, as (person, session, role).

    People come in random order and write themselves down for the earliest seats they can take, « oui » before « si
    besoin ».
    """
    return _Sheet(document, random.Random(seed)).fill()


class _Sheet:
    def __init__(self, document: Document, rng: random.Random) -> None:
        self.document, self.rng = document, rng
        self.sessions = {
            row["id"]: row | {"t0": datetime.fromisoformat(row["start"]), "t1": datetime.fromisoformat(row["end"])}
            for row in document["sessions"]
        }
        self.left = {(row["session"], row["role"]): row["count"] for row in document["needs"]}
        self.roles_of: dict[str, list[str]] = defaultdict(list)
        for session, role in self.left:
            self.roles_of[session].append(role)
        self.said: dict[str, dict[str, str]] = defaultdict(dict)
        for row in document["answers"]:
            self.said[row["person"]][row["session"]] = row["answer"]

    def fill(self) -> list[tuple[str, str, str]]:
        people = self.document["persons"]
        return [seat for person in self.rng.sample(people, len(people)) for seat in self._signs_up(person)]

    def _signs_up(self, person: Row) -> list[tuple[str, str, str]]:
        mine: list[Row] = []
        taken = []
        said = self.said[person["id"]]
        for wish in ("yes", "if_needed"):
            wished = [name for name, answer in said.items() if answer == wish]
            for name in sorted(wished, key=lambda name: self.sessions[name]["t0"]):
                if role := self._role(person, self.sessions[name], mine):
                    self.left[name, role] -= 1
                    mine.append(self.sessions[name])
                    taken.append((person["id"], name, role))
        return taken

    def _role(self, person: Row, session: Row, mine: Sequence[Row]) -> str | None:
        if "travel_minutes" in person and session["centre"] not in person["travel_minutes"]:
            return None
        if not _fits(person, session, mine):
            return None
        roles = self.document["roles"]
        open_roles = [
            role
            for role in sorted(self.roles_of[session["id"]])
            if self.left[session["id"], role] and person["profession"] in roles[role]
        ]
        return self.rng.choice(open_roles) if open_roles else None


def _fits(person: Row, session: Row, mine: Sequence[Row]) -> bool:
    """The contract's rules between one more session and those a person holds."""
    day = session["t0"].astimezone(PARIS).date()
    days = [held["t0"].astimezone(PARIS).date() for held in mine]
    if days.count(day) >= person["max_sessions_per_day"]:
        return False
    if sum(other.isocalendar()[:2] == day.isocalendar()[:2] for other in days) >= person["max_sessions_per_week"]:
        return False
    return all(_together(person, session, held, other == day) for held, other in zip(mine, days, strict=True))


def _together(person: Row, session: Row, held: Row, same_day: bool) -> bool:
    if held["t0"] < session["t1"] and session["t0"] < held["t1"]:
        return False
    if same_day:
        return bool(held["centre"] == session["centre"])
    first, second = sorted((held, session), key=lambda row: row["t0"])
    return bool((second["t0"] - first["t1"]).total_seconds() / 3600 >= person["min_rest_hours"])
