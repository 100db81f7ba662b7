"""Actions as a screen: written, filtered, closed with a proof, verified; milestones and restitutions; by role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.exercise.improvement import ImprovementState
from app.exercise.rating import Observation, ObservationKind
from app.services.exercise.keep_improvements import begin_improvement, close_improvement, remove_improvement
from app.store import exercise_ratings, exercises, improvements, restitutions
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY
from tests.exercise.an_improvement import an_action, an_ended_exercise
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in, the_product


@pytest.fixture
def plan(store: Store) -> Store:
    """Two exercises that have ended; one action late, one awaited, one done; a point to improve without an action."""
    seen = Observation(
        id="vu", exercise_id="joue", kind=ObservationKind.IMPROVEMENT, text="Personne n’a _relu_ la fiche", at=THURSDAY
    )
    late = {"starts_on": date(2026, 11, 1), "due_on": date(2026, 11, 20)}
    done = {"state": ImprovementState.DONE, "closed_at": THURSDAY, "proof": "essai du 20"}
    with store.transaction() as conn:
        exercises.insert(conn, an_ended_exercise(days_ago=40))
        exercises.insert(conn, an_ended_exercise("suivant", 2, days_ago=-1))
        improvements.insert(
            conn, an_action(id="tard", action="Refaire la liste", exercise_id="joue", email="a@example.org", **late)
        )
        improvements.insert(
            conn,
            an_action(
                id="coming", exercise_id="joue", owner="maire", organisation="mairie d’Auray", card="", section="cell"
            ),
        )
        improvements.insert(conn, an_action(id="faite", action="Acheter des piles", exercise_id="joue", **done))
        exercise_ratings.add_observation(conn, seen)
    return store


def page(**query: str) -> AppTest:
    found = AppTest.from_file(str(UI / "screens" / "improvements.py"), default_timeout=30)
    for name, value in query.items():
        found.query_params[name] = value
    found.run()
    assert not found.exception
    return found


def head(shown: AppTest) -> str:
    return shown.title[0].value.replace("\\", "").replace("\xa0", " ")


def the(store: Store, id: str) -> ImprovementState:
    with store.reading() as conn:
        found = improvements.find(conn, id)
    assert found is not None
    return found.state


def test_an_empty_plan_invites(store: Store) -> None:
    shown = page()
    assert head(shown) == "Aucune action pour l’instant."
    assert "Ici" in said(shown)
    assert [one.label for one in shown.button] == ["Écrire une action"]
    for panel in ("avancement", "jalons", "restitutions"):
        assert head(page(volet=panel))


def test_the_late_one_stands_first(plan: Store) -> None:
    """The headline counts; each row says its state in words, its owner and its day; what is done comes last."""
    shown = page()
    assert head(shown) == "2 actions à mener, dont 1 en retard."
    text = said(shown)
    assert "en retard de 6 jours" in text
    assert "maire, mairie d’Auray · pour le 24 février 2027 · Cellule de crise · exercice n° 1, Panne d’eau" in text
    assert text.index("Refaire la liste") < text.index("Tenir à jour") < text.index("Acheter des piles")
    assert "example.org" not in text


def test_it_is_filtered(plan: Store) -> None:
    """By state and by owner; what no action answers is said."""
    by_state = page().selectbox(key="etat").select("late").run()
    assert "Refaire la liste" in said(by_state)
    assert "Tenir à jour" not in said(by_state)
    by_owner = page().selectbox(key="responsable").select("maire").run()
    assert "Refaire la liste" not in said(by_owner)
    nobody = page().selectbox(key="etat").select("nobody").run()
    assert nobody.info[0].value == "Aucune action ne correspond à ces filtres."


def test_a_point_to_improve_becomes_an_action(plan: Store) -> None:
    """In one press, and what was written of it is no formatting; removed, it becomes another one."""
    shown = page()
    assert "1 point à améliorer sans action" in [one.label for one in shown.expander]
    after = press(shown, "En faire une action")
    assert not after.exception
    assert head(after) == "3 actions à mener, dont 1 en retard."
    assert not [one for one in after.expander if "sans action" in one.label]
    with plan.reading() as conn:
        made = improvements.of_observation(conn, "vu")
    assert made is not None
    remove_improvement(COORDINATOR, plan, made.id, made.revision)
    again = press(after.run(), "En faire une action")
    assert head(again) == "3 actions à mener, dont 1 en retard."


def test_one_is_written(plan: Store) -> None:
    """Without words it is refused and the rest stays typed; with them it opens at its own address."""
    shown = press(page(), "Écrire une action")
    assert "qui fait quoi" in head(shown)
    shown.text_input[1].set_value("cadre de santé")
    refused = press(shown, "Enregistrer")
    assert "Dites ce qu’il faut faire" in said(refused)
    assert refused.text_input[1].value == "cadre de santé"
    refused.text_area[0].set_value("Former deux suppléants")
    made = press(refused, "Enregistrer")
    assert not made.exception
    assert head(made) == "Former deux suppléants"
    with plan.reading() as conn:
        [one] = [one for one in improvements.every(conn) if one.action == "Former deux suppléants"]
    assert (one.owner, one.due_on, one.exercise_id) == ("cadre de santé", date(2027, 2, 24), "suivant")
    assert made.query_params["action"] == one.id


def test_whoever_changes_second_loses_nothing(plan: Store) -> None:
    """Somebody begins the action meanwhile: the form says so and keeps what was typed, which is then written."""
    shown = press(page(action="coming"), "Modifier")
    begin_improvement(COORDINATOR, plan, "coming", 1)
    shown.text_area[0].set_value("Tenir la liste chaque mois")
    told = press(shown, "Enregistrer")
    assert told.text_area[0].value == "Tenir la liste chaque mois"
    assert told.warning
    kept = press(told, "Enregistrer")
    assert not kept.exception
    assert head(kept) == "Tenir la liste chaque mois"
    assert the(plan, "coming") is ImprovementState.IN_PROGRESS


def test_closing_takes_a_proof_then_an_exercise_verifies(plan: Store) -> None:
    """Refused without a proof; closed, it asks in which exercise that has ended it was seen to hold, the first one left out."""
    shown = press(page(action="tard"), "Clore l’action")
    assert "prouve" in said(shown)
    assert the(plan, "tard") is ImprovementState.OPEN
    shown.text_area[0].set_value("liste du 26 novembre")
    closed = press(shown, "Clore l’action")
    assert the(plan, "tard") is ImprovementState.DONE
    assert "liste du 26 novembre" in said(closed)
    [choice] = closed.selectbox
    assert choice.options == ["exercice n° 2, Panne d’eau"]
    seen = press(closed, "Noter qu’elle a tenu")
    assert the(plan, "tard") is ImprovementState.VERIFIED
    assert "Vérifiée** · exercice n° 2" in said(seen)
    press(seen, "Rouvrir")
    assert the(plan, "tard") is ImprovementState.DONE


def test_it_is_given_up_with_why_or_taken_away(plan: Store) -> None:
    shown = page(action="tard")
    shown.text_area[0].set_value("fait ailleurs")
    press(shown, "Abandonner, pour cette raison")
    assert the(plan, "tard") is ImprovementState.DROPPED
    asked = press(page(action="coming"), "Retirer")
    gone = asked.button(key="improvement_remove_coming_yes_button").click().run()
    assert head(gone) == "Cette action n’existe plus."


def test_what_changed_in_the_plan_is_shown(plan: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the version it started from and the one it was closed with, in its section alone."""
    from app.services.exercise.keep_improvements import open_plan_for
    from app.services.plans.edit_plan import write_section
    from tests.services.a_plan import a_community, a_validated

    a_community(plan)
    a_validated(plan)
    place = open_plan_for(COORDINATOR, plan, "coming", 1)
    write_section(COORDINATOR, plan, place.version, "cell", "Deux suppléants par fonction.", 1)
    close_improvement(COORDINATOR, plan, "coming", 2, "version 2")
    shown = page(action="coming")
    assert "Ce qui a changé dans le plan" in [one.value for one in shown.header]
    assert "Deux suppléants par fonction." in said(shown)
    assert "versions 1 à 2" in said(shown)


def test_how_it_moves(plan: Store) -> None:
    """Sentences, tables and the count by owner."""
    shown = page(volet="avancement")
    assert "Aucune action n’attend depuis plus de 90 jours." in said(shown)
    owners = shown.table[-1].value
    assert owners.iloc[0].tolist() == ["cadre de santé", "1", "1", "1"]


def test_milestones_are_said(plan: Store) -> None:
    """The exercise played forty days ago is late on two; where the days come from is there."""
    shown = the_product("improvements", volet="jalons")
    assert head(shown).startswith("2 jalons en retard, d’abord : questionnaire à chaud")
    assert "Retex définitif" in shown.table[-1].value.iloc[:, 0].tolist()
    assert "HSEEP" in said(shown)


def test_a_restitution_is_noted_and_taken_back(plan: Store) -> None:
    shown = page(volet="restitutions")
    refused = press(shown, "Noter la restitution")
    assert "à qui" in said(refused)
    refused.selectbox[0].select("joue")
    refused.text_input[0].set_value("conseil d’administration")
    noted = press(refused, "Noter la restitution")
    assert "Le 26 novembre 2026 : conseil d’administration" in said(noted)
    asked = press(noted, "Retirer")
    key = next(one.key for one in asked.button if str(one.key).endswith("_yes_button"))
    asked.button(key=key).click().run()
    with plan.reading() as conn:
        assert restitutions.every(conn) == []


def test_who_reads_changes_nothing(plan: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list and each action are read, without an address nor a button that writes."""
    signs_in(monkeypatch, plan, Role.READING)
    shown = page()
    assert {one.label for one in shown.button} == {"Ouvrir"}
    one = page(action="tard")
    assert {one.label for one in one.button} == {"Toutes les actions"}
    assert "example.org" not in said(one)
    assert "Qui le peut" in said(page(volet="restitutions"))


def test_the_first_screen_says_what_is_late(plan: Store) -> None:
    """In one row that leads to the action, and a row for the milestone; a community without a centre is told too."""
    home = the_product()
    assert not home.exception
    text = said(home)
    assert "Une action d’amélioration a 6 jours de retard : « Refaire la liste », cadre de santé." in text
    assert "« Panne d’eau » : questionnaire à chaud" in text
    with plan.transaction() as conn:
        held = improvements.find(conn, "coming")
        assert held is not None
        improvements.update(conn, replace(held, starts_on=date(2026, 11, 1), due_on=date(2026, 11, 25)))
    again = the_product()
    assert "2 actions d’amélioration en retard, jusqu’à 6 jours" in said(again)
