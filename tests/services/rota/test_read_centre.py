"""Tests of app/services/rota/read_centre.py: what people give in a session, counted by hand."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import SessionId
from app.scheduling.session import Need
from app.services.rota.read_centre import filled_by, present_staff, read_desk
from app.services.rota.read_rota import read_rota
from tests.builders import COORDINATOR, a_centre, a_person, a_store, a_team, some_people

SESSION = SessionId("s")


def need(role: str, count: int, *, critical: bool = False, weight: int = 1, provided: int = 0) -> Need:
    return Need(SESSION, role, count, weight, critical, provided)


def test_nobody_is_counted_in_two_roles() -> None:
    """Two nurses who could do both fill one seat each, not two."""
    needs = [need("injector", 2, critical=True), need("dose_preparer", 2, critical=True)]
    both = ["anne", "bleuenn"]
    assert filled_by(2, needs, {"injector": both, "dose_preparer": both}) == {"injector": 1, "dose_preparer": 1}


def test_opening_comes_before_a_heavier_role_that_blocks_nothing() -> None:
    """The one nurse injects although the interview weighs more."""
    needs = [need("prevax_interview", 1, weight=9), need("injector", 1, critical=True)]
    assert filled_by(1, needs, {"prevax_interview": ["anne"], "injector": ["anne"]}) == {"injector": 1}


def test_a_seat_filled_moves_someone_rather_than_staying_empty() -> None:
    """Only Anne can observe: she leaves the injection to Bleuenn."""
    needs = [need("injector", 1, critical=True, weight=2), need("observation", 1, critical=True)]
    able = {"injector": ["anne", "bleuenn"], "observation": ["anne"]}
    assert filled_by(1, needs, able) == {"injector": 1, "observation": 1}


def test_what_a_partner_gives_needs_nobody() -> None:
    """« Fournis par la mairie : 2 » counts as filled."""
    assert filled_by(1, [need("reception", 2, provided=2)], {"reception": []}) == {"reception": 2}


@given(
    lines=st.integers(1, 3),
    counts=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    able=st.lists(st.sets(st.sampled_from(["a", "b"])), max_size=5),
)
def test_no_assignment_opens_more_lines(lines: int, counts: tuple[int, int], able: list[set[str]]) -> None:
    """Against every assignment of up to five people to two critical roles."""
    needs = [need("a", counts[0], critical=True), need("b", counts[1], critical=True)]
    people = {role: [str(index) for index, roles in enumerate(able) if role in roles] for role in ("a", "b")}
    found = filled_by(lines, needs, people)

    def opened(filled: tuple[int, int]) -> int:
        return min(lines * min(held, count) // count for held, count in zip(filled, counts, strict=True))

    every = product(*[[*sorted(roles), ""] for roles in able])
    best = max(opened((choice.count("a"), choice.count("b"))) for choice in every)
    assert opened((found["a"], found["b"])) == best


def test_a_team_of_five_opens_one_line_of_three(tmp_path: Path) -> None:
    """Three lines take a physician, 3 injectors, 2 preparers, 1 observer; two lines would already take five nurses."""
    store = a_store(tmp_path)
    a_centre(store, lines=3)
    team = a_team(store)
    view, desk = read_rota(COORDINATOR, store), read_desk(COORDINATOR, store)
    needs = [one for session in view.sessions for one in view.needs[session.id]]
    found = present_staff(desk, view.centre, view.sessions, needs)
    assert [one.open_lines for one in found.capacities] == [1, 1]
    assert found.people == {person.id for person in team.values()}
    assert found.provisional


def test_who_has_opted_out_is_not_counted(tmp_path: Path) -> None:
    """The only physician asked not to be called: no session opens."""
    store = a_store(tmp_path)
    a_centre(store)
    desk = read_desk(COORDINATOR, store)
    physician = a_person("Anne", "medecin", opted_out_on=desk.today)
    some_people(store, physician, *(a_person(name) for name in ("B", "C", "D", "E")))
    view, desk = read_rota(COORDINATOR, store), read_desk(COORDINATOR, store)
    needs = [one for session in view.sessions for one in view.needs[session.id]]
    found = present_staff(desk, view.centre, view.sessions, needs)
    assert [one.open_lines for one in found.capacities] == [0, 0]
    assert ("supervising_physician", 1) in found.capacities[0].to_open
