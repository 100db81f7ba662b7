"""The Event screen: in peace, opened, moved on, its plans put to work, its actions ticked and set aside."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import COMMAND_LINE, Actor, Role
from app.response.event import EventKind, EventState
from app.services.crisis.launch_alert import AlertRequest, launch_alert
from app.services.crisis.move_event import move_event
from app.services.crisis.open_event import Said, open_event
from app.services.crisis.staff_request import Staffing, staff_request
from app.store import checklists, events, people
from app.store.database import Store
from tests.builders import COORDINATOR, a_person
from tests.services.an_event import SITE, a_request, an_event, the
from tests.ui.screens.a_page import UI, press, said

PLAN = "typologie_1"
ACTING = {
    "Fait",
    "Pourvoir",
    "Rattacher",
    "Refuser",
    "Activer",
    "Ajouter",
    "Noter ce nouvel état",
    "Autre événement",
    "Réquisition reçue",
}


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "event.py", default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def test_in_peace_the_form_opens_an_event_with_its_plan(store: Store) -> None:
    """One form, one press: the event stands, its checklist is dated, and the screen says who triggers ORSAN."""
    page = opened()
    assert page.title[0].value.startswith("Aucun événement en cours")
    assert "ne déclenche jamais ORSAN" in said(page)
    page.text_input(key="event_title").set_value("Crue de la Vilaine (fictive)")
    page.multiselect(key="event_plans").set_value([PLAN])
    press(page, "Ouvrir l’événement")
    assert not page.exception
    with store.reading() as conn:
        event = events.current(conn)
        assert event is not None
        items = checklists.of_event(conn, event.id)
    assert (event.title, event.state, event.kind) == ("Crue de la Vilaine (fictive)", EventState.WATCH, EventKind.REAL)
    assert page.title[0].value == f"{len(items)} actions à faire, aucune en retard."


def test_an_action_is_ticked_in_one_tap(store: Store) -> None:
    """The first is done, by whoever tapped; the sentence follows."""
    open_event(COMMAND_LINE, store, "Crue (fictive)", plans=[PLAN])
    page = opened()
    before = page.title[0].value
    press(page, "Fait")
    with store.reading() as conn:
        event = events.current(conn)
        assert event is not None
        done = [one for one in checklists.of_event(conn, event.id) if one.is_done]
    assert [one.done_by for one in done] == ["local"]
    assert opened().title[0].value != before


def test_an_action_is_set_aside_with_why_and_taken_back(store: Store) -> None:
    """Without a reason it is refused and said; with one it stands among what is settled, and can come back."""
    event_id = open_event(COMMAND_LINE, store, "Crue (fictive)", plans=[PLAN])
    page = opened()
    item = next(one for one in page.button if one.label == "Fait").key or ""
    id = item.removeprefix("event_tick_")
    page.button(key=f"event_more_{id}").click().run()
    page.button(key=f"event_skip_{id}").click().run()
    assert "Dites pourquoi c’est écarté" in said(page)
    page.text_input(key=f"event_why_{id}").set_value("Déjà couvert par la mairie").run()
    page.button(key=f"event_skip_{id}").click().run()
    assert "Déjà couvert par la mairie" in said(page)
    page.button(key=f"event_more_{id}").click().run()
    page.button(key=f"event_reopen_{id}").click().run()
    with store.reading() as conn:
        assert all(one.is_open for one in checklists.of_event(conn, event_id))


def test_a_function_reads_its_own_actions_by_its_address(store: Store) -> None:
    """Each phone keeps its function: it stands in the address."""
    event_id = open_event(COMMAND_LINE, store, "Crue (fictive)", plans=[PLAN])
    page = opened(fonction="logistics")
    with store.reading() as conn:
        items = checklists.of_event(conn, event_id)
    text = said(page)
    for one in items:
        words = one.text.replace("\u202f", " ").replace("\xa0", " ")
        assert (words in text) is (one.function == "logistics"), words


def test_an_exercise_says_so_before_all(store: Store) -> None:
    """The three words stand on the screen."""
    open_event(COMMAND_LINE, store, "Crue (fictive)", kind=EventKind.EXERCISE)
    assert "EXERCICE – EXERCICE – EXERCICE" in said(opened())


def test_no_plan_is_the_first_thing_to_mend(store: Store) -> None:
    """The one primary button activates."""
    open_event(COMMAND_LINE, store, "Crue (fictive)")
    page = opened()
    assert page.title[0].value == "Aucun plan n’est activé."
    page.multiselect(key="event_activate_plans").set_value([PLAN])
    press(page, "Activer")
    assert "actions à faire" in page.title[0].value


def test_the_state_moves_on_the_word_of_an_authority(store: Store) -> None:
    """Qualified without an authority is refused; with one, it stands with its department and reference."""
    event_id = open_event(COMMAND_LINE, store, "Crue (fictive)")
    page = opened()
    page.radio(key="event_next_1").set_value(EventState.QUALIFIED)
    press(page, "Noter ce nouvel état")
    assert "Dites quelle autorité l’a décidé" in said(page)
    page.selectbox(key="event_said_1_authority").set_value("Préfecture (service de permanence)")
    page.selectbox(key="event_said_1_department").set_value("35")
    page.text_input(key="event_said_1_reference").set_value("2026-114")
    press(page, "Noter ce nouvel état")
    with store.reading() as conn:
        event, steps = events.find(conn, event_id), events.steps(conn, event_id)
    assert event is not None
    assert event.state is EventState.QUALIFIED
    assert [(one.authority, one.department, one.reference) for one in steps[1:]] == [
        ("Préfecture (service de permanence)", "35", "2026-114")
    ]


def test_a_request_is_noted_from_a_spoken_line_then_staffed(store: Store) -> None:
    """The line fills the form; one press notes it, one form opens the session."""
    an_event(store)
    page = opened(volet="demandes")
    assert "Aucune demande de renfort" in said(page)
    page.text_input(key="event_request_line_0").set_value("2 MG + 1 IDE à la MSP de Pluvigner jusqu’à 23 h 45").run()
    assert page.number_input(key="event_request_new_1_n_reinforcement_physician").value == 2
    assert page.text_input(key="event_request_new_1_place").value == "MSP de Pluvigner"
    page.text_input(key="event_request_new_1_contact").set_value("Cadre, 02 61 91 00 01")
    press(page, "Noter la demande")
    assert "Dites qui demande" in said(page)
    with store.transaction() as conn:
        people.put_site(conn, SITE)
    page = opened(volet="demandes")
    request = a_request(store, the_current(store))
    page.run()
    assert "1 demande à traiter" in said(page)
    assert "tel:0261910001" in said(page)
    key = f"event_request_{request.id}"
    page.button(key=f"{key}_staff").click().run()
    form = f"event_staff_{request.id}_1"
    press(page, "Ouvrir le renfort")
    assert "sous quel cadre" in said(page)
    page.selectbox(key=f"{form}_frame").set_value("ars_call")
    press(page, "Ouvrir le renfort")
    assert not page.exception
    assert the(store, request.id).frame == "ars_call"
    text = said(page)
    assert "0 sur 3 pourvus" in text
    assert "appel du directeur général de l’ARS" in text


def test_a_request_of_no_event_is_attached_from_its_card(store: Store) -> None:
    """It says that it is of none, and what that means beside an exercise; once put in another event it is read there."""
    real = an_event(store, "Crue (fictive)")
    played = an_event(store, "Crue jouée (fictive)", kind=EventKind.EXERCISE)
    request = a_request(store)
    key = f"event_request_{request.id}"
    page = opened(volet="demandes", evenement=real)
    assert "d’aucun événement" in said(page)
    page.button(key=f"{key}_staff").click().run()
    assert "les volontaires la liront comme réelle" in said(page)
    page.button(key=f"{key}_attach").click().run()
    places = page.selectbox(key=f"{key}_place")
    assert [one.split(" · veille")[0] for one in places.options] == [
        "Joué, pour s’exercer\u00a0: Crue jouée (fictive)",
        "Crue (fictive)",
    ]
    page.button(key=f"{key}_send_place").click().run()
    assert "Dites de quel événement" in said(page)
    page.selectbox(key=f"{key}_place").set_value(played)
    page.button(key=f"{key}_send_place").click().run()
    assert not page.exception
    assert the(store, request.id).event_id == played
    assert "Aucune demande de renfort" in said(page)
    page = opened(volet="demandes", evenement=played)
    assert "d’aucun événement" not in said(page)
    page.button(key=f"{key}_attach").click().run()
    assert page.selectbox(key=f"{key}_place").options[-1] == "aucun événement"


def test_the_frame_of_the_event_is_proposed_once_an_authority_qualified_it(store: Store) -> None:
    """Frame, payer and insurer of the other request, said to be so, and what is sent as proposed is kept."""
    event_id = an_event(store, state=EventState.QUALIFIED, said=Said(authority="ARS (fictive)", department="56"))
    first = a_request(store, event_id)
    staffing = Staffing(
        wanted=first.wanted, starts_at=first.starts_at, ends_at=first.ends_at, place="Entrée", frame="ars_call",
        payer="CPAM (fictive)", insurer="Mutuelle (fictive)",
    )  # fmt: skip
    staff_request(COORDINATOR, store, first.id, 1, staffing)
    second = a_request(store, event_id)
    page = opened(volet="demandes")
    page.button(key=f"event_request_{second.id}_staff").click().run()
    assert "repris d’un autre renfort" in said(page)
    press(page, "Ouvrir le renfort")
    assert not page.exception
    kept = the(store, second.id)
    assert (kept.frame, kept.payer, kept.insurer) == ("ars_call", "CPAM (fictive)", "Mutuelle (fictive)")


def test_a_requisition_and_a_refusal_are_noted_with_their_words(store: Store) -> None:
    """« réquisitionné » stands beside the request; a refusal carries its answer, and can be taken back."""
    event_id = an_event(store)
    request = a_request(store, event_id)
    key = f"event_request_{request.id}"
    page = opened(volet="demandes")
    page.button(key=f"{key}_order").click().run()
    page.button(key=f"{key}_send_order").click().run()
    assert "Dites la référence" in said(page)
    page.text_input(key=f"{key}_order_ref").set_value("Arrêté 2026-114 (fictif)").run()
    page.button(key=f"{key}_send_order").click().run()
    assert "réquisitionné" in said(page)
    page.button(key=f"{key}_refuse").click().run()
    page.text_input(key=f"{key}_reply").set_value("Pas ce soir").run()
    page.button(key=f"{key}_send_refusal").click().run()
    assert "Répondu : Pas ce soir" in said(page)
    page.button(key=f"{key}_again").click().run()
    assert the(store, request.id).state == "received"


def test_an_establishments_form_has_its_address(store: Store) -> None:
    """Chosen in the list, copied, renewed after a question."""
    an_event(store)
    with store.transaction() as conn:
        people.put_site(conn, SITE)
    page = opened(volet="demandes")
    page.selectbox(key="event_link_site").set_value(SITE.id).run()
    before = page.code[0].value
    assert "/demande/" in before
    page.button(key="event_link_renew").click().run()
    page.button(key="event_link_yes_button").click().run()
    assert page.code[0].value != before


def test_a_reader_sees_and_presses_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """An observer reads what is to do and what is asked, without a button that acts."""
    event_id = an_event(store, plans=[PLAN])
    a_request(store, event_id)
    reader = Actor("obs", "Observateur Fictif", Role.OBSERVER)
    for name in ("event_checklist", "event_requests", "event_request_new"):
        monkeypatch.setattr(f"app.ui.panels.{name}.current_actor", lambda: reader)
    monkeypatch.setattr("app.ui.session.current_actor", lambda: reader)
    for panel in ("conduite", "demandes"):
        page = opened(volet=panel)
        assert said(page).count("ne déclenche jamais ORSAN") == 1
        assert {one.label for one in page.button}.isdisjoint(ACTING)
        assert not page.text_input


def the_current(store: Store) -> str:
    with store.reading() as conn:
        event = events.current(conn)
    assert event is not None
    return event.id


def test_an_alert_still_running_is_reached_once_the_event_is_stood_down(store: Store) -> None:
    """Volunteers wait until it is closed: the way to it stays, and the plans want nobody any more."""
    with store.transaction() as conn:
        people.put(conn, a_person("Noa", email="noa@example.org"), store.now())
    id = an_event(store, state=EventState.TENSION, plans=(PLAN,))
    launch_alert(COORDINATOR, store, AlertRequest(title="Car", text="Renforts.", frame="initiative", event_id=id))
    assert "les plans veulent" in said(opened())
    with store.reading() as conn:
        event = events.find(conn, id)
    assert event is not None
    move_event(COORDINATOR, store, id, event.revision, EventState.STOOD_DOWN)
    page = opened()
    assert page.button(key="event_alert").label == "Voir l’alerte"
    assert "Sous 1 h, les plans veulent" not in said(page)
