"""Pages handed out: the same address at every call, 60 days after the last thing they serve, renewed when lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import LOCAL_COORDINATION
from app.access.links import LinkScope, centre_subject, neighbour_subject, page_subject, person_subject
from app.core.errors import NotAllowed, NotFound
from app.core.ids import CentreId
from app.services.messages.hand_out_links import hand_out_links
from app.services.messages.hand_out_pages import (
    centre_page_is_open,
    page_address,
    page_is_open,
    partner_links,
    renew_page,
)
from app.store import links
from tests.builders import READER
from tests.web.a_centre import BASE, CENTRE, MASKED, ZOE, PublishedCentre, a_published_centre


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path, days=1)


def is_open(centre: PublishedCentre, person: str = ZOE) -> bool:
    with centre.store.reading() as conn:
        return page_is_open(conn, person, centre.store.now())  # type: ignore[arg-type]


def address(centre: PublishedCentre, person: str = ZOE) -> str:
    with centre.store.transaction() as conn:
        return page_address(centre.store, conn, person, BASE)  # type: ignore[arg-type]


def test_a_page_opens_until_sixty_days_after_the_last_session(centre: PublishedCentre) -> None:
    """Zoé's last morning ends on 30 November at noon UTC; the day of the 60th it closes, and handing out renews it."""
    before = address(centre)
    assert before.startswith(f"{BASE}/p/")
    assert address(centre) == before
    centre.clock.forward(days=63)
    assert is_open(centre)
    centre.clock.forward(days=1)
    assert not is_open(centre)
    assert address(centre) != before
    assert is_open(centre)


def test_who_holds_nothing_has_sixty_days_from_the_link_or_from_the_last_message(centre: PublishedCentre) -> None:
    """A message written on day 59 carries the same link: it opens for 60 days more. Opting out closes nothing."""
    address(centre, MASKED)
    centre.clock.forward(days=59)
    assert is_open(centre, MASKED)
    with centre.store.transaction() as conn:
        conn.execute(
            "INSERT INTO message (id, kind, recipient_id, channel, body, created_at, due_at, next_at, message_id, state,"
            " changed_at) VALUES ('m', 'link_again', ?, 'hand', '', :at, :at, :at, 'x', 'queued', :at)".replace(
                ":at", f"'{centre.store.now():%Y-%m-%dT%H:%M:%SZ}'"
            ),
            (MASKED,),
        )
    centre.clock.forward(days=59)
    assert is_open(centre, MASKED)
    centre.clock.forward(days=2)
    assert not is_open(centre, MASKED)


def test_everyone_gets_page_and_calendar_in_one_message(centre: PublishedCentre) -> None:
    """Two addresses of one person, each once, in the text and in the table; the sheet's code opens the page."""
    for one in hand_out_links(LOCAL_COORDINATION, centre.store, CENTRE, base_url=BASE):
        assert one.own_page == address(centre, one.person_id)
        assert (one.text.count(one.own_page), one.text.count(one.link.page)) == (1, 1)


def test_a_renewed_page_opens_at_its_new_address_only_and_the_calendar_stays(centre: PublishedCentre) -> None:
    """Another generation of that page; a page never handed out, a calendar or a reader are refused."""
    old, calendar = address(centre), centre.feed_path(ZOE)
    new = renew_page(LOCAL_COORDINATION, centre.store, page_subject(ZOE), base_url=BASE)
    assert new != old
    assert address(centre) == new
    assert centre.feed_path(ZOE) == calendar
    for subject in (page_subject(MASKED), person_subject(ZOE)):
        with pytest.raises(NotFound):
            renew_page(LOCAL_COORDINATION, centre.store, subject, base_url=BASE)
    with pytest.raises(NotAllowed):
        renew_page(READER, centre.store, page_subject(ZOE), base_url=BASE)


def test_partners_and_neighbours_get_a_page_and_the_open_seats_a_calendar(centre: PublishedCentre) -> None:
    """Without a partner only the neighbours'; it closes 60 days after the centre's last session or its making."""
    made = partner_links(LOCAL_COORDINATION, centre.store, CENTRE, base_url=BASE)
    assert [(one.subject, one.name) for one in made] == [(neighbour_subject(CENTRE), "Communautés voisines")]
    assert partner_links(LOCAL_COORDINATION, centre.store, CENTRE, base_url=BASE) == made
    with centre.store.reading() as conn:
        assert links.current(conn, centre_subject(CENTRE, LinkScope.OPEN)) is not None
        assert centre_page_is_open(conn, made[0].subject, centre.store.now())
        centre.clock.forward(days=65)
        assert not centre_page_is_open(conn, made[0].subject, centre.store.now())
    with pytest.raises(NotFound):
        partner_links(LOCAL_COORDINATION, centre.store, CentreId("x"), base_url=BASE)
    with pytest.raises(NotAllowed):
        partner_links(READER, centre.store, CENTRE, base_url=BASE)
