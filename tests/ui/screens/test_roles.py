"""Each screen as each role finds it: what it may not do is not there, what it may not know is nowhere on the page."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Actor, Role
from app.core.ids import SeatId
from app.roster.person import Person
from app.services.roster.edit_person import change_people
from app.services.rota.edit_rota import edit_rota
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import RotaView, read_rota
from app.store import journal, people
from app.store.database import Store
from app.ui.places import open_places
from tests.builders import COORDINATOR, a_centre, a_team
from tests.ui.screens.a_page import links, said
from tests.ui.screens.a_role import signs_in, the_product

PHONES = ("06 39 98 00 0", "+3363998000")
"""How the team's numbers begin, as spoken and as stored."""

OPEN = {
    Role.ADMINISTRATION: "home search roster centre availability rota call_outs messages day indicators plans alert event log directory continuity needs relays slots coverage laboratory scenarios flash exercises conduct review improvements rules accounts data journal",
    Role.COORDINATION: "home search roster centre availability rota call_outs messages day indicators plans alert event log directory continuity needs relays slots coverage laboratory scenarios flash exercises conduct review improvements rules data journal",
    Role.CRISIS_CELL: "home search roster centre availability rota call_outs messages day indicators plans alert event log directory continuity relays slots coverage laboratory scenarios flash exercises conduct review improvements rules",
    Role.PROFESSIONAL: "",
    Role.OBSERVER: "search indicators plans event log continuity slots coverage laboratory scenarios exercises review improvements rules",
    Role.READING: "home search rota indicators plans continuity slots coverage laboratory scenarios exercises review improvements rules",
}


@pytest.fixture
def published(store: Store) -> RotaView:
    """A centre of one line whose rota is published, and a team that can be telephoned."""
    centre = a_centre(store)
    a_team(store)
    with store.reading() as conn:
        known, held = people.every(conn), people.revisions(conn)
    numbered = [replace(one, mobile=f"+3363998000{n}", email=f"{n}@exemple.fr") for n, one in enumerate(known)]
    change_people(COORDINATOR, store, [(one, held[one.id]) for one in numbered])
    propose_rota(COORDINATOR, store, centre)
    publish_rota(COORDINATOR, store, centre, read_rota(COORDINATOR, store).revision)
    return read_rota(COORDINATOR, store)


def everything(page: AppTest) -> str:
    """All that was sent to the browser, whatever it is drawn with."""
    sent = b"\n".join(one.proto.SerializeToString() for one in page.main if one.proto is not None)
    return f"{said(page)}\n{sent.decode('utf-8', 'replace')}".replace("\u202f", " ").replace("\xa0", " ")


def buttons(page: AppTest) -> set[str]:
    return {one.label for one in page.button}


def names_of(people: tuple[Person, ...]) -> set[str]:
    return {one.given_name for one in people}


@pytest.mark.parametrize("role", Role)
def test_the_bar_lists_what_the_role_opens(role: Role) -> None:
    """Written out: a screen more or less in a role's bar is decided here too."""
    assert [place.file for place in open_places(Actor("quelqu-un", "Quelqu’un", role))] == OPEN[role].split()


@pytest.mark.parametrize(
    ("role", "screen"),
    # A professional's account opens its own pages, never a screen (app/ui/main.py): theirs are in tests/web.
    [(role, screen) for role in Role for screen in OPEN[role].split()],
)
def test_every_open_screen_stands(
    store: Store, published: RotaView, monkeypatch: pytest.MonkeyPatch, role: Role, screen: str
) -> None:
    """No screen of the bar ends in a fault or in « votre rôle ne permet pas »: what is refused is not asked for."""
    signs_in(monkeypatch, store, role)
    page = the_product(screen)
    assert not page.exception
    assert [one.value for one in page.error] == []
    assert "Votre rôle ne permet pas" not in said(page)
    assert page.title[0].value


def a_held_seat(view: RotaView) -> str:
    return next(seat.id for seat in view.seats if seat.holder.person_id)


def test_who_only_reads_the_rota_finds_names_and_no_contact_and_no_button(
    store: Store, published: RotaView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The grid and the panel of a seat: who holds it, and nothing to reach them by or to change it with."""
    seat = a_held_seat(published)
    shown = everything(the_product("rota", poste=seat))
    assert any(number in shown for number in PHONES), "the coordination reads the number: it could have leaked"
    signs_in(monkeypatch, store, Role.READING)
    page = the_product("rota", poste=seat)
    shown = everything(page)
    assert any(name in shown for name in names_of(published.horizon.people))
    assert [number for number in (*PHONES, "@exemple.fr") if number in shown] == []
    assert buttons(page) == {":material/close:"}
    assert "Qui le peut : administration, coordination, cellule de crise." in said(page)
    home = the_product()
    assert [number for number in (*PHONES, "@exemple.fr") if number in everything(home)] == []
    assert buttons(home) == set()


def test_a_gesture_forged_on_the_grid_writes_nothing(
    store: Store, published: RotaView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the grid would send if it let who reads act on it: nothing is asked of the service, and it would refuse."""
    signs_in(monkeypatch, store, Role.READING)
    page = the_product("rota")
    with store.reading() as conn:
        before = journal.head(conn)
    page.session_state["rota_raw"] = {
        "revision": published.revision, "kind": "free", "seat": a_held_seat(published), "other": "",
    }  # fmt: skip
    assert not page.run().exception
    with store.reading() as conn:
        assert journal.head(conn) == before


def test_the_draft_is_not_shown_to_who_only_reads(
    store: Store, published: RotaView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They read the rota people live by: a seat freed in the draft is still held for them."""
    seat = a_held_seat(published)
    edit_rota(COORDINATOR, store, published.centre.id, published.revision, {SeatId(seat): None})
    assert "à pourvoir" in said(the_product("rota", poste=seat))
    signs_in(monkeypatch, store, Role.READING)
    assert "1 poste à pourvoir" not in said(the_product("rota", poste=seat))


def test_who_observes_reads_no_volunteer_s_name(
    store: Store, published: RotaView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures and rules; every name, number and address of the roster is looked for in all that is sent."""
    signs_in(monkeypatch, store, Role.OBSERVER)
    told = {one for person in published.horizon.people for one in (person.given_name, person.mobile[-9:], person.email)}
    for screen in OPEN[Role.OBSERVER].split():
        shown = everything(the_product(screen))
        assert [one for one in told if one in shown] == []


def test_the_bare_address_leads_who_observes_to_the_figures(
    store: Store, published: RotaView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Accueil is not theirs: the first screen that is opens in its place."""
    signs_in(monkeypatch, store, Role.OBSERVER)
    page = the_product()
    assert not page.exception
    assert page.title[0].value.startswith("Aucune séance émargée")


def test_a_screen_that_is_closed_says_so_and_leads_to_those_that_are_open(
    store: Store, published: RotaView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that was shared, or a right that was taken back: the reason and the way on, never « not found »."""
    signs_in(monkeypatch, store, Role.READING)
    page = the_product()
    page.switch_page("closed.py").run()
    assert not page.exception
    assert "Cet écran n’est pas ouvert à votre rôle, « lecture »." in said(page)
    assert "demandez à une personne du rôle administration." in said(page)
    assert links(page) == [
        "Accueil", "Planning", "Indicateurs", "Plans", "Vue d’ensemble", "Créneaux", "Carte", "Laboratoire", "Scénarios",
        "Préparation", "Retex", "Actions", "Règles et tarifs",
    ]  # fmt: skip


def test_the_crisis_cell_runs_the_centre_without_pay_settings_or_imports(
    store: Store, published: RotaView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its panels are fewer, and what it may not press says who may."""
    whole = {screen: panels(the_product(screen)) for screen in ("indicators", "messages", "roster")}
    signs_in(monkeypatch, store, Role.CRISIS_CELL)
    held = {screen: panels(the_product(screen)) for screen in whole}
    assert {screen: [one for one in whole[screen] if one not in held[screen]] for screen in whole} == {
        "indicators": ["Vacations et indemnités"],
        "messages": ["Réglages d’envoi"],
        "roster": ["Personnes", "Importer un fichier", "Communauté et territoire"],
    }
    helper = next(one for one in the_product("roster").button if one.label.startswith("Ajouter une personne"))
    assert helper.disabled
    assert helper.help == "Qui le peut : administration, coordination."
    rota = the_product("rota")
    assert {"Proposer", "Publier"} <= buttons(rota)
    assert "Distribuer les liens" not in buttons(rota)


def panels(page: AppTest) -> list[str]:
    return [option.content for one in page.main if one.type == "button_group" for option in one.proto.options]
