"""The contract by exhaustion: every plan of a small problem is looked at. Slow, and shares nothing with the engine.

People are taken one after the other with every set of seats the rules let them hold; states are how far each need is
filled. Opening and coverage depend on the final state alone and the other levels add up person by person, so keeping the
best sum for each state loses nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from app.scheduling.staffing.problem import Person, Problem, Session

PARIS = ZoneInfo("Europe/Paris")
Chosen = tuple[tuple[str, str], ...]
"""(session, role) pairs that one person holds."""
State = tuple[int, ...]
Sums = tuple[int, int, int]


class Exhaustive:
    """Answers about a problem by looking at every plan. ``relaxed`` drops rest, overlap and one-centre-a-day (R)."""

    def __init__(self, problem: Problem, *, relaxed: bool = False, all_yes: str | None = None) -> None:
        self.problem, self.relaxed, self.all_yes = problem, relaxed, all_yes
        self.session = {session.id: session for session in problem.sessions}
        self.needs = [(need.session, need.role) for need in problem.needs]
        self.count = {(need.session, need.role): need.count for need in problem.needs}
        self.pins = {(seat.person, seat.session, seat.role) for seat in problem.previous if seat.pinned}
        self.kept = {(seat.person, seat.session, seat.role) for seat in problem.previous if not seat.pinned}
        self.states = self._states()

    def values(self) -> dict[str, int]:
        """The lexicographic optimum, level by level."""
        best = min((*self._of_state(state), *sums) for state, sums in self.states.items())
        opening, coverage, disruption, preference, fairness = best
        values = {"coverage": coverage, "preference": preference, "fairness": fairness}
        if self.problem.previous:
            values["disruption"] = disruption + len(self.kept)
        if any(session.lines and self._critical(session) for session in self.problem.sessions):
            values["opening"] = opening
        return values

    def most_seats(self, among: set[tuple[str, str]] | None = None) -> int:
        """The most seats of ``among`` (all by default) that one plan fills."""
        wanted = [index for index, need in enumerate(self.needs) if among is None or need in among]
        return max(sum(state[index] for index in wanted) for state in self.states)

    def short_needs(self) -> set[tuple[str, str]]:
        """Needs that some plan with the most seats leaves short: the sink side of the cut nearest the sink."""
        most = self.most_seats()
        full = [state for state in self.states if sum(state) == most]
        return {need for index, need in enumerate(self.needs) if any(state[index] < self.count[need] for state in full)}

    def may_hold(self, person: Person, need: tuple[str, str]) -> bool:
        """Whether the person could take that one seat beside their pins."""
        return any(need in chosen for chosen, _ in self._options(person))

    def _states(self) -> dict[State, Sums]:
        states: dict[State, Sums] = {(0,) * len(self.needs): (0, 0, 0)}
        for person in self.problem.persons:
            after: dict[State, Sums] = {}
            for chosen, sums in self._options(person):
                for state, before in states.items():
                    filled = self._filled(state, chosen)
                    if filled is not None:
                        total = tuple(map(sum, zip(before, sums, strict=True)))
                        if filled not in after or total < after[filled]:
                            after[filled] = total  # type: ignore[assignment]
            states = after
        return states

    def _filled(self, state: State, chosen: Chosen) -> State | None:
        grown = list(state)
        for need in chosen:
            index = self.needs.index(need)
            grown[index] += 1
            if grown[index] > self.count[need]:
                return None
        return tuple(grown)

    def _options(self, person: Person) -> Iterator[tuple[Chosen, Sums]]:
        """Everything the person may hold, pins included, with what it adds to disruption, preference and fairness."""
        pinned = [(session, role) for name, session, role in sorted(self.pins) if name == person.id]
        may = [need for need in self.needs if need not in pinned and self._seat_ok(person, *need)]
        for size in range(len(may) + 1):
            for free in combinations(may, size):
                if self._together(person, list(free), pinned):
                    chosen = (*pinned, *free)
                    kept = sum((person.id, *need) in self.kept for need in chosen)
                    wished = sum(self._said(person, session) == "if_needed" for session, _ in chosen)
                    yield chosen, (-kept, wished, len(chosen) ** 2)

    def _said(self, person: Person, session: str) -> str | None:
        said = self.problem.answers.get(person.id, {}).get(session)
        if said is None and any(seat[:2] == (person.id, session) for seat in self.kept):
            return "yes"
        if said is None and self.all_yes == person.id:
            return "yes"
        return said

    def _seat_ok(self, person: Person, session: str, role: str) -> bool:
        banned = {(seat.person, seat.session, seat.role) for seat in self.problem.ineligible}
        return (
            person.profession in self.problem.roles[role]
            and (person.id, session, role) not in banned
            and (person.travel_minutes is None or self.session[session].centre in person.travel_minutes)
            and self._said(person, session) in ("yes", "if_needed")
        )

    def _together(self, person: Person, free: list[tuple[str, str]], pinned: list[tuple[str, str]]) -> bool:
        names = [session for session, _ in free]
        if len(set(names)) < len(names) or set(names) & {session for session, _ in pinned}:
            return False
        everything = [self.session[name] for name in {*names, *(session for session, _ in pinned)}]
        days = Counter(day_of(session) for session in everything)
        weeks = Counter(week_of(session) for session in everything)
        for name in names:
            session = self.session[name]
            if days[day_of(session)] > _cap(person.max_sessions_per_day):
                return False
            if weeks[week_of(session)] > _cap(person.max_sessions_per_week):
                return False
            if not self.relaxed and any(bars(person, session, other) for other in everything if other is not session):
                return False
        return True

    def _critical(self, session: Session) -> list[tuple[str, str]]:
        return [
            (need.session, need.role) for need in self.problem.needs if need.session == session.id and need.critical
        ]

    def _of_state(self, state: State) -> tuple[int, int]:
        filled = dict(zip(self.needs, state, strict=True))
        closed = 0
        for session in self.problem.sessions:
            lines = session.lines or 0
            allowed = [
                y
                for y in range(lines + 1)
                if all(y * self.count[need] <= lines * filled[need] for need in self._critical(session))
            ]
            closed += lines - max(allowed)
        return closed, sum(need.weight * (need.count - filled[need.session, need.role]) for need in self.problem.needs)


def day_of(session: Session) -> date:
    return session.start.astimezone(PARIS).date()


def week_of(session: Session) -> tuple[int, int]:
    year, week, _ = day_of(session).isocalendar()
    return year, week


def bars(person: Person, one: Session, other: Session) -> str | None:
    """Which rule, if any, forbids the person to hold both."""
    if one.start < other.end and other.start < one.end:
        return "overlap"
    if day_of(one) == day_of(other):
        return "other_centre" if one.centre != other.centre else None
    first, second = (one, other) if one.start < other.start else (other, one)
    return "rest" if second.start < first.end + timedelta(hours=person.min_rest_hours) else None


def reasons(problem: Problem, plan_seats: set[tuple[str, str, str]], session: str, role: str) -> dict[str, int]:
    """Each person's first reason not to take that seat, counted."""
    return dict(Counter(_reason(problem, plan_seats, person, session, role) for person in problem.persons))


def _reason(problem: Problem, seats: set[tuple[str, str, str]], person: Person, name: str, role: str) -> str:
    sessions = {session.id: session for session in problem.sessions}
    session, oracle = sessions[name], Exhaustive.__new__(Exhaustive)
    oracle.problem, oracle.all_yes = problem, None
    oracle.kept = {(seat.person, seat.session, seat.role) for seat in problem.previous if not seat.pinned}
    said = oracle._said(person, name)
    mine = [sessions[other] for other in {held for who, held, _ in seats if who == person.id}]
    rules = {bars(person, session, other) for other in mine if other is not session}
    tests = [
        ("profession", person.profession not in problem.roles[role]),
        ("competence", any((s.person, s.session, s.role) == (person.id, name, role) for s in problem.ineligible)),
        ("travel", person.travel_minutes is not None and session.centre not in person.travel_minutes),
        ("no_answer", said is None),
        ("unavailable", said == "no"),
        ("already_here", session in mine),
        ("overlap", "overlap" in rules),
        ("other_centre", "other_centre" in rules),
        ("weekly_cap", sum(week_of(s) == week_of(session) for s in mine) >= _cap(person.max_sessions_per_week)),
        ("daily_cap", sum(day_of(s) == day_of(session) for s in mine) >= _cap(person.max_sessions_per_day)),
        ("rest", "rest" in rules),
    ]
    return next((code for code, met in tests if met), "free")


def _cap(cap: int | None) -> int:
    return 10**9 if cap is None else cap


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
