"""The Event screen's places for reports, authorities, publications, its main courante and the meeting; the log's event."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import LOCAL_COORDINATION, Role
from app.response.bulletin import Audience, Stage
from app.services.crisis.answer_authority import note_request, read_register
from app.services.crisis.publish_bulletin import change_publication, prepare_publication, read_publications
from app.services.crisis.read_log import LogSearch, read_log
from app.services.crisis.report_situation import begin_report, edit_report, read_situation
from app.store.database import Store
from tests.services.a_crisis import CELL, a_crisis
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in

PLACES = ("situation", "autorites", "publications", "main-courante", "reunion")


def opened(place: str, **address: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "event.py", default_timeout=30)
    page.query_params["volet"] = place
    return page.run()


def sound(page: AppTest) -> AppTest:
    assert not page.exception
    return page


def test_a_report_is_prepared_read_over_and_sent(store: Store) -> None:
    """Three presses: prepare, then send with who was told; the text typed is what left."""
    event_id = a_crisis(store)
    page = sound(press(opened("situation"), "Préparer le point n°\u00a01"))
    page.text_area[0].set_value("Rien à signaler.")
    [told] = [one for one in page.text_input if str(one.key).startswith("situation_told")]
    told.set_value("ARS, au téléphone")
    sound(press(page, "Envoyer le point n°\u00a01"))
    view = read_situation(LOCAL_COORDINATION, store, event_id)
    assert view.last_sent is not None
    assert (view.last_sent.text, view.last_sent.sent_to) == ("Rien à signaler.", "ARS, au téléphone")
    assert "Point n° 1 envoyé" in said(page)


def test_a_report_sent_to_nobody_stays_and_says_what_to_do(store: Store) -> None:
    """What was typed is still there."""
    event_id = a_crisis(store)
    page = press(opened("situation"), "Préparer le point n°\u00a01")
    page.text_area[0].set_value("Rien à signaler.")
    page = sound(press(page, "Envoyer le point n°\u00a01"))
    assert "Choisissez à qui envoyer" in said(page)
    assert page.text_area[0].value == "Rien à signaler."
    assert read_situation(LOCAL_COORDINATION, store, event_id).last_sent is None


def test_two_people_write_one_report_and_neither_loses_a_word(store: Store) -> None:
    """The second is told who came first; what they typed is still in the field."""
    event_id = a_crisis(store)
    report = begin_report(CELL, store, event_id)
    page = sound(opened("situation"))
    edit_report(CELL, store, report.id, "Le texte de Denez.", report.revision)
    page.text_area[0].set_value("Le mien.")
    page = sound(press(page, "Enregistrer"))
    assert "point de situation relu" in said(page)
    assert page.text_area[0].value == "Le mien."
    page = sound(press(page, "Enregistrer"))
    view = read_situation(LOCAL_COORDINATION, store, event_id)
    assert view.draft is not None
    assert view.draft.text == "Le mien."


def test_figures_are_taken_again_under_what_was_typed(store: Store) -> None:
    """The screen says that they moved, and the text stays."""
    event_id = a_crisis(store)
    begin_report(CELL, store, event_id)
    note_request(CELL, store, "ARS", "Combien ?", event_id=event_id)
    page = sound(opened("situation"))
    assert "1 chiffre a changé depuis : Demandes des autorités à répondre." in said(page)
    page.text_area[0].set_value("Le mien.")
    page = sound(press(page, "Reprendre les chiffres"))
    assert "chiffre a changé" not in said(page)
    view = read_situation(LOCAL_COORDINATION, store, event_id)
    assert view.draft is not None
    assert (view.draft.text, view.draft.figures.owed) == ("Le mien.", 1)


def test_a_request_is_noted_then_answered_with_its_proof(store: Store) -> None:
    """The line is empty again for the next one."""
    event_id = a_crisis(store)
    page = sound(opened("autorites"))
    page.text_input(key="authority_text").set_value("Combien d’infirmiers ce soir ?")
    page.selectbox(key="authority_who").set_value("SAMU – Centre 15")
    page.text_input(key="authority_due").set_value("18h")
    page = sound(press(page, "Noter la demande"))
    assert page.text_input(key="authority_text").value == ""
    [one] = read_register(LOCAL_COORDINATION, store, event_id).requests
    assert (one.asked_by, one.text) == ("SAMU – Centre 15", "Combien d’infirmiers ce soir ?")
    page.text_area(key=f"authority_answer_{one.id}_1_text").set_value("Quatre.")
    page = sound(press(page, "Noter la réponse"))
    assert "Dites ce qui prouve la réponse" in said(page)
    page.text_input(key=f"authority_answer_{one.id}_1_proof").set_value("appel de 17 h 10")
    page = sound(press(page, "Noter la réponse"))
    [one] = read_register(LOCAL_COORDINATION, store, event_id).requests
    assert (one.reply, one.proof) == ("Quatre.", "appel de 17 h 10")
    assert "preuve : appel de 17 h 10" in said(page)


def test_a_deadline_that_is_none_is_refused_and_stays_typed(store: Store) -> None:
    """Nothing is written."""
    event_id = a_crisis(store)
    page = opened("autorites")
    page.text_input(key="authority_text").set_value("Combien ?")
    page.selectbox(key="authority_who").set_value("SAMU – Centre 15")
    page.text_input(key="authority_due").set_value("ce soir")
    page = sound(press(page, "Noter la demande"))
    assert "n’est pas une échéance" in said(page)
    assert page.text_input(key="authority_text").value == "Combien ?"
    assert read_register(LOCAL_COORDINATION, store, event_id).requests == ()


def test_the_kit_is_prepared_agreed_and_published(store: Store) -> None:
    """A text leaves its drafts for the log, with who agreed and where it stands."""
    event_id = a_crisis(store)
    page = sound(opened("publications"))
    page.text_input(key="publication_phone").set_value("02 61 91 00 00")
    page = sound(press(page, "Préparer le kit"))
    assert "4 textes à faire valider." in said(page)
    hall = next(
        one
        for one in read_publications(LOCAL_COORDINATION, store, event_id).texts
        if one.audience is Audience.TOWN_HALLS
    )
    page.text_input(key=f"publication_by_{hall.id}").set_value("Dr Fictif, présidente")
    forms = [one for one in page.button if one.label == "Valider ce texte"]
    page = sound(next(one for one in forms if hall.id in str(one.form_id)).click().run())
    assert "3 textes à faire valider ; 1 texte à publier." in said(page)
    page.text_input(key=f"publication_where_{hall.id}").set_value("site de la mairie")
    page = sound(press(page, "Noter la publication"))
    assert "site de la mairie" in read_publications(LOCAL_COORDINATION, store, event_id).of(Stage.PUBLISHED)[0].channel


def test_a_text_changed_meanwhile_is_not_written_over(store: Store) -> None:
    """Whoever saves over what they had not read is told, keeps what they typed, and may save again."""
    event_id = a_crisis(store)
    one = prepare_publication(CELL, store, event_id, Audience.SOCIAL, "Crue", "Appelez le 15.")
    page = sound(opened("publications"))
    change_publication(CELL, store, one, "Crue", "Restez chez vous. Appelez le 15.")
    field = next(area for area in page.text_area if area.value == "Appelez le 15.")
    field.set_value("Appelez le 112.")
    page = sound(press(page, "Enregistrer"))
    [held] = read_publications(LOCAL_COORDINATION, store, event_id).texts
    assert held.text == "Restez chez vous. Appelez le 15."
    assert "Appelez le 112." in [area.value for area in page.text_area]
    page = sound(press(page, "Enregistrer"))
    [held] = read_publications(LOCAL_COORDINATION, store, event_id).texts
    assert held.text == "Appelez le 112."


def test_a_line_goes_into_the_event_looked_at(store: Store) -> None:
    """As fast as on the main courante’s own screen."""
    event_id = a_crisis(store, plans=0)
    page = sound(opened("main-courante"))
    page.text_input(key="log_text").set_value("d : on ouvre la salle")
    page = sound(press(page, "Noter"))
    entries = read_log(LOCAL_COORDINATION, store, LogSearch(event_id=event_id)).entries
    assert entries[-1].text == "on ouvre la salle"
    assert page.text_input(key="log_text").value == ""


def test_the_main_courante_writes_into_the_event_under_way(store: Store) -> None:
    """It says so; « Hors événement » writes beside it, and each line says its event where several stand together."""
    page = sound(AppTest.from_file(UI / "screens" / "log.py", default_timeout=30).run())
    assert all(one.key != "log_event" for one in page.selectbox)
    event_id = a_crisis(store, plans=0)
    page = sound(page.run())
    assert "Une ligne écrite ici va dans « Crue de la Vilaine »." in said(page)
    page.text_input(key="log_text").set_value("le camion est parti")
    page = sound(press(page, "Noter"))
    assert "· Crue de la Vilaine" in said(page)
    page.selectbox(key="log_event").set_value("aucun").run()
    assert "n’appartient à aucun événement" in said(page)
    page.text_input(key="log_text").set_value("le café est prêt")
    page = sound(press(page, "Noter"))
    assert "le camion est parti" not in said(page)
    events = {one.text: one.event_id for one in read_log(LOCAL_COORDINATION, store).entries}
    assert (events["le camion est parti"], events["le café est prêt"]) == (event_id, "")


def test_the_meeting_s_agenda_is_proposed(store: Store) -> None:
    """Of the week that ends: a Thursday looks at its own."""
    a_crisis(store)
    page = sound(opened("reunion"))
    assert page.selectbox(key="meeting_week").value == "2026-11-23"
    assert "suite à donner" in page.text_area[0].value


@pytest.mark.parametrize("place", PLACES)
def test_an_observer_reads_each_place_and_writes_in_none(
    store: Store, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """No form, no button that writes; a report, a request and a text to read."""
    event_id = a_crisis(store)
    begin_report(CELL, store, event_id)
    note_request(CELL, store, "ARS", "Combien ?", event_id=event_id)
    prepare_publication(CELL, store, event_id, Audience.SOCIAL, "Crue", "Appelez le 15.")
    signs_in(monkeypatch, store, Role.OBSERVER)
    page = sound(opened(place))
    assert not page.error
    assert not page.text_input
    assert [one.label for one in page.button] == []
