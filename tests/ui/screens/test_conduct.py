"""Conduite: started, sent, answered, decided, stopped, from the screen; and what it says at each moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.exercise.chronogramme import InjectState
from app.exercise.exercise import ExerciseKind, ExerciseState
from app.services.exercise.decide_in_exercise import DecisionDraft, decide
from app.services.exercise.send_injects import hold_inject, send_inject, skip_inject
from app.services.exercise.stop_exercise import stop_for_real
from app.store.current import use
from app.ui.views.conduct import extract
from tests.builders import COORDINATOR, a_store
from tests.services.a_conducted_exercise import EXERCISE, MORE, Played, a_conducted_exercise, put_exercise
from tests.ui.screens.a_page import UI, press, said


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Played]:
    """Ready to be started; links to other screens are not drawn, for none is there."""
    found = a_conducted_exercise(tmp_path)
    use(found.store)
    monkeypatch.setattr("streamlit.page_link", lambda *_given, **_named: None)
    yield found
    use(None)


def a_panel(panel: str = "") -> AppTest:
    page = AppTest.from_file(UI / "screens" / "conduct.py", default_timeout=30)
    if panel:
        page.query_params["volet"] = panel
    return page.run()


def title(page: AppTest) -> str:
    return page.title[0].value.replace("\\", "").replace("\xa0", " ")


def labels(page: AppTest) -> list[str]:
    return [one.label for one in page.button]


def test_without_an_exercise_it_says_where_one_is_prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(tmp_path)
    use(store)
    monkeypatch.setattr("streamlit.page_link", lambda *_given, **_named: None)
    assert title(a_panel()) == "Aucun exercice à conduire."
    put_exercise(store, kind=ExerciseKind.REAL_EVENT, state=ExerciseState.FINISHED)
    assert title(a_panel()) == "Aucun exercice à conduire."
    use(None)


def test_it_starts_and_says_what_to_send(played: Played) -> None:
    page = a_panel()
    assert title(page) == "Prêt à démarrer : 4 injects, 2 participants."
    assert "lundi 30 novembre, 8 h" in said(page)
    page = press(page, "Démarrer l’exercice")
    assert not page.exception
    assert title(page) == "1 inject à envoyer maintenant."
    assert "Couverture :" in said(page)
    assert played.exercise.state is ExerciseState.RUNNING


def test_the_way_out_is_on_every_panel_and_everything_says_exercise(played: Played) -> None:
    played.start()
    for panel in ("conduite", "fil", "couverture", "messages"):
        page = a_panel(panel)
        assert not page.exception, panel
        assert any("SITUATION RÉELLE" in one for one in labels(page)), panel
        strip = [one.proto.body for one in page.get("html") if "releve-exercise" in one.proto.body]
        assert len(strip) == 1, panel
        assert "EXERCICE" in strip[0]


def test_an_inject_is_sent_held_released_and_skipped_in_one_press_each(played: Played) -> None:
    played.start()
    page = press(a_panel(), "Envoyer")
    assert played.one(1).inject.state is InjectState.SENT
    assert "Simulé : rien n’est parti." in said(page)
    page = press(page, "Retenir")
    assert played.one(2).inject.state is InjectState.HELD
    page = press(page, "Relâcher")
    assert played.one(2).inject.state is InjectState.PLANNED
    press(page, "Passer")
    assert played.one(2).inject.state is InjectState.SKIPPED
    page = press(a_panel(), "Le remettre à jouer")
    assert played.one(2).inject.state is InjectState.PLANNED
    press(page, "Reprendre cet envoi")
    assert played.one(1).inject.state is InjectState.PLANNED


def test_a_press_on_what_another_animator_moved_writes_nothing_and_shows_it_moved(played: Played) -> None:
    played.start()
    page = a_panel()
    hold_inject(COORDINATOR, played.store, "inject-1", 1)
    page = press(page, "Envoyer")
    assert not page.exception
    assert "n° 1 · retenu" in said(page)
    assert played.one(1).inject.state is InjectState.HELD


def test_a_refusal_is_told_once_above_what_draws_itself_again(played: Played) -> None:
    played.start()
    page = press(a_panel(), "Noter la décision")
    assert [one.value for one in page.error] == ["Écrivez ce qui est décidé."]
    assert not page.run().error
    assert played.cockpit.decisions == ()


def test_the_clock_is_paused_resumed_jumped_and_the_rest_moved(played: Played) -> None:
    played.start()
    page = press(a_panel(), "Pause")
    assert played.exercise.state is ExerciseState.PAUSED
    assert "en pause" in said(page)
    assert next(one for one in page.button if one.label == "Envoyer").disabled
    page = press(page, "Reprendre")
    skip_inject(COORDINATOR, played.store, "inject-1", 1)
    page = press(page, "Aller au prochain inject")
    assert played.cockpit.minutes == 15
    page = press(page, "Décaler la suite")
    assert played.one(3).inject.minutes == 45
    page.number_input[0].set_value(2)
    page = press(page, "Sauter à cette heure")
    assert played.cockpit.minutes == 135


def test_an_answer_and_what_was_expected_are_written_from_the_thread(played: Played) -> None:
    played.start()
    send_inject(COORDINATOR, played.store, "inject-1", 1)
    page = a_panel("fil")
    assert title(page) == "1 inject envoyé sur 1 n’a pas encore de réponse."
    page.text_area[0].input("Reçu, nous ouvrons la cellule.")
    page = press(page, "Noter la réponse")
    assert [(one.text, one.by_whom) for one in played.one(1).responses] == [
        ("Reçu, nous ouvrons la cellule.", "Cellule")
    ]
    assert title(page) == "Chaque inject envoyé a une réponse."
    page = press(page, "Fait en partie")
    assert played.one(1).settled == 1
    page.number_input[-2].set_value(1)
    page.number_input[-1].set_value(5)
    next(one for one in page.text_input if one.label == "Remarque").input("Dit au téléphone.")
    page = press(page, "Enregistrer")
    (kept,) = played.one(1).outcomes.values()
    assert (kept.minutes, kept.note) == (65, "Dit au téléphone.")
    assert "Dit au téléphone" in said(page)


def test_decisions_of_the_plan_and_others_are_noted_and_given_up(played: Played) -> None:
    played.start()
    page = press(a_panel(), "Décider")
    assert [one.decision is not None for one in played.cockpit.plan] == [True, False]
    next(one for one in page.text_input if one.label == "Autre décision").input("Ne déplacer personne.")
    page = press(page, "Noter la décision")
    assert [one.text for one in played.cockpit.decisions][1] == "Ne déplacer personne."
    press(page, "Abandonner")
    assert played.cockpit.decisions[1].cancelled_at is not None


def test_a_message_is_improvised_once(played: Played) -> None:
    played.start()
    page = a_panel()
    id = page.session_state["conduct_adhoc_id"]
    for name, value in (("from", "SAMU"), ("to", "Cellule"), ("by", "téléphone")):
        page.selectbox(key=f"adhoc_{name}_{id}").set_value(value)
    page.text_area(key=f"adhoc_text_{id}").input("Le pont est coupé.")
    page = press(page, "Envoyer ce message")
    assert not page.exception
    assert [one.inject.text for one in played.cockpit.injects if one.inject.is_improvised] == ["Le pont est coupé."]
    assert page.session_state["conduct_adhoc_id"] != id


def test_coverage_says_what_each_thing_changed(played: Played) -> None:
    played.start()
    played.forward(30)
    send_inject(COORDINATOR, played.store, "inject-3", 1)
    decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d1", plan_rank=1))
    page = a_panel("couverture")
    assert not page.exception
    shown = said(page)
    assert "inject n° 3" in shown
    assert "Décision : Volontaires appelés" in shown
    assert f"{MORE.quantity} demandes de plus sans personne" in shown
    assert page.table


def test_reality_stops_it_in_two_presses(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    played.start()
    led: list[object] = []
    monkeypatch.setattr("streamlit.switch_page", lambda *given, **named: led.append((given, named)))
    page = a_panel()
    page = next(one for one in page.button if one.key == "conduct_stop").click().run()
    assert played.exercise.stopped_for_real_at is None
    press(page, "Arrêter et ouvrir l’événement réel")
    event = played.exercise.real_event_id
    assert event
    assert led == [(("screens/event.py",), {"query_params": {"evenement": event}})]


def test_the_end_is_asked_once_then_says_what_was_played(played: Played) -> None:
    played.start()
    send_inject(COORDINATOR, played.store, "inject-1", 1)
    page = press(press(a_panel(), "Terminer l’exercice"), "Terminer")
    assert title(page) == "Exercice terminé : 1 inject envoyé sur 4."
    assert played.exercise.result


def test_stopped_for_real_it_leads_to_what_happens(played: Played) -> None:
    played.start()
    stop_for_real(COORDINATOR, played.store, EXERCISE, "Accident")
    page = a_panel()
    assert "Une situation réelle est ouverte." in said(page)
    press(page, "Calculer les quatre courbes")
    assert played.exercise.result


def test_the_great_clock_says_the_fictional_hour_and_whether_it_runs(played: Played) -> None:
    """Read from across the room: the hour, how far from T0, running or not in words."""
    played.start()
    page = a_panel()
    clock = next(one.proto.body for one in page.get("html") if "releve-clock" in one.proto.body).replace("\xa0", " ")
    assert ">8 h<" in clock
    assert ">T0 · lundi 30 novembre<" in clock
    assert "en cours · une minute réelle en vaut" in said(page)
    assert "en pause" in said(press(page, "Pause"))


def test_a_message_is_cut_between_two_words_and_its_quotation_closed() -> None:
    """No word is cut, no space that holds a number to its unit breaks, no quotation stays open."""
    long = "«\xa0Point de situation attendu à 21\xa0h\xa030\xa0: effectifs engagés, capacité du territoire.\xa0»"
    assert extract(long) == "«\xa0Point de situation attendu à 21\xa0h\xa030\xa0: effectifs engagés, capacité…\xa0»"
    assert extract("Court\n  message.") == "Court message."
