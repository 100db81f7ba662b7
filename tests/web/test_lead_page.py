"""The page of a session's lead over HTTP: from the check to the closing in a few taps; GET changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.links import lead_subject, token_of
from app.scheduling.session import Holder, SeatState, SessionState
from app.services.activity.sign_in import write_name_at_the_door
from app.store import links, seats, sessions
from app.web.site import OwnAddresses, Site
from tests.services.a_day import EIGHT, ENDS, SESSION, STARTS, Day, a_day
from tests.web.a_centre import BASE, Client
from tests.web.conftest import streamlit_like

PARTS = ("", "/presences", "/doses", "/incident", "/fermer")


class Phone:
    """The lead's phone: the page, at an hour that tests move."""

    def __init__(self, day: Day, client: Client, path: str, set_clock: Callable[[object], None]) -> None:
        self.day, self.client, self.path, self.at = day, client, path, set_clock
        self.taps = 0

    def see(self, part: str = "") -> str:
        """The page of a part, spaces plain."""
        found = self.client.get(self.path + part)
        assert found.status_code == 200, found.text
        assert len(found.content) < 40_000
        return found.text.replace("\xa0", " ").replace("\u202f", " ")

    def tap(self, part: str, fields: dict[str, str]) -> int:
        """Press a button; what was already on the page is sent along by the browser."""
        self.taps += 1
        return self.client.post(self.path + part, fields).status_code

    def read_over(self, line: int) -> str:
        """What the closing of a line must be given back."""
        found = re.search(
            rf'name="ligne" value="{line}"><input type="hidden" name="vu" value="([^"]*)"', self.see("/fermer")
        )
        assert found is not None
        return found[1]


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    """Half past eight on the day; the link was handed out before."""
    day = a_day(tmp_path, EIGHT)
    moving = [EIGHT]
    object.__setattr__(day.store, "clock", lambda: moving[0])
    key = day.store.folder.key("links")
    with day.store.transaction() as conn:
        subject = lead_subject(SESSION)
        path = f"/p/{token_of(key, subject, links.ensure(conn, key, subject, EIGHT).generation)}"
    site = Site(day.store, BASE)

    def set_clock(at: object) -> None:
        moving[0] = at  # type: ignore[call-overload]

    yield Phone(day, Client(OwnAddresses(streamlit_like, site)), path, set_clock)
    site.close()


IN_ORDER = {
    "nom-physician_callable-0": "Anne Fictif", "tel-physician_callable-0": "06 39 98 00 01",
    "fait-physician_callable-0": "oui", "date-adrenaline-0": "31/05/2027", "degres-fridge-0": "4,5",
    **{f"fait-{code}-0": "oui" for code in ("registry", "e_cps", "emergency_numbers", "observation_place")},
    **{f"fait-{code}-{line}": "oui" for code in ("line_sharps", "line_equipment") for line in (1, 2)},
}  # fmt: skip


def test_a_session_from_check_to_closing_in_a_dozen_taps(phone: Phone) -> None:
    """Checked, a line closed, a lot received and counted, one absent, an incident declared, closed: at most 12 taps."""
    assert "La séance ne peut pas ouvrir." in phone.see()
    assert phone.tap("", IN_ORDER) == 303
    assert "La ligne 1 peut ouvrir, la ligne 2 reste fermée." in phone.see()
    fields = {"ligne": "2", "vu": phone.read_over(2), "motif": "pas de préparateur"}
    assert phone.tap("/fermer", fields) == 303
    phone.at(STARTS + timedelta(hours=1))
    phone.tap("/doses", {"vaccin": "covid_19_saison", "numero": "fx1", "peremption": "31/05/2027", "recus": "12"})
    phone.tap("/incident", {"sorte": "needle_stick", "ligne": "1", "note": "gant percé"})
    incident = phone.day.read().incidents[0].id
    phone.tap("/incident", {"declare": incident, "vu": "1"})
    phone.at(ENDS)
    lot = phone.day.read().doses.lots[0].id
    phone.tap("/doses", {"lot": lot, "vu": "0", "flacons": "5", "injectees": "28", "perdues": "2", "motif": "broken"})
    absent = phone.day.row("Corentin")
    assert phone.tap("/presences", {f"la-{absent}": "absent", "clore": "oui"}) == 303
    assert phone.taps <= 12
    assert "Présence close." in phone.see()
    assert phone.day.seat("injector", 1).state is SeatState.NO_SHOW
    with phone.day.store.reading() as conn:
        session = sessions.find(conn, SESSION)
    assert session is not None
    assert session.state is SessionState.DONE
    assert phone.day.told() == [("change_within_48h", "Denez")]
    assert phone.day.read().doses.to_look_at == ()


def test_reading_changes_nothing(phone: Phone) -> None:
    """Every part, in both languages, with fields in the address as a scanner would try."""
    with phone.day.store.reading() as conn:
        before = "\n".join(conn.iterdump())
    for part in PARTS:
        for query in ("", "?lang=en", "?clore=oui&ligne=2&fait-registry-0=oui"):
            phone.see(part + query)
    with phone.day.store.reading() as conn:
        assert "\n".join(conn.iterdump()) == before


def test_the_link_opens_from_a_day_before_to_two_days_after(phone: Phone) -> None:
    """Both bounds are open, a second beyond is the same 404 as for any unknown link."""
    second = timedelta(seconds=1)
    for at, status in (
        (STARTS - timedelta(hours=24) - second, 404), (STARTS - timedelta(hours=24), 200),
        (ENDS + timedelta(hours=48), 200), (ENDS + timedelta(hours=48) + second, 404),
    ):  # fmt: skip
        phone.at(at)
        assert {phone.client.get(phone.path + part).status_code for part in PARTS} == {status}


def test_late_and_early_are_typed_as_spoken_and_a_slip_is_told(phone: Phone) -> None:
    """« 9h20 » and « 12:30 » are read; « midi » is told in a sentence, 422, and nothing is written."""
    phone.at(ENDS)
    row = phone.day.row("Denez")
    refused = phone.client.post(f"{phone.path}/presences", {f"la-{row}": "present", f"arrivee-{row}": "midi"})
    assert refused.status_code == 422
    assert "n’est pas une heure" in refused.text
    assert phone.tap("/presences", {f"la-{row}": "present", f"arrivee-{row}": "9h20", f"depart-{row}": "12:30"}) == 303
    assert ("Denez", "late") in phone.day.sheet()
    assert 'value="9:20"' in phone.see("/presences")


def test_a_name_at_the_door_is_accepted_and_a_walk_in_added(phone: Phone) -> None:
    """Both stand on the sheet once the lead says so; what people type is shown as typed, never as markup."""
    write_name_at_the_door(phone.day.store, SESSION, "Gwenn <b>Passage</b>")
    page = phone.see("/presences")
    assert "<b>Passage" not in page
    phone.tap("/presences", {"accepter": phone.day.row("Gwenn")})
    phone.tap("/presences", {"passage": "Hervé Voisin", "profession": "infirmier"})
    assert [one for one in phone.day.sheet() if one[1] == "walk_in"] == [("Gwenn", "walk_in"), ("Hervé", "walk_in")]


def test_closing_over_a_page_out_of_date_is_refused(phone: Phone) -> None:
    """The sentences read are the ones that happen, or nothing does; then the texts are there to copy."""
    seen = phone.read_over(2)
    phone.tap("/presences", {f"la-{phone.day.row('Denez')}": "absent"})
    refused = phone.client.post(f"{phone.path}/fermer", {"ligne": "2", "vu": seen, "motif": "x"})
    assert refused.status_code == 422
    assert phone.day.read().closed == ()
    assert phone.tap("/fermer", {"ligne": "2", "vu": phone.read_over(2), "motif": "x"}) == 303
    assert "fermez les créneaux de la ligne 2" in phone.see("/fermer")


def held(phone: Phone) -> list[tuple[str, Holder, SeatState]]:
    """Every seat of the session, who holds it and how."""
    with phone.day.store.reading() as conn:
        return [(seat.id, seat.holder, seat.state) for seat in seats.of_session(conn, SESSION)]


def test_a_line_closed_by_mistake_is_reopened_from_the_same_page(phone: Phone) -> None:
    """Who comes back to what is read first; a form kept from before the team moved is refused."""
    before = held(phone)
    phone.tap("/fermer", {"ligne": "2", "vu": phone.read_over(2), "motif": "erreur"})
    page = phone.see("/fermer")
    assert "Rouvrir la ligne 2" in page
    assert "Denez F. reprend" in page or "Denez F. revient" in page
    refused = phone.client.post(f"{phone.path}/fermer", {"ligne": "2", "vu": "ancien", "rouvrir": "oui"})
    assert refused.status_code == 422
    assert [one.line for one in phone.day.read().closed] == [2]
    assert phone.tap("/fermer", {"ligne": "2", "vu": phone.read_over(2), "rouvrir": "oui"}) == 303
    assert phone.day.read().closed == ()
    assert held(phone) == before
    phone.at(ENDS + timedelta(hours=1))
    assert "Rouvrir la ligne" not in phone.see("/fermer")


def test_a_sharps_container_and_the_standby_list(phone: Phone) -> None:
    """Numbers and codes only."""
    phone.tap("/doses", {"collecteur": "n° 3"})
    one = phone.day.read().doses.containers[0]
    phone.tap("/doses", {"avancer": one.id, "vu": "1"})
    phone.tap("/doses", {"attente": "7"})
    assert "Liste de fin de journée : 7" in phone.see("/doses")
    assert phone.client.post(f"{phone.path}/doses", {"attente": "beaucoup"}).status_code == 422


@pytest.mark.parametrize("part", PARTS)
def test_an_empty_form_is_told_and_another_site_refused(phone: Phone, part: str) -> None:
    """No part acts on nothing; a form of another site never acts."""
    assert phone.client.post(phone.path + part, {}).status_code == 422
    assert phone.client.post(phone.path + part, IN_ORDER, sec_fetch_site="cross-site").status_code == 403
    assert phone.day.journal() == []
