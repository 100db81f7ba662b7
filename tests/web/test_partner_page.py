"""The pages of a partner and of a neighbour over HTTP: no name, GET changes nothing, POST confirms."""

from __future__ import annotations

import pytest

from app.access.links import neighbour_subject, partner_subject
from app.core.ids import PartnerId
from app.scheduling.session import Holder, Partner, SeatState
from app.store import centres, seats
from tests.web.a_centre import CENTRE, Client, PublishedCentre

TOWN_HALL = PartnerId("p-mairie")
NAMES = (b"Zo\xc3\xa9", b"Ali", b"Le Goff", b"Armor", b"06 99")


@pytest.fixture
def partner(centre: PublishedCentre) -> str:
    """The path of the town hall's page: it provides reception on Monday and Tuesday, not confirmed yet."""
    with centre.store.transaction() as conn:
        centres.put_partner(conn, Partner(TOWN_HALL, "Mairie d’Auray", "Accueil"))
    for day in (0, 1):
        with centre.store.reading() as conn:
            held = seats.of_session(conn, centre.session_ids[day])
        seat = next(one for one in held if one.role == "reception")
        centre.change_seat(seat, holder=Holder(partner_id=TOWN_HALL), state=SeatState.PUBLISHED)
    return f"/p/{centre.link(partner_subject(CENTRE, TOWN_HALL))}"


@pytest.fixture
def neighbour(centre: PublishedCentre) -> str:
    return f"/p/{centre.link(neighbour_subject(CENTRE))}"


def states(centre: PublishedCentre) -> list[SeatState]:
    with centre.store.reading() as conn:
        held = [seats.of_session(conn, centre.session_ids[day]) for day in (0, 1)]
    return [next(seat.state for seat in one if seat.role == "reception") for one in held]


def test_no_volunteer_is_named(partner: str, neighbour: str, client: Client) -> None:
    """Neither page, nor the JSON, in either language; all under 40 kB."""
    for path in (partner, neighbour, f"{neighbour}?format=json", f"{partner}?lang=en"):
        found = client.get(path)
        assert found.status_code == 200
        assert len(found.content) < 40_000
        assert not any(name in found.content for name in NAMES)


def test_hours_stay_on_one_line(partner: str, neighbour: str, client: Client) -> None:
    """A session's heading starts with a capital, and a narrow screen never cuts « 9 h–13 h »."""
    for path, tag in ((partner, "<h3 "), (neighbour, "<li><strong>")):
        page = client.get(path).text
        heading = page[page.index(tag) :].split("</")[0].rsplit("<span", 1)
        assert heading[0].rsplit(">", 1)[1][0].isupper()
        assert heading[1].startswith(' class="hours">(')


def test_reading_confirms_nothing(partner: str, client: Client, centre: PublishedCentre) -> None:
    """A scanner's GET, even with the button's field in the address."""
    client.get(f"{partner}?tout=oui&oui=s-000")
    assert states(centre) == [SeatState.PUBLISHED] * 2


def test_a_partner_confirms_one_session_or_all_of_them(partner: str, client: Client, centre: PublishedCentre) -> None:
    """303 and a sentence; « tout confirmer » leaves what was already said; it then disappears."""
    done = client.post(partner, {"oui": "s-000"})
    assert (done.status_code, done.headers["location"]) == (303, "?fait=confirme")
    assert states(centre) == [SeatState.ACKNOWLEDGED, SeatState.PUBLISHED]
    client.post(partner, {"tout": "oui"})
    assert states(centre) == [SeatState.ACKNOWLEDGED] * 2
    page = client.get(f"{partner}?fait=confirme").text
    assert "Merci : ces postes sont confirmés." in page
    assert "Tout confirmer" not in page
    assert page.count("Confirmé par vous") == 2


def test_a_partner_says_that_it_cannot(partner: str, client: Client, centre: PublishedCentre) -> None:
    """The seat looks for a stand-in; confirming everything else does not take that back; one press does."""
    client.post(partner, {"impossible": "s-000"})
    client.post(partner, {"tout": "oui"})
    assert states(centre) == [SeatState.STAND_IN_WANTED, SeatState.ACKNOWLEDGED]
    client.post(partner, {"oui": "s-000"})
    assert states(centre) == [SeatState.ACKNOWLEDGED] * 2


@pytest.mark.parametrize("fields", [{}, {"oui": "s-002"}, {"oui": "nulle-part"}, {"impossible": ""}])
def test_what_is_not_theirs_changes_nothing(
    fields: dict[str, str], partner: str, client: Client, centre: PublishedCentre
) -> None:
    """A session where they give nothing, none at all: 422 and a sentence."""
    found = client.post(partner, fields)
    assert (found.status_code, 'role="alert"' in found.text) == (422, True)
    assert states(centre) == [SeatState.PUBLISHED] * 2


def test_the_neighbours_page_has_the_open_seats_in_three_forms(neighbour: str, client: Client) -> None:
    """A list, a text to copy, and JSON whose fields are those that are documented."""
    page = client.get(neighbour).text
    assert "Accueil" in page or "accueil" in page
    assert "<textarea" in page
    document = client.get(f"{neighbour}?format=json").json()
    assert set(document) == {"format", "community", "contact", "centre", "feed", "sessions"}
    assert len(document["sessions"]) == 5
    assert document["sessions"][0]["open"] == [{"role": "reception", "label": "accueil", "count": 1}]
    assert client.post(neighbour, {}).status_code == 405


def test_they_expire_like_any_page(partner: str, neighbour: str, client: Client, centre: PublishedCentre) -> None:
    """60 days after the centre's last session: the same 404 as an unknown address."""
    nothing = client.get(f"/p/{'x' * 43}").content
    centre.clock.forward(days=90)
    for path in (partner, neighbour):
        found = client.get(path)
        assert (found.status_code, found.content) == (404, nothing)
