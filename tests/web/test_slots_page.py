"""The slots of a practice on a phone: places taken, given back, who came, cancelled, opened; by its members alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import Role
from app.continuity.slots import Slot
from app.core.ids import PersonId
from app.services.accounts.who_acts import COOKIE
from app.services.slots.keep_slots import open_series
from app.store import slots
from app.web.forms import NOT_A_BUTTON
from app.web.site import OwnAddresses, Site
from tests.builders import COORDINATOR, a_person, some_people
from tests.services.some_slots import ANNE, BRECH, SERIES, Kept, some_slots
from tests.web.a_browser import Browser
from tests.web.a_centre import BASE, Client
from tests.web.an_account import a_login, an_account
from tests.web.conftest import streamlit_like

PAGE = "/suivis/creneaux"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return some_slots(tmp_path)


@pytest.fixture
def client(kept: Kept) -> Iterator[Client]:
    site = Site(kept.store, BASE)
    yield Client(OwnAddresses(streamlit_like, site))
    site.close()


@pytest.fixture
def anne(kept: Kept, client: Client) -> Browser:
    """The physician of Auray, signed in."""
    account = an_account(kept.store, Role.PROFESSIONAL, person_id=ANNE)
    return Browser(client, {COOKIE: a_login(kept.store, account)})


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " "))


def booked(kept: Kept, slot: Slot) -> list[tuple[str, bool | None]]:
    with kept.store.reading() as conn:
        return [(one.channel.value, one.came) for one in slots.bookings_of(conn, slot.id)]


def sent(anne: Browser, gesture: str, **fields: str) -> str:
    """Where the gesture leads."""
    anne.open(PAGE)
    return str(anne.send(PAGE, {"geste": gesture, **fields}).headers.get("location", ""))


def test_a_place_is_taken_in_one_tap_and_given_back(kept: Kept, anne: Browser) -> None:
    """The first free slot has the main button; the sentence counts what is left."""
    page = anne.open(PAGE).text
    assert page.count('class="primary"') == 1
    assert "44 places libres d’ici deux semaines, la prochaine jeudi 26 novembre à 18 h." in plain(page)
    slot = kept.slots()[0]
    assert sent(anne, f"prise:{slot.id}:", canal="sas") == f"{PAGE}?fait=prise"
    assert booked(kept, slot) == [("sas", None)]
    page = anne.open(f"{PAGE}?fait=prise").text
    assert "C’est noté : une place prise." in plain(page)
    (given,) = re.findall(r'value="(rendue:[^"]+)"', page)
    assert sent(anne, given) == f"{PAGE}?fait=rendue"
    assert booked(kept, slot) == []


def test_who_came_is_chosen_once_the_slot_began(kept: Kept, anne: Browser) -> None:
    """Before, no box for it; during, a number among those expected."""
    slot = kept.slots()[0]
    for _n in range(3):
        sent(anne, f"prise:{slot.id}:", canal="practice")
    assert "Noter les venues" not in anne.page.text
    kept.clock.forward(hours=1)
    assert "Noter les venues" in anne.open(PAGE).text
    assert sent(anne, f"venus:{slot.id}:3", **{f"venus-{slot.id}": "2"}) == f"{PAGE}?fait=venus"
    assert sorted(bool(came) for _channel, came in booked(kept, slot)) == [False, True, True]


def test_a_slot_is_cancelled_and_put_back(kept: Kept, anne: Browser) -> None:
    """Each with the revision shown; the old one is told, on the page."""
    slot = kept.slots()[1]
    assert sent(anne, f"annule:{slot.id}:1") == f"{PAGE}?fait=annule"
    assert "annulé" in plain(anne.open(PAGE).text)
    anne.send(PAGE, {"geste": f"annule:{slot.id}:1"})
    assert "créneau annulé" in plain(anne.page.text)
    assert sent(anne, f"remis:{slot.id}:2") == f"{PAGE}?fait=remis"
    assert kept.slots()[1].is_open


def test_one_more_slot_or_every_week(kept: Kept, anne: Browser) -> None:
    """Saturday once; then every Saturday."""
    fields = {"jour": "2026-11-28", "de": "09:00", "a": "12:00", "places": "6", "pour": "without_gp"}
    assert sent(anne, "ajoute::", **fields) == f"{PAGE}?fait=ajoute"
    assert [(one.places, one.for_whom.value) for one in kept.slots() if one.day.weekday() == 5] == [(6, "without_gp")]
    assert sent(anne, "ajoute::", **fields, semaine="oui") == f"{PAGE}?fait=serie"
    assert len([one for one in kept.slots() if one.day.weekday() == 5]) == 10


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"jour": "2026-11-25"}, "Ce jour est passé"),
        ({"jour": "demain"}, "Choisissez un jour"),
        ({"de": "tôt"}, "l’heure de début"),
        ({"a": "09:00"}, "Les horaires ne vont pas"),
        ({"places": "beaucoup"}, "nombre entier"),
        ({"places": "61"}, "nombre de places"),
        ({"pour": "elle"}, "bouton"),
    ],
)
def test_what_is_mistyped_is_said_on_the_page(kept: Kept, anne: Browser, changes: dict[str, str], words: str) -> None:
    """Nothing is written, 422."""
    before = kept.slots()
    anne.open(PAGE)
    fields = {"jour": "2026-11-28", "de": "09:00", "a": "12:00", "places": "6", "pour": "any", **changes}
    page = anne.send(PAGE, {"geste": "ajoute::", **fields})
    assert (page.status_code, words in plain(page.text)) == (422, True)
    assert kept.slots() == before


def test_another_practice_is_neither_shown_nor_touched(kept: Kept, anne: Browser) -> None:
    """Brech's slot is not on the page; its id typed by hand is refused, as is a button that is none."""
    open_series(COORDINATOR, kept.store, replace(SERIES, id="autre", practice=BRECH))
    theirs = next(one for one in kept.slots() if one.practice == BRECH)
    assert "autre." not in anne.open(PAGE).text
    for gesture in (f"prise:{theirs.id}:", f"annule:{theirs.id}:1"):
        page = anne.send(PAGE, {"geste": gesture, "canal": "sas"})
        assert "ne sont pas ceux de votre cabinet" in plain(page.text)
    assert "autre." not in anne.page.text
    assert NOT_A_BUTTON.split(".")[0] in plain(anne.send(PAGE, {"geste": "efface"}).text)
    assert (booked(kept, theirs), kept.slots().count(theirs)) == ([], 1)


def test_a_login_is_asked_for_and_a_member_of_no_practice_is_told(kept: Kept, client: Client) -> None:
    """A stranger signs in first; whoever works nowhere, and the coordination, read why there is nothing."""
    assert Browser(client).open(PAGE).headers["location"] == "/connexion?suite=%2Fsuivis%2Fcreneaux"
    some_people(kept.store, replace(a_person("Gwenn", "medecin"), id=PersonId("gwenn")))
    alone = an_account(kept.store, Role.PROFESSIONAL, login="seule", person_id=PersonId("gwenn"))
    page = Browser(client, {COOKIE: a_login(kept.store, alone)}).open(PAGE)
    assert "à quel cabinet vous appartenez" in plain(page.text)
    assert "18 h" not in plain(page.text)
    cell = an_account(kept.store, Role.CRISIS_CELL, login="cellule")
    page = Browser(client, {COOKIE: a_login(kept.store, cell)}).open(PAGE)
    assert (page.status_code, "18 h" in plain(page.text)) == (403, False)
