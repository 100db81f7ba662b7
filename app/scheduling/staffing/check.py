"""Does a plan obey the contract? Derived again from the rules of ``releve.staffing/1`` alone.

Shares no code with the solver, on purpose: not its rules, not its calendar, not its counting. What tests trust.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from app.scheduling.staffing.plan import Assignment, Plan
from app.scheduling.staffing.problem import Need, Person, Problem, Session

_ZONE = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong: ``fault`` is a code, the rest says where and what was found."""

    fault: str
    person: str = ""
    session: str = ""
    role: str = ""
    detail: str = ""


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """Everything wrong with a plan, sorted; empty when it obeys every rule and counts itself rightly."""
    checker = _Checker(problem, plan)
    unknown = list(checker.unknown())
    if unknown:
        return sorted(unknown)
    faults = [
        *checker.doubled(),
        *checker.counts(),
        *checker.pins(),
        *checker.eligibility(),
        *checker.caps(),
        *checker.pairs(),
        *checker.lines(),
        *checker.levels(),
        *checker.open_lines(),
        *checker.shortages(),
    ]
    return sorted(faults)


class _Checker:
    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.person = {person.id: person for person in problem.persons}
        self.session = {session.id: session for session in problem.sessions}
        self.need = {(need.session, need.role): need for need in problem.needs}
        self.pinned = {(seat.person, seat.session, seat.role) for seat in problem.previous if seat.pinned}
        self.kept = {(seat.person, seat.session, seat.role) for seat in problem.previous if not seat.pinned}
        self.taken = [(seat.person, seat.session, seat.role) for seat in plan.assignments]
        self.filled = Counter((session, role) for _, session, role in self.taken)

    def unknown(self) -> Iterator[Violation]:
        for person, session, role in self.taken:
            if person not in self.person or (session, role) not in self.need:
                yield Violation("unknown", person, session, role)

    def doubled(self) -> Iterator[Violation]:
        for seat, times in Counter(self.taken).items():
            if times > 1:
                yield Violation("doubled", *seat)

    def counts(self) -> Iterator[Violation]:
        for (session, role), held in self.filled.items():
            if held > self.need[session, role].count:
                yield Violation("too_many", "", session, role, f"{held} > {self.need[session, role].count}")

    def pins(self) -> Iterator[Violation]:
        for seat in self.pinned - set(self.taken):
            yield Violation("pin_lost", *seat)

    def eligibility(self) -> Iterator[Violation]:
        banned = {(seat.person, seat.session, seat.role) for seat in self.problem.ineligible}
        for seat in self.taken:
            if seat in self.pinned:
                continue
            person, session, role = self.person[seat[0]], self.session[seat[1]], seat[2]
            if person.profession not in self.problem.roles[role]:
                yield Violation("profession", *seat)
            if seat in banned:
                yield Violation("competence", *seat)
            if person.travel_minutes is not None and session.centre not in person.travel_minutes:
                yield Violation("travel", *seat)
            if not self._willing(person, session):
                yield Violation("answer", *seat)

    def _willing(self, person: Person, session: Session) -> bool:
        said = self.problem.answers.get(person.id, {}).get(session.id)
        if said is None:
            return any(seat[:2] == (person.id, session.id) for seat in self.kept)
        return said in ("yes", "if_needed")

    def _by_person(self) -> dict[str, list[tuple[str, str, str]]]:
        held: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for seat in self.taken:
            held[seat[0]].append(seat)
        return held

    def caps(self) -> Iterator[Violation]:
        """A cap is broken when a seat that is not pinned stands in a day or week with more sessions than allowed."""
        for name, seats in self._by_person().items():
            person = self.person[name]
            spans = (
                (_day, person.max_sessions_per_day, "daily_cap"),
                (_week, person.max_sessions_per_week, "weekly_cap"),
            )
            for span_of, cap, fault in spans:
                spans_held: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
                for seat in seats:
                    spans_held[span_of(self.session[seat[1]].start)].append(seat)
                for span, together in spans_held.items():
                    sessions = len({seat[1] for seat in together})
                    if cap is not None and sessions > cap and not self.pinned.issuperset(together):
                        yield Violation(fault, name, "", "", f"{span}: {sessions} > {cap}")

    def pairs(self) -> Iterator[Violation]:
        for name, seats in self._by_person().items():
            for one, other in combinations(sorted(set(seats)), 2):
                if one in self.pinned and other in self.pinned:
                    continue
                fault = self._pair_fault(self.person[name], one[1], other[1])
                if fault:
                    yield Violation(fault, name, one[1], one[2], f"{other[1]} {other[2]}")

    def _pair_fault(self, person: Person, one: str, other: str) -> str | None:
        if one == other:
            return "two_roles"
        first, second = sorted((self.session[one], self.session[other]), key=lambda session: session.start)
        if second.start < first.end:
            return "overlap"
        if _day(first.start) == _day(second.start):
            return "other_centre" if first.centre != second.centre else None
        return "rest" if second.start - first.end < timedelta(hours=person.min_rest_hours) else None

    def lines(self) -> Iterator[Violation]:
        by_need: dict[tuple[str, str], list[Assignment]] = defaultdict(list)
        for seat in self.plan.assignments:
            by_need[seat.session, seat.role].append(seat)
        for (session, role), seats in by_need.items():
            lines, numbers = self.session[session].lines, [seat.line for seat in seats]
            if not lines or self.need[session, role].count % lines:
                wrong = any(number is not None for number in numbers)
            else:
                whole = [number for number in numbers if number is not None and number >= 1]
                wrong = len(set(whole)) < len(numbers)
            if wrong:
                yield Violation("line", "", session, role, str(numbers))

    def levels(self) -> Iterator[Violation]:
        expected = self._values()
        names = [str(level.name) for level in self.plan.levels]
        if names != list(expected):
            yield Violation("levels", detail=f"{names} instead of {list(expected)}")
            return
        proven = True
        for level in self.plan.levels:
            value = expected[str(level.name)]
            if level.value != value:
                yield Violation("level_value", detail=f"{level.name}: {level.value} instead of {value}")
            if level.bound > level.value:
                yield Violation("level_bound", detail=f"{level.name}: {level.bound} > {level.value}")
            proven = proven and level.value == level.bound
            if level.proven != proven:
                yield Violation("level_proven", detail=str(level.name))

    def _values(self) -> dict[str, int]:
        """Each level's value, counted from the assignments."""
        values: dict[str, int] = {}
        counted = [session for session in self.problem.sessions if session.lines]
        if any(self._critical(session) for session in counted):
            values["opening"] = sum((session.lines or 0) - self._open(session) for session in counted)
        values["coverage"] = sum(need.weight * (need.count - self.filled[key]) for key, need in self.need.items())
        if self.problem.previous:
            values["disruption"] = len((self.kept | self.pinned) - set(self.taken))
        answers = self.problem.answers
        values["preference"] = sum(
            answers.get(person, {}).get(session) == "if_needed" for person, session, _ in self.taken
        )
        values["fairness"] = sum(held**2 for held in Counter(person for person, _, _ in self.taken).values())
        return values

    def _critical(self, session: Session) -> list[Need]:
        return [need for need in self.problem.needs if need.session == session.id and need.critical]

    def _open(self, session: Session) -> int:
        """The definition itself: the largest y that every critical need allows."""
        lines = session.lines or 0
        return max(
            y
            for y in range(lines + 1)
            if all(y * need.count <= lines * self.filled[need.session, need.role] for need in self._critical(session))
        )

    def open_lines(self) -> Iterator[Violation]:
        expected = {session.id: self._open(session) for session in self.problem.sessions if session.lines}
        given = {row.session: row.open for row in self.plan.sessions}
        for session in sorted(expected.keys() | given.keys()):
            if expected.get(session) != given.get(session):
                yield Violation("open", "", session, "", f"{given.get(session)} instead of {expected.get(session)}")

    def shortages(self) -> Iterator[Violation]:
        missing = {
            key: need.count - self.filled[key] for key, need in self.need.items() if need.count > self.filled[key]
        }
        given = {(row.session, row.role): row.missing for row in self.plan.unfilled}
        if missing != given:
            yield Violation("missing", detail=str(sorted(missing.items() ^ given.items())))
        covered = any(level.name == "coverage" and level.proven for level in self.plan.levels)
        for row in self.plan.unfilled:
            if sum(row.reasons.values()) != len(self.person):
                yield Violation("reasons", "", row.session, row.role, str(sum(row.reasons.values())))
            if covered and "free" in row.reasons:
                yield Violation("free", "", row.session, row.role)
        yield from self._proofs(sum(missing.values()))

    def _proofs(self, missing: int) -> Iterator[Violation]:
        proofs = {row.certificate for row in self.plan.unfilled if row.certificate}
        for proof in sorted(proofs, key=lambda proof: proof.needs):
            demand = sum(self.need[key].count for key in proof.needs)
            if proof.demand != demand or proof.shortage <= 0:
                yield Violation("certificate", "", *proof.needs[0], f"{proof.demand} - {proof.reachable}")
        if sum(proof.shortage for proof in proofs) != self.plan.structural:
            yield Violation("structural", detail=str(self.plan.structural))
        if self.plan.structural + self.plan.due_to_rules != missing or self.plan.due_to_rules < 0:
            yield Violation("due_to_rules", detail=str(self.plan.due_to_rules))


def _day(instant: datetime) -> str:
    return instant.astimezone(_ZONE).date().isoformat()


def _week(instant: datetime) -> str:
    year, week, _ = instant.astimezone(_ZONE).date().isocalendar()
    return f"{year}-W{week:02}"
