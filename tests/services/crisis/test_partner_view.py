"""What partners and neighbours read: counts and seats, masked, no name; and what a partner may say of the seats it gives."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed
from app.core.ids import CentreId, PartnerId, SessionId
from app.scheduling.session import NOBODY, DraftSeat, Partner, SeatState
from app.services.crisis.answer_for_partner import answer_for_partner, partner_actor
from app.services.crisis.neighbour_view import open_seats_document, read_neighbour
from app.services.crisis.partner_view import RoleCount, read_partner
from app.services.messages.hand_out_pages import partner_links
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.set_up_centre import Offer
from app.store import centres, journal, seats
from app.store.database import Store
from tests.builders import COORDINATOR, a_centre, a_person, a_store, some_people


@dataclass
class Published:
    """One day of the Pratel, published: the town hall gives reception and data entry, no physician."""

    store: Store
    centre: CentreId
    town_hall: PartnerId
    hospital: PartnerId

    def sessions(self) -> tuple[SessionId, ...]:
        page = read_partner(self.store, self.centre, self.town_hall)
        assert page is not None
        return tuple(one.session.id for one in page.sessions)

    def states(self) -> set[SeatState]:
        with self.store.reading() as conn:
            held = [seat for one in self.sessions() for seat in seats.of_session(conn, one)]
        return {seat.state for seat in held if seat.holder.partner_id == self.town_hall}


@pytest.fixture
def rota(tmp_path: Path) -> Published:
    """Six nurses free every half-day, soon at hand."""
    store = a_store(tmp_path)
    offers = {"reception": Offer(1, "Mairie"), "data_entry": Offer(1, "Hôpital")}
    centre = a_centre(store, offers=offers)
    nurses = [
        a_person(name, delay_to_mobilise_hours=1) for name in ("Anne", "Bleuenn", "Denez", "Enora", "Fanch", "Gaïd")
    ]
    some_people(store, *nurses)
    propose_rota(COORDINATOR, store, centre)
    with store.reading() as conn:
        revision = centres.rota_revision(conn, centre)
        partners = {one.name: one.id for one in centres.partners(conn).values()}
    publish_rota(COORDINATOR, store, centre, revision)
    return Published(store, centre, partners["Mairie"], partners["Hôpital"])


def test_a_partner_reads_its_own_seats_and_what_is_missing(rota: Published) -> None:
    """Both half-days: one seat of reception each, the physician to find; the hospital's seat is not the town hall's."""
    page = read_partner(rota.store, rota.centre, rota.town_hall)
    assert page is not None
    assert [(one.when, [(each.role, each.count) for each in one.given]) for one in page.sessions] == [
        ("lundi 30 novembre, matin (9 h–13 h)", [("reception", 1)]),
        ("lundi 30 novembre, après-midi (14 h–18 h)", [("reception", 1)]),
    ]
    assert all(("supervising_physician", 1) in [(m.role, m.count) for m in one.missing] for one in page.sessions)
    assert read_partner(rota.store, rota.centre, PartnerId("x")) is None


def test_people_are_counted_from_five_on_and_never_named(rota: Published) -> None:
    """Six nurses are free an hour from now; physicians, of whom there are none, read the same as four would."""
    page = read_partner(rota.store, rota.centre, rota.town_hall)
    assert page is not None
    reach = {row.label: row.counts for row in page.reach}
    assert reach["injection"] == (6, 6, 6, 6)
    assert reach["médecin référent"] == (None, None, None, None)
    assert not any(name in repr(page.reach) + repr(page.sessions) for name in ("Anne", "FICTIF", "Gaïd"))


def test_below_five_the_count_is_not_told(rota: Published) -> None:
    """One of six goes: five are told; another goes: masked, not four."""
    with rota.store.transaction() as conn:
        names = [row["id"] for row in conn.execute("SELECT id FROM person ORDER BY given_name")]
    told = []
    for gone in names[:2]:
        with rota.store.transaction() as conn:
            conn.execute("UPDATE person SET opted_out_on = '2026-11-01' WHERE id = ?", (gone,))
        page = read_partner(rota.store, rota.centre, rota.town_hall)
        assert page is not None
        told.append({row.label: row.counts[-1] for row in page.reach}["injection"])
    assert told == [5, None]


def test_a_partner_says_that_it_cannot_then_confirms_after_all(rota: Published) -> None:
    """The seats look for a stand-in, the partner stays their holder; its last word is shown; the journal has both."""
    actor = partner_actor(_partner(rota))
    before = _revision(rota)
    assert answer_for_partner(actor, rota.store, rota.centre, rota.town_hall, rota.sessions(), can=False) == 2
    assert rota.states() == {SeatState.STAND_IN_WANTED}
    assert _revision(rota) == before + 1
    assert answer_for_partner(actor, rota.store, rota.centre, rota.town_hall, rota.sessions()[:1], can=True) == 1
    page = read_partner(rota.store, rota.centre, rota.town_hall)
    assert page is not None
    assert [(one.state, one.reply and one.reply.can) for one in page.sessions] == [
        (SeatState.ACKNOWLEDGED, True),
        (SeatState.STAND_IN_WANTED, False),
    ]
    with rota.store.reading() as conn:
        said = [(entry.actor_id, entry.type) for entry in journal.recent(conn, 3)]
    town_hall = rota.town_hall
    assert said == [
        (town_hall, "partner.confirmed"),
        (town_hall, "partner.cannot_provide"),
        (town_hall, "partner.cannot_provide"),
    ]


@pytest.mark.parametrize("can", [True, False])
def test_what_a_partner_says_leaves_the_coordinations_draft_as_it_was(rota: Published, can: bool) -> None:
    """The replacement drafted for the partner's seat is still there, and still what publishing makes live."""
    with rota.store.transaction() as conn:
        seat = next(
            one for one in seats.of_session(conn, rota.sessions()[0]) if one.holder.partner_id == rota.town_hall
        )
        seats.write(conn, seat, replace(seat, state=SeatState.PUBLISHED), rota.store.now())
        seats.write_draft(conn, [DraftSeat(seat.id, NOBODY, seat.revision + 1)])
    answer_for_partner(
        partner_actor(_partner(rota)), rota.store, rota.centre, rota.town_hall, rota.sessions()[:1], can=can
    )
    with rota.store.reading() as conn:
        said = seats.find(conn, seat.id)
        assert said is not None
        assert said.state is (SeatState.ACKNOWLEDGED if can else SeatState.STAND_IN_WANTED)
        assert (said.sequence, said.holder) == (seat.sequence + 1, seat.holder)
        assert seats.draft(conn) == [DraftSeat(seat.id, NOBODY, said.revision)]
    publish_rota(COORDINATOR, rota.store, rota.centre, _revision(rota))
    with rota.store.reading() as conn:
        freed = seats.find(conn, seat.id)
    assert freed is not None
    assert (freed.holder, freed.state) == (NOBODY, SeatState.OPEN)


def test_a_partner_speaks_of_its_own_seats_only(rota: Published) -> None:
    """Another partner or a volunteer as the actor is refused, a session where it gives nothing too; nothing is written."""
    town_hall = partner_actor(_partner(rota))
    with pytest.raises(NotAllowed):
        answer_for_partner(town_hall, rota.store, rota.centre, rota.hospital, rota.sessions(), can=False)
    with pytest.raises(NotAllowed):
        answer_for_partner(volunteer("p", "P"), rota.store, rota.centre, rota.town_hall, rota.sessions(), can=False)
    both = [*rota.sessions(), SessionId("autre")]
    with pytest.raises(InvalidInput):
        answer_for_partner(town_hall, rota.store, rota.centre, rota.town_hall, both, can=False)
    assert rota.states() == {SeatState.ACKNOWLEDGED}


def test_a_neighbour_reads_open_seats_their_feed_and_a_text(rota: Published) -> None:
    """No name anywhere; the feed once it was handed out; the text says what, when, under which frame, whom to tell."""
    page = read_neighbour(rota.store, rota.centre, base_url="https://r.example")
    assert page is not None
    assert page.feed == ""
    partner_links(COORDINATOR, rota.store, rota.centre, base_url="")
    page = read_neighbour(rota.store, rota.centre, base_url="https://r.example")
    assert page is not None
    assert page.feed.startswith("https://r.example/calendrier/")
    assert RoleCount("supervising_physician", "médecin référent", 1) in page.sessions[0].missing
    for part in ("Centre du Pratel", "lundi 30 novembre", "Cadre : initiative de la CPTS", "Qui paie", "Qui assure"):
        assert part in page.text
    document = open_seats_document(page)
    assert document["format"] == "releve.open-seats/1"
    assert not any(name in json.dumps(document) + page.text for name in ("Anne", "FICTIF", "Mairie"))


def _revision(rota: Published) -> int:
    with rota.store.reading() as conn:
        return centres.rota_revision(conn, rota.centre)


def _partner(rota: Published) -> Partner:
    with rota.store.reading() as conn:
        return centres.partners(conn)[rota.town_hall]
