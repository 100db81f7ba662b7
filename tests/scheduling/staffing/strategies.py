"""Hypothesis strategies for small problems that meet every rule: caps, rest over midnight and over Sunday, two centres,
pins that break rules, previous seats, lines, competences and silence."""

from __future__ import annotations

from hypothesis import strategies as st

from app.scheduling.staffing.problem import AnswerKind, Need, Person, PreviousSeat, Problem, Seat, answers_by_person
from tests.scheduling.staffing.small import ROLES, a_session

_SLOTS = [(0, 9.0), (0, 14.0), (0, 11.0), (1, 8.0), (5, 14.0), (6, 20.0), (7, 7.0), (7, 14.0)]
"""(day, hour): two that touch nothing, one that overlaps both, an early one the day after, Saturday, Sunday, next Monday."""


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to 4 people, 4 sessions in 2 weeks and 2 centres, 6 needs."""
    count = draw(st.integers(1, 4))
    slots = draw(st.lists(st.sampled_from(_SLOTS), min_size=count, max_size=count))
    with_lines = draw(st.booleans())
    sessions = [
        a_session(
            f"S{index}",
            day,
            opens,
            hours=draw(st.sampled_from([3.0, 4.0])),
            centre=draw(st.sampled_from(["Auray", "Redon"])),
            lines=draw(st.sampled_from([None, 1, 2, 3])) if with_lines else None,
        )
        for index, (day, opens) in enumerate(slots)
    ]
    pairs = st.lists(st.sampled_from([(s.id, role) for s in sessions for role in ROLES]), max_size=6, unique=True)
    weight = st.sampled_from([1, 1, 2, 3, 4, 1000, 10**9])
    needs = [
        Need(session, role, draw(st.integers(1, 3)), draw(weight), draw(st.booleans())) for session, role in draw(pairs)
    ]
    people = [_person(draw, f"P{index}") for index in range(draw(st.integers(1, 4)))]
    answer = st.sampled_from([None, AnswerKind.YES, AnswerKind.YES, AnswerKind.IF_NEEDED, AnswerKind.NO])
    said = [(person.id, session.id, draw(answer)) for person in people for session in sessions]
    triples = [(person.id, need.session, need.role) for person in people for need in needs]
    few = st.lists(st.sampled_from(triples), max_size=2, unique=True) if triples else st.just([])
    ineligible = frozenset(Seat(*triple) for triple in draw(few))
    previous = _previous(draw, triples, needs)
    rows = [(person, session, kind) for person, session, kind in said if kind is not None]
    return Problem(
        ROLES, tuple(people), tuple(sessions), tuple(needs), answers_by_person(rows), ineligible, previous, 60.0
    )


def _person(draw: st.DrawFn, name: str) -> Person:
    return Person(
        name,
        draw(st.sampled_from(["infirmier", "medecin", "medecin", "autre"])),
        draw(st.sampled_from([None, 0, 1, 2])),
        draw(st.sampled_from([None, 1, 2])),
        draw(st.sampled_from([0, 11, 16.5])),
        draw(st.sampled_from([None, None, {"Auray": 10.0}, {"Auray": 10.0, "Redon": 12.5}])),
    )


def _previous(draw: st.DrawFn, triples: list[tuple[str, str, str]], needs: list[Need]) -> tuple[PreviousSeat, ...]:
    """Up to 5 seats held before, as many pinned as the needs can hold."""
    if not triples or draw(st.booleans()):
        return ()
    room = {(need.session, need.role): need.count for need in needs}
    seats = []
    for person, session, role in draw(st.lists(st.sampled_from(triples), max_size=5, unique=True)):
        pinned = draw(st.booleans()) and room[session, role] > 0
        room[session, role] -= pinned
        seats.append(PreviousSeat(person, session, role, pinned))
    return tuple(seats)
