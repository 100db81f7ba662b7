"""Why each person does not hold an empty seat: everyone counted once, by the first rule met in the contract's order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.problem import AnswerKind, Seat
from app.scheduling.staffing.rules import Rule, clash

ORDER = (
    Rule.PROFESSION,
    Rule.COMPETENCE,
    Rule.TRAVEL,
    Rule.NO_ANSWER,
    Rule.UNAVAILABLE,
    Rule.ALREADY_HERE,
    Rule.OVERLAP,
    Rule.OTHER_CENTRE,
    Rule.WEEKLY_CAP,
    Rule.DAILY_CAP,
    Rule.REST,
    Rule.FREE,
)


class Roster:
    """A board with its seats taken: what everyone holds."""

    def __init__(self, board: Board, seats: Iterable[Seat]) -> None:
        self.board = board
        sessions: dict[int, set[int]] = defaultdict(set)
        for seat in seats:
            sessions[board.person_index[seat.person]].add(board.session_index[seat.session])
        self.held = {person: sorted(held) for person, held in sessions.items()}

    def sorted_out(self, need: int) -> dict[Rule, set[int]]:
        """Rule → persons it keeps from that seat; the sets part the whole roster."""
        board = self.board
        seat, session = board.needs[need], int(board.session_of_need[need])
        found: dict[Rule, set[int]] = {}
        left = set[int]().union(*(self._of_profession[name] for name in board.allowed_professions[seat.role]))
        found[Rule.PROFESSION] = self._everyone - left

        def out(rule: Rule, people: set[int]) -> None:
            found[rule] = people
            left.difference_update(people)

        out(Rule.COMPETENCE, left & self._ineligible[seat.session, seat.role])
        out(Rule.TRAVEL, left & self._out_of_reach(board.sessions[session].centre))
        answers = self._answers[session]
        out(Rule.NO_ANSWER, left - answers.keys())
        out(Rule.UNAVAILABLE, {person for person in left if answers[person] is AnswerKind.NO})
        for person in sorted(left):
            found.setdefault(self._of_time(person, session), set()).add(person)
        return {rule: found[rule] for rule in ORDER if found.get(rule)}

    def reason(self, person: int, need: int) -> Rule:
        """The first rule that keeps one person from one seat, given what they hold."""
        board = self.board
        seat, who, session = board.needs[need], board.persons[person], int(board.session_of_need[need])
        if who.profession not in board.allowed_professions[seat.role]:
            return Rule.PROFESSION
        if Seat(who.id, seat.session, seat.role) in board.problem.ineligible:
            return Rule.COMPETENCE
        if who.travel_minutes is not None and board.sessions[session].centre not in who.travel_minutes:
            return Rule.TRAVEL
        answer = board.answer(person, session)
        if answer is None or answer is AnswerKind.NO:
            return Rule.NO_ANSWER if answer is None else Rule.UNAVAILABLE
        return self._of_time(person, session)

    def _of_time(self, person: int, session: int) -> Rule:
        """The first rule between that session and what the person holds."""
        held = self.held.get(person)
        if not held:
            return self._of_caps(person, session, [])
        if session in held:
            return Rule.ALREADY_HERE
        slots, rest = self.board.slots, self.board.persons[person].min_rest_hours
        clashes = {clash(slots[other], slots[session], rest) for other in held}
        for rule in (Rule.OVERLAP, Rule.OTHER_CENTRE):
            if rule in clashes:
                return rule
        capped = self._of_caps(person, session, held)
        return Rule.REST if capped is Rule.FREE and Rule.REST in clashes else capped

    def _of_caps(self, person: int, session: int, held: list[int]) -> Rule:
        slots, who = self.board.slots, self.board.persons[person]
        week = sum(slots[other].week == slots[session].week for other in held)
        day = sum(slots[other].day == slots[session].day for other in held)
        if who.max_sessions_per_week is not None and week >= who.max_sessions_per_week:
            return Rule.WEEKLY_CAP
        if who.max_sessions_per_day is not None and day >= who.max_sessions_per_day:
            return Rule.DAILY_CAP
        return Rule.FREE

    @cached_property
    def _everyone(self) -> set[int]:
        return set(range(len(self.board.persons)))

    @cached_property
    def _of_profession(self) -> dict[str, set[int]]:
        people: dict[str, set[int]] = defaultdict(set)
        for person, who in enumerate(self.board.persons):
            people[who.profession].add(person)
        return people

    @cached_property
    def _ineligible(self) -> dict[tuple[str, str], set[int]]:
        people: dict[tuple[str, str], set[int]] = defaultdict(set)
        for seat in self.board.problem.ineligible:
            people[seat.session, seat.role].add(self.board.person_index[seat.person])
        return people

    def _out_of_reach(self, centre: str) -> set[int]:
        if centre not in self._reach:
            self._reach[centre] = {
                person
                for person, who in enumerate(self.board.persons)
                if who.travel_minutes is not None and centre not in who.travel_minutes
            }
        return self._reach[centre]

    @cached_property
    def _reach(self) -> dict[str, set[int]]:
        return {}

    @cached_property
    def _answers(self) -> list[dict[int, AnswerKind]]:
        """Session → person → the answer that counts."""
        answers: list[dict[int, AnswerKind]] = [{} for _ in self.board.sessions]
        index = self.board.session_index
        for person, who in enumerate(self.board.persons):
            for session, answer in self.board.problem.answers.get(who.id, {}).items():
                answers[index[session]][person] = answer
        for who_id, session in sorted(self.board.counts_as_yes):
            answers[index[session]][self.board.person_index[who_id]] = AnswerKind.YES
        return answers
