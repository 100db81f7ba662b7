"""How a plan is made without a solver, to compare with: a shared sign-up sheet, and the scarcest place first.

Written from the contract's rules alone, on ``releve.staffing/1`` documents; nothing of the product is shared. Both keep
every rule, and neither knows lines, pins or seats held before.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from tests.bench.shapes import PARIS, Document, Row

Seat = tuple[str, str, str]
"""(person, session, role)."""


def first_come(document: Document, seed: int) -> list[Seat]:
    """People come in random order and write themselves down for the earliest seats they can take, « oui » first."""
    sheet, rng = Sheet(document), random.Random(seed)
    people = document["persons"]
    for person in rng.sample(people, len(people)):
        for wish in ("yes", "if_needed"):
            wished = [name for name, answer in sheet.said[person["id"]].items() if answer == wish]
            for name in sorted(wished, key=lambda name: sheet.sessions[name]["t0"]):
                if roles := sheet.open_to(person, name):
                    sheet.write(person, name, rng.choice(roles))
    return sheet.taken


def scarcest_first(document: Document) -> list[Seat]:
    """A coordinator with patience: the need with fewest willing a place first, « oui » then the least loaded."""
    sheet = Sheet(document)
    willing: dict[tuple[str, str], list[tuple[bool, Row]]] = defaultdict(list)
    for person in sorted(document["persons"], key=lambda row: str(row["id"])):
        for session, answer in sheet.said[person["id"]].items():
            if answer != "no":
                for role in sheet.open_to(person, session):
                    willing[session, role].append((answer == "if_needed", person))
    load: dict[str, int] = defaultdict(int)
    needs = sorted(document["needs"], key=lambda need: (str(need["session"]), str(need["role"])))
    for need in sorted(
        needs, key=lambda need: len(willing[need["session"], need["role"]]) / need["count"] / need["weight"]
    ):
        key = need["session"], need["role"]
        for _unsure, person in sorted(willing[key], key=lambda one: (one[0], load[one[1]["id"]])):
            if key[1] in sheet.open_to(person, key[0]):
                sheet.write(person, *key)
                load[person["id"]] += 1
    return sheet.taken


class Sheet:
    """What is still open, and who holds what."""

    def __init__(self, document: Document) -> None:
        self.roles: dict[str, list[str]] = document["roles"]
        self.sessions = {row["id"]: _dated(row) for row in document["sessions"]}
        self.left: dict[tuple[str, str], int] = {
            (row["session"], row["role"]): row["count"] for row in document["needs"]
        }
        self.roles_of: dict[str, list[str]] = defaultdict(list)
        for session, role in sorted(self.left):
            self.roles_of[session].append(role)
        self.said: dict[str, dict[str, str]] = defaultdict(dict)
        for row in document["answers"]:
            self.said[row["person"]][row["session"]] = row["answer"]
        self.held: dict[str, list[Row]] = defaultdict(list)
        self.taken: list[Seat] = []

    def open_to(self, person: Row, name: str) -> list[str]:
        """Roles of the session that the person may take now."""
        session, held = self.sessions[name], self.held[person["id"]]
        if session["centre"] not in person.get("travel_minutes", (session["centre"],)) or not fits(
            person, session, held
        ):
            return []
        return [
            role for role in self.roles_of[name] if self.left[name, role] and person["profession"] in self.roles[role]
        ]

    def write(self, person: Row, name: str, role: str) -> None:
        self.left[name, role] -= 1
        self.held[person["id"]].append(self.sessions[name])
        self.taken.append((person["id"], name, role))


def _dated(row: Row) -> Row:
    start, end = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])
    day = start.astimezone(PARIS).date()
    return row | {"t0": start, "t1": end, "day": day, "week": day.isocalendar()[:2]}


def fits(person: Row, session: Row, held: Sequence[Row]) -> bool:
    """The contract's rules between one more session and those a person holds."""
    if sum(one["day"] == session["day"] for one in held) >= person.get("max_sessions_per_day", 99):
        return False
    if sum(one["week"] == session["week"] for one in held) >= person.get("max_sessions_per_week", 99):
        return False
    return all(_together(person, session, one) for one in held)


def _together(person: Row, session: Row, held: Row) -> bool:
    if held["t0"] < session["t1"] and session["t0"] < held["t1"]:
        return False
    if held["day"] == session["day"]:
        return bool(held["centre"] == session["centre"])
    first, second = sorted((held, session), key=lambda row: row["t0"])
    return bool((second["t0"] - first["t1"]).total_seconds() / 3600 >= person.get("min_rest_hours", 0))


def values(document: Document, seats: Sequence[Seat]) -> dict[str, int]:
    """Level → value of these seats, as the contract counts them; ``open`` is plain open places."""
    left = {(row["session"], row["role"]): row["count"] for row in document["needs"]}
    said = {(row["person"], row["session"]): row["answer"] for row in document["answers"]}
    load: dict[str, int] = defaultdict(int)
    for person, session, role in seats:
        left[session, role] -= 1
        load[person] += 1
    return {
        "open": sum(left.values()),
        "coverage": sum(row["weight"] * left[row["session"], row["role"]] for row in document["needs"]),
        "preference": sum(said[seat[:2]] == "if_needed" for seat in seats),
        "fairness": sum(held * held for held in load.values()),
    }


def faults(document: Document, seats: Sequence[Seat]) -> int:
    """How many of these seats can't be written down one after the other on an empty sheet."""
    sheet, persons = Sheet(document), {row["id"]: row for row in document["persons"]}
    refused = 0
    for person, session, role in sorted(seats):
        said = sheet.said[person].get(session)
        if said in ("yes", "if_needed") and role in sheet.open_to(persons[person], session):
            sheet.write(persons[person], session, role)
        else:
            refused += 1
    return refused
