"""An independent model of ``releve.staffing/1`` for CP-SAT (ortools): reads documents, prints each level's optimum.

    python -m tests.bench.cpsat [--seconds S] [--places] FILE...
        one JSON object a line: {"values": {...}, "settled": [names of the levels proven], "proven": b, "cpu": s}

Written from the contract alone, one 0/1 variable per person, session and role; with ``--places``, one per person and
numbered place, as one writes it first (no document with lines or seats held before). It runs in a process of its own:
ortools and highspy can't live in one (google/or-tools issue 5246), and nothing of the product may be shared with it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ortools.sat.python import cp_model

PARIS = ZoneInfo("Europe/Paris")
Row = dict[str, Any]
Key = tuple[str, str, str]


class Model:
    """Variables and rules of one document."""

    def __init__(self, document: Row) -> None:
        self.document = document
        self.model = cp_model.CpModel()
        self.persons = {row["id"]: row for row in document["persons"]}
        self.sessions = {row["id"]: _timed(row) for row in document["sessions"]}
        previous = document.get("previous", [])
        self.pinned = {_key(row) for row in previous if row.get("pinned", False)}
        self.kept = {_key(row) for row in previous} - self.pinned
        self.said = {(row["person"], row["session"]): row["answer"] for row in document["answers"]}
        for person, session, _role in self.kept:
            self.said.setdefault((person, session), "yes")
        self.taken: dict[Key, Any] = dict.fromkeys(sorted(self.pinned), 1)
        banned = {_key(row) for row in document.get("ineligible", [])}
        for need in document["needs"]:
            for person in self.persons.values():
                key = (person["id"], need["session"], need["role"])
                if key not in self.taken and key not in banned and self._may(person, need):
                    self.taken[key] = self.model.new_bool_var("/".join(key))
        self._rules()

    def _may(self, person: Row, need: Row) -> bool:
        return (
            person["profession"] in self.document["roles"][need["role"]]
            and self.sessions[need["session"]]["centre"] in person.get("travel_minutes", self._centres())
            and self.said.get((person["id"], need["session"])) in ("yes", "if_needed")
        )

    def _centres(self) -> set[str]:
        return {row["centre"] for row in self.sessions.values()}

    def _rules(self) -> None:
        filled: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for (_person, session, role), taken in self.taken.items():
            filled[session, role].append(taken)
        self.missing = {}
        for need in self.document["needs"]:
            seat = need["session"], need["role"]
            self.missing[seat] = need["count"] - sum(filled[seat])
            self.model.add(sum(filled[seat]) <= need["count"])
        for person in self.persons.values():
            self._rules_of(person)

    def _rules_of(self, person: Row) -> None:
        own: dict[str, list[Any]] = defaultdict(list)
        pins: set[str] = set()
        for (name, session, role), taken in self.taken.items():
            if name == person["id"]:
                if (name, session, role) in self.pinned:
                    pins.add(session)
                else:
                    own[session].append(taken)
        for session, seats in own.items():
            self.model.add(sum(seats) <= (0 if session in pins else 1))
        for span, cap in (("day", "max_sessions_per_day"), ("week", "max_sessions_per_week")):
            if cap in person:
                for sessions in self._spans(own, span):
                    used = sum(self.sessions[pin][span] == self.sessions[sessions[0]][span] for pin in pins)
                    seats = [seat for session in sessions for seat in own[session]]
                    self.model.add(sum(seats) <= max(0, person[cap] - used))
        for one, other in combinations(sorted({*own, *pins}), 2):
            if self._bars(person, self.sessions[one], self.sessions[other]):
                both = [*own.get(one, []), *own.get(other, [])]
                self.model.add(sum(both) <= (0 if {one, other} & pins else 1))

    def _spans(self, own: dict[str, list[Any]], span: str) -> Iterator[list[str]]:
        groups: dict[object, list[str]] = defaultdict(list)
        for session in sorted(own):
            groups[self.sessions[session][span]].append(session)
        yield from groups.values()

    @staticmethod
    def _bars(person: Row, one: Row, other: Row) -> bool:
        first, second = sorted((one, other), key=lambda row: row["t0"])
        if second["t0"] < first["t1"]:
            return True
        if first["day"] == second["day"]:
            return bool(first["centre"] != second["centre"])
        return bool(second["t0"] - first["t1"] < timedelta(hours=person.get("min_rest_hours", 0)))

    def levels(self) -> dict[str, Any]:
        """name → expression to minimise, in order."""
        levels: dict[str, Any] = {}
        opening = self._opening()
        if opening is not None:
            levels["opening"] = opening
        levels["coverage"] = sum(
            need["weight"] * self.missing[need["session"], need["role"]] for need in self.document["needs"]
        )
        if self.document.get("previous"):
            levels["disruption"] = len(self.kept) - sum(self.taken.get(key, 0) for key in sorted(self.kept))
        levels["preference"] = sum(taken for key, taken in self.taken.items() if self.said.get(key[:2]) == "if_needed")
        levels["fairness"] = sum(self._square(name) for name in sorted(self.persons))
        return levels

    def _opening(self) -> Any | None:
        closed = []
        for session in self.sessions.values():
            critical = [
                row for row in self.document["needs"] if row["session"] == session["id"] and row.get("critical")
            ]
            if critical and session.get("lines"):
                lines = session["lines"]
                opened = self.model.new_int_var(0, lines, f"open/{session['id']}")
                for need in critical:
                    filled = need["count"] - self.missing[need["session"], need["role"]]
                    self.model.add(opened * need["count"] <= lines * filled)
                closed.append(lines - opened)
        return sum(closed) if closed else None

    def _square(self, person: str) -> Any:
        seats = [taken for key, taken in self.taken.items() if key[0] == person]
        steps = [self.model.new_bool_var(f"step/{person}/{step}") for step in range(len(seats))]
        self.model.add(sum(steps) == sum(seats))
        return sum((2 * step + 1) * taken for step, taken in enumerate(steps))


def _timed(row: Row) -> Row:
    start, end = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])
    day = start.astimezone(PARIS).date()
    return row | {"t0": start, "t1": end, "day": day, "week": day.isocalendar()[:2]}


def _key(row: Row) -> Key:
    return row["person"], row["session"], row["role"]


def solve(document: Row, seconds: float) -> Row:
    """Every level in turn, each fixed before the next, all within ``seconds`` of wall time.

    When a level is not proven in time, its value is the best found, and the levels after it are not looked for.
    """
    began, ends = time.process_time(), time.monotonic() + seconds
    model = Model(document)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    values: dict[str, int] = {}
    settled: list[str] = []
    levels = model.levels()
    for name, expression in levels.items():
        solver.parameters.max_time_in_seconds = max(0.1, ends - time.monotonic())
        model.model.minimize(expression)
        status = solver.solve(model.model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            values[name] = round(solver.objective_value)
        if status != cp_model.OPTIMAL:
            break
        settled.append(name)
        model.model.add(expression == values[name])
    spent = time.process_time() - began
    return {"values": values, "settled": settled, "proven": len(settled) == len(levels), "cpu": spent}


def by_place(document: Row) -> Row:
    """The same problem with one role for each numbered place, so that a need of three is three needs of one."""
    counts: dict[str, int] = defaultdict(int)
    for need in document["needs"]:
        counts[need["role"]] = max(counts[need["role"]], need["count"])
    return document | {
        "roles": {
            f"{role}/{place}": allowed for role, allowed in document["roles"].items() for place in range(counts[role])
        },
        "needs": [
            need | {"role": f"{need['role']}/{place}", "count": 1}
            for need in document["needs"]
            for place in range(need["count"])
        ],
    }


def main() -> None:
    """One line of JSON for each file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cpsat")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--places", action="store_true")
    chosen = parser.parse_args()
    for file in chosen.files:
        document = json.loads(file.read_text(encoding="utf-8"))
        asked = by_place(document) if chosen.places else document
        sys.stdout.write(json.dumps(solve(asked, chosen.seconds)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
