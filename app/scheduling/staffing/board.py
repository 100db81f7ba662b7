"""A problem laid out for computing: everything sorted and numbered, seats each person may take, rules between them.

A *candidate* is a (person, session, need) that no rule about that seat alone forbids, pins taken into account; rules
between two candidates are *packs* (« at most k of these »). Nothing here optimises.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.scheduling.staffing.cliques import cover_by_cliques
from app.scheduling.staffing.problem import AnswerKind, Person, PreviousSeat, Problem, Seat
from app.scheduling.staffing.rules import Slot, clash, slot_of

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
UNLIMITED: Final = 1_000_000


class Candidates:
    """Parallel columns, sorted by (person, session, role): the order that settles ties between equal plans."""

    def __init__(self, rows: Sequence[tuple[int, int, int, bool, bool]]) -> None:
        table = np.array(rows, dtype=np.int64).reshape(-1, 5)
        self.person: Ints = np.ascontiguousarray(table[:, 0])
        self.session: Ints = np.ascontiguousarray(table[:, 1])
        self.need: Ints = np.ascontiguousarray(table[:, 2])
        self.if_needed: Flags = table[:, 3].astype(bool)
        self.previous: Flags = table[:, 4].astype(bool)

    def __len__(self) -> int:
        return len(self.person)


class Pack:
    """At most ``most`` of these candidates together; ``cap`` packs are the weekly, daily and one-role-a-session ones."""

    __slots__ = ("candidates", "most")

    def __init__(self, candidates: list[int], most: int) -> None:
        self.candidates = candidates
        self.most = most


class Board:
    """Persons by id, sessions by (start, id), needs by (session, role); ``weeks`` limits candidates to these Mondays."""

    def __init__(self, problem: Problem, weeks: frozenset[date] | None = None) -> None:
        self.problem = problem
        self.weeks = weeks
        self.persons: tuple[Person, ...] = tuple(sorted(problem.persons, key=lambda person: person.id))
        self.person_index = {person.id: i for i, person in enumerate(self.persons)}
        slots = {session.id: slot_of(session) for session in problem.sessions}
        self.sessions = tuple(sorted(problem.sessions, key=lambda session: (slots[session.id].start, session.id)))
        self.session_index = {session.id: i for i, session in enumerate(self.sessions)}
        self.slots: tuple[Slot, ...] = tuple(slots[session.id] for session in self.sessions)
        self.needs = tuple(sorted(problem.needs, key=lambda need: (self.session_index[need.session], need.role)))
        self.need_index = {(need.session, need.role): i for i, need in enumerate(self.needs)}
        self.session_of_need = np.array([self.session_index[need.session] for need in self.needs], dtype=np.int64)
        self.needs_of: list[list[int]] = [[] for _ in self.sessions]
        for index, session in enumerate(self.session_of_need.tolist()):
            self.needs_of[session].append(index)
        self.pins: tuple[PreviousSeat, ...] = tuple(sorted(seat for seat in problem.previous if seat.pinned))
        self.kept: frozenset[Seat] = frozenset(seat.seat for seat in problem.previous if not seat.pinned)
        self.counts_as_yes = frozenset(
            (seat.person, seat.session)
            for seat in self.kept
            if seat.session not in problem.answers.get(seat.person, {})
        )
        self.pinned_sessions = self._pinned_sessions()

    def _pinned_sessions(self) -> dict[int, list[int]]:
        held: dict[int, set[int]] = defaultdict(set)
        for pin in self.pins:
            held[self.person_index[pin.person]].add(self.session_index[pin.session])
        return {person: sorted(sessions) for person, sessions in sorted(held.items())}

    @cached_property
    def room(self) -> Ints:
        """Seats of each need that no pin holds."""
        room = np.array([need.count for need in self.needs], dtype=np.int64)
        for pin in self.pins:
            room[self.need_index[pin.session, pin.role]] -= 1
        return room

    def week_room(self, person: int, week: date) -> int:
        """Sessions the person may still take that week beside pins; 0 when pins already pass the cap."""
        cap, pinned = self.persons[person].max_sessions_per_week, self.pinned_sessions.get(person)
        used = sum(self.slots[session].week == week for session in pinned) if pinned else 0
        return _left(cap, used)

    def day_room(self, person: int, day: date) -> int:
        """Sessions the person may still take that civil day beside pins."""
        cap, pinned = self.persons[person].max_sessions_per_day, self.pinned_sessions.get(person)
        used = sum(self.slots[session].day == day for session in pinned) if pinned else 0
        return _left(cap, used)

    def answer(self, person: int, session: int) -> AnswerKind | None:
        """The answer that counts: the row given, or « oui » for one who held the seat and has not answered."""
        ids = self.persons[person].id, self.sessions[session].id
        given = self.problem.answers.get(ids[0], {}).get(ids[1])
        return AnswerKind.YES if given is None and ids in self.counts_as_yes else given

    def wished(self, person: int) -> list[tuple[int, bool]]:
        """Sessions the person may come to, as (session, only if needed), sorted, centres out of reach left out."""
        who = self.persons[person]
        said = {
            session: answer is AnswerKind.IF_NEEDED
            for session, answer in self.problem.answers.get(who.id, {}).items()
            if answer is not AnswerKind.NO
        }
        said |= dict.fromkeys(self._kept_silent.get(who.id, ()), False)
        reach = who.travel_minutes
        index = self.session_index
        return sorted(
            (index[session], only)
            for session, only in said.items()
            if reach is None or self.slots[index[session]].centre in reach
        )

    @cached_property
    def _kept_silent(self) -> dict[str, list[str]]:
        silent: dict[str, list[str]] = defaultdict(list)
        for person, session in sorted(self.counts_as_yes):
            silent[person].append(session)
        return dict(silent)

    @cached_property
    def allowed_professions(self) -> dict[str, frozenset[str]]:
        """Role → professions that may hold it."""
        return {role: frozenset(professions) for role, professions in self.problem.roles.items()}

    def may_hold(self, person: int, need: int) -> bool:
        """Whether profession and competences allow the person that seat, answers and rules of time left aside."""
        who, seat = self.persons[person], self.needs[need]
        return (
            who.profession in self.allowed_professions[seat.role]
            and Seat(who.id, seat.session, seat.role) not in self.problem.ineligible
        )

    def blocked_by_pins(self, person: int, session: int, *, relaxed: bool = False) -> bool:
        """Whether the person's pins leave no place for that session; ``relaxed`` looks at caps alone."""
        slot, pinned = self.slots[session], self.pinned_sessions.get(person, ())
        who = self.persons[person]
        if session in pinned or not self.week_room(person, slot.week) or not self.day_room(person, slot.day):
            return True
        return not relaxed and any(clash(self.slots[pin], slot, who.min_rest_hours) for pin in pinned)

    def seats_open_to(self, person: int, *, relaxed: bool = False) -> Iterator[tuple[int, int, bool]]:
        """(session, need, only if needed) that the person may take beside pins, sorted."""
        profession = self.persons[person].profession
        roles = self._roles_of_profession.get(profession, frozenset())
        ineligible = self.problem.ineligible
        for session, only in self.wished(person):
            if self.weeks is not None and not relaxed and self.slots[session].week not in self.weeks:
                continue
            if self.blocked_by_pins(person, session, relaxed=relaxed):
                continue
            for need in self.needs_of[session]:
                if self.needs[need].role not in roles or not self.room[need]:
                    continue
                if not ineligible or self.may_hold(person, need):
                    yield session, need, only

    @cached_property
    def _roles_of_profession(self) -> dict[str, frozenset[str]]:
        roles: dict[str, set[str]] = defaultdict(set)
        for role, professions in self.problem.roles.items():
            for profession in professions:
                roles[profession].add(role)
        return {profession: frozenset(names) for profession, names in roles.items()}

    @cached_property
    def candidates(self) -> Candidates:
        """Every seat that someone may take, pins left aside."""
        rows = []
        for person, who in enumerate(self.persons):
            for session, need, only in self.seats_open_to(person):
                seat = self.needs[need]
                held = bool(self.kept) and Seat(who.id, seat.session, seat.role) in self.kept
                rows.append((person, session, need, only, held))
        return Candidates(rows)

    @cached_property
    def packs(self) -> list[Pack]:
        """Every rule between candidates of one person, rules that another one implies left out."""
        packs: list[Pack] = []
        for person, mine in self._by_person():
            packs.extend(self._packs_of(person, mine))
        return packs

    def _by_person(self) -> Iterator[tuple[int, dict[int, list[int]]]]:
        people = self.candidates.person
        bounds = np.flatnonzero(np.diff(people, prepend=-1, append=-1)) if len(people) else np.zeros(0, np.int64)
        sessions = self.candidates.session.tolist()
        for first, last in pairwise(bounds.tolist()):
            mine: dict[int, list[int]] = defaultdict(list)
            for candidate in range(first, last):
                mine[sessions[candidate]].append(candidate)
            yield int(people[first]), mine

    def _packs_of(self, person: int, mine: dict[int, list[int]]) -> Iterator[Pack]:
        weeks: dict[date, list[int]] = defaultdict(list)
        days: dict[date, list[int]] = defaultdict(list)
        for session in mine:
            weeks[self.slots[session].week].append(session)
            days[self.slots[session].day].append(session)
        week_room = {week: self.week_room(person, week) for week in weeks}
        day_room = {day: self.day_room(person, day) for day in days}
        single: set[int] = set()

        def pack(sessions: Sequence[int], most: int) -> Pack:
            if most == 1:
                single.update(sessions)
            return Pack([candidate for session in sessions for candidate in mine[session]], most)

        for week, held in weeks.items():
            if len(held) > week_room[week]:
                yield pack(held, week_room[week])
        for day, held in days.items():
            week = self.slots[held[0]].week
            implied = week_room[week] <= day_room[day] and len(weeks[week]) > week_room[week]
            if len(held) > day_room[day] and not implied:
                yield pack(held, day_room[day])
        for clique in cover_by_cliques(self._clashes(person, sorted(mine), week_room, day_room)):
            yield pack(clique, 1)
        for session, own in mine.items():
            if len(own) > 1 and session not in single:
                yield pack([session], 1)

    def _clashes(
        self, person: int, sessions: list[int], week_room: dict[date, int], day_room: dict[date, int]
    ) -> list[tuple[int, int]]:
        """Pairs of sessions, sorted, that the person can't hold together and that no cap of one already parts."""
        rest, slots, pairs = self.persons[person].min_rest_hours, self.slots, []
        for position, one in enumerate(sessions):
            slot = slots[one]
            for other in sessions[position + 1 :]:
                later = slots[other]
                if later.day != slot.day and clash(slot, later, rest) is None:
                    break
                if later.week == slot.week and week_room[slot.week] == 1:
                    continue
                if later.day == slot.day and day_room[slot.day] == 1:
                    continue
                if clash(slot, later, rest):
                    pairs.append((one, other))
        return pairs

    @cached_property
    def load_of_pins(self) -> Ints:
        """Pinned seats of each person: where fairness starts counting."""
        load = np.zeros(len(self.persons), dtype=np.int64)
        for pin in self.pins:
            load[self.person_index[pin.person]] += 1
        return load


def _left(cap: int | None, used: int) -> int:
    return UNLIMITED if cap is None else min(UNLIMITED, max(0, cap - used))
