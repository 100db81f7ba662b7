"""Who is concerned by a publication, said aloud."""

from __future__ import annotations

from app.core.ids import PersonId
from app.scheduling.changes import PersonChange, RotaChanges, changes_of
from app.scheduling.session import SeatState
from tests.scheduling.builders import TUESDAY, a_seat, a_session, label, name

SESSIONS = {one.id: one for one in (a_session(), a_session("S2", TUESDAY))}
LINE_2 = a_seat("2", line=2, person="Clarisse P.")
DESK = a_seat("d", "reception", None, session="S2", person="Clarisse P.")
BEA = a_seat("1", person="Bea")
CLARISSE_ID, BEA_ID = PersonId("Clarisse P."), PersonId("Bea")


def test_what_each_person_gains_and_loses() -> None:
    """Clarisse gains Monday and loses Tuesday, Bea loses Monday: 3 changes for 2 people."""
    found = changes_of(
        [BEA, a_seat("2", line=2), DESK], [a_seat("1"), LINE_2, a_seat("d", "reception", None, session="S2")]
    )
    assert found == RotaChanges((PersonChange(BEA_ID, removed=(BEA,)), PersonChange(CLARISSE_ID, (LINE_2,), (DESK,))))
    assert found.sentence == "3 changements pour 2 personnes"
    assert [one.sentence(SESSIONS, label, name) for one in found.people] == [
        "Bea : − lundi 30 novembre, matin, ligne 1, injection.",
        "Clarisse P. : + lundi 30 novembre, matin, ligne 2, injection ; − mardi 1er décembre, matin, accueil.",
    ]


def test_another_line_in_the_same_session_is_one_move() -> None:
    """Line 2 becomes line 1."""
    moved = a_seat("1", person="Clarisse P.")
    found = changes_of([a_seat("1"), LINE_2], [moved, a_seat("2", line=2)])
    assert (found.sentence, found.people[0].moved) == ("1 changement pour 1 personne", ((LINE_2, moved),))
    assert found.people[0].sentence(SESSIONS, label, name) == (
        "Clarisse P. : lundi 30 novembre, matin, ligne 2, injection devient ligne 1, injection."
    )


def test_a_cancelled_seat_is_lost_although_its_holder_stays_written_on_it() -> None:
    """For the calendar; for the person it is gone."""
    gone = a_seat("2", line=2, person="Clarisse P.", state=SeatState.CANCELLED)
    assert changes_of([LINE_2], [gone]).people == (PersonChange(CLARISSE_ID, removed=(LINE_2,)),)


def test_a_change_of_state_alone_concerns_nobody() -> None:
    """Confirming is not a change of rota."""
    confirmed = a_seat("2", line=2, person="Clarisse P.", state=SeatState.ACKNOWLEDGED)
    found = changes_of([LINE_2], [confirmed])
    assert (found.people, found.sentence) == ((), "aucun changement")
