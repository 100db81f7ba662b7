"""« Liens » on Planning: pages beside calendars, renewed one by one; partners and neighbours."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.store import centres
from app.store.database import Store
from tests.builders import COORDINATOR, a_centre, a_team
from tests.services.a_queue import a_community
from tests.ui.screens.a_page import UI, said


def links_page(store: Store) -> AppTest:
    """The view once the rota of a day with a town hall is published."""
    centre = a_centre(store)
    a_team(store)
    propose_rota(COORDINATOR, store, centre)
    with store.reading() as conn:
        revision = centres.rota_revision(conn, centre)
    publish_rota(COORDINATOR, store, centre, revision)
    page = AppTest.from_file(UI / "screens" / "rota.py", default_timeout=30)
    page.query_params["vue"] = "liens"
    return page.run()


def test_a_page_is_renewed_without_touching_the_calendar(store: Store) -> None:
    """The message then holds another page and the same calendar."""
    page = links_page(store)
    before = _addresses(page)
    page.button(key="rota_page_rotation_ask").click().run()
    page.button(key="rota_page_rotation_yes_button").click().run()
    assert not page.exception
    after = _addresses(page)
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_links_that_open_on_this_machine_only_are_said_so(store: Store) -> None:
    """No public address: one sentence says where to set it, above the links; with one it is gone."""
    page = links_page(store)
    assert "ne s’ouvrent que sur cet ordinateur" in said(page)
    a_community(store)
    assert "ne s’ouvrent que sur cet ordinateur" not in said(page.run())


def test_partners_and_neighbours_have_their_pages_and_each_is_renewed(store: Store) -> None:
    """The town hall that gives seats, then neighbouring communities."""
    page = links_page(store)
    assert page.selectbox(key="rota_partner").options == ["Mairie", "Communautés voisines"]
    page.button(key="rota_partner_rotation_ask").click().run()
    page.button(key="rota_partner_rotation_yes_button").click().run()
    assert not page.exception
    with store.reading() as conn:
        rows = conn.execute("SELECT generation FROM link WHERE scope = 'partner' AND rotated_at IS NULL")
        assert [row["generation"] for row in rows] == [2]


def _addresses(page: AppTest) -> list[str]:
    """The page's and the calendar's address in the message."""
    return [line for line in page.code[0].value.splitlines() if "/p/" in line or "/calendrier/" in line]
