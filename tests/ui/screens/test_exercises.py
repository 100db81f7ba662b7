"""The Préparation screen: an exercise begun from a scenario, then its people, objectives, injects, and what it still lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.core.clock import PARIS
from app.exercise.exercise import ExerciseState
from app.exercise.participant import ParticipantRole
from app.services.exercise.change_chronogramme import change_inject
from app.services.exercise.read_exercise import ExerciseView, read_exercise
from app.services.exercise.read_exercises import read_exercises
from app.services.exercise.start_exercise import start_exercise
from app.store import exercises
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.services.a_prepared_exercise import EMAIL, NAMES, PHONE, a_prepared_exercise, with_people
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "exercises.py", default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def asked(page: AppTest, name: str) -> str:
    """What the address says."""
    value = page.query_params[name]
    return str(value[0] if isinstance(value, list) else value)


def view(store: Store, id: str) -> ExerciseView:
    return read_exercise(COORDINATOR, store, id)


@pytest.fixture
def id(store: Store) -> str:
    made = a_prepared_exercise(store)
    with_people(store, made)
    return made


def test_an_exercise_is_begun_from_a_scenario(store: Store) -> None:
    """From the empty shelf: the speed lets everything be played, and the next step is who takes part."""
    page = press(opened(), "Préparer un exercice")
    page.selectbox(key="exercise_new_source").set_value("scenario:autocar_rn165").run()
    page = press(page, "Préparer cet exercice")
    assert not page.exception
    (one,) = read_exercises(COORDINATOR, store).exercises.values()
    assert (one.title, one.stop_word, one.speed) == ("Autocar sur la RN165", "ARRÊT EXERCICE", 10)
    assert one.starts_at.weekday() < 5
    # The messages say « avant 21 h »: T0 opens at the hour that the scenario tells.
    assert one.t0.astimezone(PARIS).time() == time(17, 40)
    assert asked(page, "exercice") == one.id
    assert asked(page, "volet") == "participants"
    assert "points à régler avant de jouer" in page.title[0].value
    assert "EXERCICE" in "".join(each.proto.body for each in page.get("html"))


def test_the_shelf_lists_exercises_and_opens_one(store: Store, id: str) -> None:
    page = opened()
    assert page.title[0].value == "1 exercice en préparation."
    assert "EXERCICE n° 1 · Autocar en hiver" in said(page)
    assert "12 injects · 4 participants" in said(page)
    page = press(page, "Ouvrir")
    assert asked(page, "exercice") == id


def test_an_address_that_leads_nowhere_shows_the_shelf(store: Store, id: str) -> None:
    assert "n’existe plus" in said(opened(exercice="jamais"))


def test_the_frame_is_changed(store: Store, id: str) -> None:
    page = opened(exercice=id)
    page.text_input(key=f"exercise_frame_{id}_1_title").set_value("Autre titre")
    page = press(page, "Enregistrer le cadre")
    assert not page.exception
    assert (view(store, id).exercise.title, view(store, id).exercise.starts_at.hour) == ("Autre titre", 13)


def test_a_guest_is_added_changed_and_taken_out(store: Store, id: str) -> None:
    page = opened(exercice=id, volet="participants", geste="invite")
    base = f"exercise_guest_{id}_4"
    page.selectbox(key=f"{base}_role").set_value(ParticipantRole.OBSERVER)
    page.selectbox(key=f"{base}_function").set_value(view(store, id).injects[0].recipient)
    page.text_input(key=f"{base}_email").set_value("autre@example.org")
    page = press(page, "Ajouter l’invité")
    assert not page.exception
    added = view(store, id).participants[-1]
    assert (added.role, added.email) == (ParticipantRole.OBSERVER, "autre@example.org")
    assert "5 participants : 2 joueurs, 2 observateurs, 1 à l’animation." in said(page)


def test_a_refusal_is_told_and_what_was_typed_stays(store: Store, id: str) -> None:
    """A guest's address that is none: the sentence says so, the fields keep what they hold, nobody was added."""
    page = opened(exercice=id, volet="participants", geste="invite")
    base = f"exercise_guest_{id}_4"
    page.text_input(key=f"{base}_email").set_value("pas une adresse")
    page = press(page, "Ajouter l’invité")
    assert [one.value for one in page.error] != []
    assert page.text_input(key=f"{base}_email").value == "pas une adresse"
    assert len(view(store, id).participants) == 4


def test_invitations_are_written_and_links_handed_out(store: Store, id: str) -> None:
    page = opened(exercice=id, volet="participants", geste="inviter")
    page = press(page, "Écrire les invitations")
    assert not page.exception
    assert all(one.invited_at for one in view(store, id).participants)
    page = opened(exercice=id, volet="participants", geste="liens")
    assert sum("/exercice/" in one.proto.body for one in page.get("html")) == 4


def test_an_inject_is_rewritten_in_place_moved_and_added(store: Store, id: str) -> None:
    """The one that moves stays on screen; whoever comes second loses nothing typed."""
    second = view(store, id).injects[1]
    page = opened(exercice=id, volet="injects", inject=second.id)
    page.text_area(key=f"exercise_inject_{second.id}_1_text").set_value("Réécrit ici.")
    page = press(page, "Enregistrer l’inject")
    assert not page.exception
    assert view(store, id).injects[1].text == "Réécrit ici."
    page = press(page, "Plus tôt")
    assert view(store, id).injects[0].id == second.id
    assert asked(page, "inject") == second.id
    change_inject(COORDINATOR, store, replace(view(store, id).injects[0], text="Écrit ailleurs."))
    key = next(one.key for one in page.text_area if str(one.key).startswith(f"exercise_inject_{second.id}"))
    page.text_area(key=key).set_value("Tapé trop tard.")
    page = press(page, "Enregistrer l’inject")
    assert view(store, id).injects[0].text == "Écrit ailleurs."
    assert "Tapé trop tard." in {one.value for one in page.text_area}
    page = opened(exercice=id, volet="injects", inject="nouveau")
    base = f"exercise_inject_{id}_new_0"
    page.text_area(key=f"{base}_text").set_value("Un message de plus.")
    page.text_input(key=f"{base}_from").set_value("SAMU")
    page = press(page, "Ajouter l’inject")
    assert not page.exception
    assert [one.text for one in view(store, id).injects][-1] == "Un message de plus."


def test_its_objectives_are_its_own(store: Store, id: str) -> None:
    """Written in the exercise's copy, at its revision."""
    page = opened(exercice=id, volet="objectifs")
    base = f"scenario_objective_{id}_new_0"
    page.text_input(key=f"{base}_text").set_value("Joindre la mairie en dix minutes.")
    page.text_input(key=f"{base}_measure").set_value("Heure de l’appel.")
    page = press(page, "Ajouter l’objectif")
    assert not page.exception
    one = view(store, id).exercise
    assert (one.scenario.objectives[-1].text, one.revision) == ("Joindre la mairie en dix minutes.", 2)


def test_what_is_missing_leads_to_where_it_is_mended(store: Store, id: str) -> None:
    page = opened(exercice=id, volet="pret")
    assert "1 sur 3 évaluateurs" in said(page)
    page = page.button(key="exercise_mend_0").click().run()
    assert not page.exception
    assert asked(page, "volet") != "pret"
    page = press(opened(exercice=id, volet="pret"), "Jouer à blanc")
    assert "Aucun territoire" in said(page)


def test_one_that_has_begun_no_longer_offers_to_prepare_it(store: Store, id: str) -> None:
    with store.transaction() as conn:
        exercises.update(conn, replace(view(store, id).exercise, state=ExerciseState.FINISHED))
    page = opened(exercice=id, volet="injects")
    assert "L’exercice est joué : il se relit dans Retex." in said(page)
    assert not any(one.label == "Enregistrer l’inject" for one in page.button)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.READING])
def test_whoever_does_not_run_it_reads_functions_alone(
    store: Store, id: str, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    """No name, no address, no message to come; and no button that would be refused."""
    signs_in(monkeypatch, store, role)
    assert not any(one.label == "Préparer un exercice" for one in opened().button)
    page = opened(exercice=id)
    sent = "\n".join(one.proto.SerializeToString().decode("utf-8", "replace") for one in page.main if one.proto)
    told = view(store, id)
    for hidden in (*NAMES, EMAIL, PHONE, *(one.text for one in told.injects)):
        assert hidden not in sent
    assert "4 participants" in said(page)


def test_who_came_is_chosen_once_it_has_begun(store: Store, id: str) -> None:
    """Not before the start; then those chosen by hand are counted, and nobody else moves."""
    assert "Présences" not in set(opened(exercice=id, volet="participants").button_group[-1].options)
    start_exercise(COORDINATOR, store, id, view(store, id).exercise.revision)
    page = opened(exercice=id, volet="participants", geste="presences")
    first = view(store, id).participants[0]
    page.button_group[-1].set_value([first.id])
    page = press(page, "Noter les présences")
    assert not page.exception
    assert [one.id for one in view(store, id).participants if one.attended] == [first.id]
