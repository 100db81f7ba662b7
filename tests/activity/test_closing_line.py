"""Closing a line keeps as many people as useful, says who may go and what to tell."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.closing_line import appointments_to_move, close_line
from app.activity.closing_words import closing_texts, to_move_sentence
from app.core.errors import InvalidInput
from app.core.ids import PartnerId, SeatId
from app.scheduling.session import Holder, Need, SeatState
from tests.scheduling.builders import a_seat, a_session, label, name

SESSION = a_session()
NEEDS = (
    Need(SESSION.id, "injector", 3, weight=3, critical=True),
    Need(SESSION.id, "dose_preparer", 3, weight=2, critical=True),
    Need(SESSION.id, "reception", 3),
    Need(SESSION.id, "observation", 1, weight=3, critical=True),
)
SEATS = (
    a_seat("I1", "injector", 1, person="Anne"), a_seat("I2", "injector", 2), a_seat("I3", "injector", 3, person="Bleuenn"),
    a_seat("P1", "dose_preparer", 1, person="Corentin"), a_seat("P2", "dose_preparer", 2, person="Denez"),
    a_seat("P3", "dose_preparer", 3, person="Enora"),
    a_seat("R1", "reception", 1), a_seat("R2", "reception", 2, holder=Holder(partner_id=PartnerId("Mairie"))),
    a_seat("R3", "reception", 3, holder=Holder(partner_id=PartnerId("Mairie")), state=SeatState.ACKNOWLEDGED),
    a_seat("O", "observation", None),
)  # fmt: skip


def test_people_go_where_they_are_needed() -> None:
    """Line 3 closes: its injector takes line 2's, its preparer, who may watch, takes the observation; nobody is lost."""
    closing = close_line(
        SESSION, 3, SEATS, NEEDS, may_hold=lambda person, role: person == "Enora" and role in ("observation", "reception"),
        appointments_left=134, places_left_per_line=48,
    )  # fmt: skip
    assert [(move.person, move.source.id, move.target.id) for move in closing.moves] == [
        ("Enora", "P3", "O"),
        ("Bleuenn", "I3", "I2"),
    ]
    assert (closing.open_lines, closing.free, closing.to_move) == ((1, 2), (), 38)
    assert [seat.id for seat in closing.cancelled] == ["P3", "I3", "R3"]
    assert [seat.id for seat in closing.partner_seats] == ["R3"]
    assert [move.sentence(name, label) for move in closing.moves] == [
        "Enora passe de « ligne 3, préparation des doses » à « surveillance ».",
        "Bleuenn passe de « ligne 3, injection » à « ligne 2, injection ».",
    ]


def test_who_has_no_use_may_go() -> None:
    """Without another role to hold, the preparer is free; someone absent neither moves nor goes."""
    closing = close_line(SESSION, 3, SEATS, NEEDS)
    assert (closing.free_sentences(name), closing.to_move) == (("Enora est libre de partir.",), None)
    away = close_line(SESSION, 3, SEATS, NEEDS, absent={SeatId("P3")})
    assert ([move.person for move in away.moves], away.free) == (["Bleuenn"], ())


def test_an_absent_holder_leaves_a_hole_and_a_closed_line_none() -> None:
    """Denez did not come: Enora takes the preparation of line 2; with line 2 closed too there is no such place."""
    closing = close_line(SESSION, 3, SEATS, NEEDS, absent={SeatId("P2")})
    assert [(move.person, move.target.id) for move in closing.moves] == [("Enora", "P2"), ("Bleuenn", "I2")]
    last = close_line(SESSION, 3, SEATS, NEEDS, absent={SeatId("P2")}, closed={2}, appointments_left=10)
    assert (last.moves, last.open_lines, last.to_move, set(last.free)) == ((), (1,), 10, {"Bleuenn", "Enora"})


def test_a_line_closes_once() -> None:
    """A line the session does not have, or closed before, is refused."""
    for line, closed in ((0, set()), (4, set()), (2, {2})):
        with pytest.raises(InvalidInput, match=f"La ligne {line}"):
            close_line(SESSION, line, SEATS, NEEDS, closed=closed)


@pytest.mark.parametrize(
    ("left", "per_line", "lines", "moved"), [(134, 48, 2, 38), (96, 48, 2, 0), (10, 48, 0, 10), (None, 48, 2, None)]
)
def test_appointments_to_move(left: int | None, per_line: int, lines: int, moved: int | None) -> None:
    """What the lines left open can't take."""
    assert appointments_to_move(left, per_line, lines) == moved


def test_what_is_told() -> None:
    """Platform, phone line, town halls and log, each ready to be read over."""
    closing = close_line(SESSION, 3, SEATS, NEEDS, appointments_left=134, places_left_per_line=48)
    texts = closing_texts(closing, "Le Pratel", name, label, "01 99 00 00 00")
    assert texts.platform == (
        "Le Pratel, lundi 30 novembre, matin (9 h–13 h) : fermez les créneaux de la ligne 3. "
        "38 rendez-vous à déplacer. Les lignes 1 et 2 restent ouvertes."
    )
    assert texts.phone_line == (
        "Le Pratel : lundi 30 novembre, matin, une ligne ferme. Les lignes 1 et 2 restent ouvertes. Les personnes dont "
        "le rendez-vous change sont prévenues ; les autres viennent à l’heure prévue. Renseignements : 01 99 00 00 00."
    )
    assert texts.town_halls == (
        "Madame, Monsieur, lundi 30 novembre, matin, Le Pratel ferme une ligne. Les lignes 1 et 2 restent ouvertes. "
        "38 rendez-vous à déplacer. Merci de le dire aux personnes que vous accompagnez ou transportez. "
        "Renseignements : 01 99 00 00 00."
    )
    assert texts.log == (
        "Le Pratel, lundi 30 novembre, matin : ligne 3 fermée. Les lignes 1 et 2 restent ouvertes. 38 rendez-vous à "
        "déplacer. Bleuenn passe de « ligne 3, injection » à « ligne 2, injection ». Enora est libre de partir."
    )


def test_the_last_line_sends_nobody_to_the_door() -> None:
    """With no line left the phone says not to come; no appointment, or none known, is said as such."""
    last = close_line(SESSION, 3, SEATS, NEEDS, closed={1, 2}, appointments_left=0)
    assert "Ne vous déplacez pas" in closing_texts(last, "Le Pratel", name, label).phone_line
    assert to_move_sentence(last) == "Aucun rendez-vous à déplacer."
    assert to_move_sentence(close_line(SESSION, 3, SEATS, NEEDS)) == (
        "Rendez-vous restants inconnus : comptez-les sur la plateforme."
    )


ROLES = ("injector", "dose_preparer", "reception")


def test_one_gives_way_so_that_two_seats_are_held() -> None:
    """The injector of the closed line prepares doses, because someone else may inject and nobody else may prepare."""
    seats = [
        a_seat("MI", "injector", 3, person="Anne"), a_seat("MR", "reception", 3, person="Corentin"),
        a_seat("HI", "injector", 1), a_seat("HP", "dose_preparer", 1),
    ]  # fmt: skip
    able = {("Anne", "dose_preparer"), ("Corentin", "injector")}
    closing = close_line(SESSION, 3, seats, NEEDS, may_hold=lambda person, role: (person, role) in able)
    assert {move.person: move.target.id for move in closing.moves} == {"Anne": "HP", "Corentin": "HI"}


@given(
    st.lists(st.sampled_from(ROLES), max_size=4),
    st.lists(st.sampled_from(ROLES), max_size=4),
    st.sets(st.tuples(st.integers(0, 3), st.sampled_from(ROLES))),
)
def test_no_plan_fills_more_seats(movers: list[str], holes: list[str], able: set[tuple[int, str]]) -> None:
    """As many seats filled as the best of all ways to place people by hand, each person and seat once, each allowed."""
    seats = [a_seat(f"M{n}", role, 3, n + 1, person=f"{n}") for n, role in enumerate(movers)]
    seats += [a_seat(f"H{n}", role, 1, n + 1) for n, role in enumerate(holes)]

    def fits(person: int, hole: int) -> bool:
        return movers[person] == holes[hole] or (person, holes[hole]) in able

    places = [*range(len(holes)), *[None] * len(movers)]
    best = max(
        sum(hole is not None and fits(person, hole) for person, hole in enumerate(way))
        for way in set(permutations(places, len(movers)))
    )
    moves = close_line(SESSION, 3, seats, NEEDS, may_hold=lambda person, role: (int(person), role) in able).moves
    assert len(moves) == best
    assert len({move.target.id for move in moves}) == len({move.person for move in moves}) == len(moves)
    assert all(fits(int(move.person), int(move.target.id[1:])) for move in moves)
