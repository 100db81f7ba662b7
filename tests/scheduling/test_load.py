"""What the rota takes from practices and communes, counted by hand."""

from __future__ import annotations

from fractions import Fraction

from app.core.ids import PartnerId, PersonId
from app.scheduling.load import Member, RotaLoad, load_of
from app.scheduling.session import Holder, SeatState
from tests.scheduling.builders import TUESDAY, a_seat, a_session

SESSIONS = {
    one.id: one
    for one in (
        a_session(),
        a_session("S2", TUESDAY),
        a_session("S3", TUESDAY, site="Résidence"),
        a_session("S4", starts=14, ends=18),
    )
}
LICES = {"practice_id": "P1", "practice": "Cabinet des Lices", "commune_insee": "56007", "commune": "Auray"}
MEMBERS = [
    *(Member(PersonId(person), **LICES) for person in ("Ana", "Bea", "Cloé", "Dora")),
    Member(PersonId("Eve"), "P2", "Cabinet du Port", "56046", "Crach"),
    Member(PersonId("Flo")),
]


def test_a_practice_gives_seats_people_and_its_worst_half_day() -> None:
    """Ana and Bea on Monday morning, Ana again on Tuesday twice at once: 4 seats, 2 of 4 people, 50 % on Monday morning."""
    seats = [
        a_seat("1", person="Ana"), a_seat("2", line=2, person="Bea"), a_seat("3", session="S2", person="Ana"),
        a_seat("4", session="S3", person="Ana"),
    ]  # fmt: skip
    practice = load_of(seats, SESSIONS, MEMBERS).practices[0]
    assert (practice.members, practice.seats, practice.people, practice.away, practice.share) == (
        4,
        4,
        2,
        2,
        Fraction(1, 2),
    )
    assert practice.sentence == (
        "Cabinet des Lices : 4 postes pour 2 personnes sur 4 ; au plus fort lundi 30 novembre, matin : 2 absents (50 %)."
    )


def test_two_seats_in_one_half_day_take_one_person_away() -> None:
    """Ana on Tuesday morning in two places at once."""
    seats = [a_seat("1", session="S2", person="Ana"), a_seat("2", session="S3", person="Ana")]
    practice = load_of(seats, SESSIONS, MEMBERS).practices[0]
    assert (practice.seats, practice.people, practice.away) == (2, 1, 1)


def test_the_heaviest_share_comes_first_and_communes_are_counted_too() -> None:
    """The only member of Le Port is away: 100 % before 25 %."""
    load = load_of([a_seat("1", person="Ana"), a_seat("2", line=2, person="Eve")], SESSIONS, MEMBERS)
    assert [(one.name, one.share) for one in load.practices] == [
        ("Cabinet du Port", 1),
        ("Cabinet des Lices", Fraction(1, 4)),
    ]
    assert [(one.id, one.name, one.seats) for one in load.communes] == [("56046", "Crach", 1), ("56007", "Auray", 1)]
    assert load.sentence == (
        "Le planning prend 2 postes à 2 cabinets. Cabinet du Port : 1 poste pour 1 personne sur 1 ; "
        "au plus fort lundi 30 novembre, matin : 1 absent (100 %)."
    )


def test_the_two_halves_of_a_day_are_two_half_days() -> None:
    """Ana in the morning, Bea in the afternoon: never more than one away."""
    load = load_of([a_seat("1", person="Ana"), a_seat("2", session="S4", person="Bea")], SESSIONS, MEMBERS)
    assert (load.practices[0].people, load.practices[0].away) == (2, 1)


def test_who_has_no_practice_and_who_is_not_there_weigh_on_nobody() -> None:
    """A person without practice, a partner, an absent holder, a cancelled seat, a stranger."""
    seats = [
        a_seat("1", person="Flo"), a_seat("2", line=2, holder=Holder(partner_id=PartnerId("mairie"))),
        a_seat("3", line=3, person="Ana", state=SeatState.NO_SHOW), a_seat("4", rank=2, person="Bea", state=SeatState.CANCELLED),
        a_seat("5", rank=3, person="inconnu"),
    ]  # fmt: skip
    load = load_of(seats, SESSIONS, MEMBERS)
    assert load == RotaLoad()
    assert load.sentence == "Le planning ne prend personne à un cabinet connu."
