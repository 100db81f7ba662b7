"""Retex as a screen: the answer first, every picture with its sentence and its table, what is written kept once, by role."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.exercise.exercise import ExerciseState
from app.exercise.rating import Letter
from app.response.event import EventState
from app.services.crisis.move_event import move_event
from app.services.crisis.open_event import open_event
from app.store import community, exercise_ratings, exercises, improvements
from app.store.database import Store
from tests.builders import COORDINATOR, a_person, some_people
from tests.services.a_drill import NAMES, a_trial, run_composition
from tests.services.a_reviewed_exercise import reviewed
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in


def retex(panel: str = "", exercise: str = "e1") -> AppTest:
    page = AppTest.from_file(UI / "screens" / "review.py", default_timeout=30)
    page.query_params["exercice"] = exercise
    if panel:
        page.query_params["volet"] = panel
    page.run()
    assert not page.exception
    assert [one.value for one in page.error] == []
    return page


def test_nothing_to_read_again_is_an_invitation(store: Store) -> None:
    """A real event that was stood down is offered, and opens its review."""
    event_id = open_event(COORDINATOR, store, "Crue de la Vilaine")
    move_event(COORDINATOR, store, event_id, 1, EventState.STOOD_DOWN)
    page = retex()
    assert page.title[0].value.startswith("Aucun exercice à relire encore")
    opened = press(page, "Ouvrir son retour d’expérience")
    assert "Événement réel n° 1" in said(opened)
    assert "EXERCICE" not in "".join(one.value for one in (*opened.title, *opened.markdown))


def test_the_answer_comes_first(store: Store) -> None:
    """Letters, cell, then each objective with its word and what to beware of; it is signed after a question."""
    reviewed(store)
    page = retex()
    assert (
        page.title[0]
        .value.replace("\\", "")
        .replace("\u00a0", " ")
        .startswith("4 objectifs : 1 P, 1 S, 1 M, 1 sans cotation.")
    )
    shown = said(page)
    for words in (
        "M, réalisé avec de grandes difficultés",
        "Désaccord",
        "Personne ne l’a coté.",
        "1 évaluateur seulement",
    ):
        assert words in shown
    assert "Kermorvan" not in shown
    done = press(press(page, "Signer le retour d’expérience"), "Signer")
    assert not done.exception
    with store.reading() as conn:
        held = exercises.find(conn, "e1")
    assert held is not None
    assert held.state is ExerciseState.REVIEWED
    assert [one.label for one in retex().button if one.label == "Rouvrir"] == ["Rouvrir"]


@pytest.mark.parametrize(
    ("panel", "charts", "words"),
    [
        ("cotations", 1, "3 évaluateurs ont coté."),
        ("delais", 1, "dans le délai visé."),
        ("couverture", 0, "Pas de courbe"),
        ("messages", 1, "11 messages joués sur 12 (92 %)."),
        ("charge", 1, "porte le plus"),
        ("constats", 1, "1 point fort, 2 points à améliorer."),
        ("comparer", 0, "Un second exercice terminé"),
        ("rediger", 0, "0 partie écrite sur 7."),
    ],
)  # fmt: skip
def test_every_panel_says_its_sentence_beside_its_picture_and_its_table(
    store: Store, panel: str, charts: int, words: str
) -> None:
    reviewed(store)
    page = retex(panel)
    assert words in said(page)
    assert len(page.get("plotly_chart")) == charts
    assert len([one for one in page.expander if one.label == "La même chose en tableau"]) == charts


def test_the_four_lines_the_falls_and_the_need_hours_stand_when_they_were_computed(store: Store) -> None:
    """Three pictures, each with its table, and the order of the falls is stated."""
    with store.transaction() as conn:
        held = community.read(conn)
        community.write(conn, type(held)(name="CPTS d’essai", territory="auray"))
    some_people(store, *(a_person(name) for name in NAMES))
    reviewed(store, result=run_composition(store, a_trial(), a_trial().shocks).report.model_dump_json())
    page = retex("couverture")
    assert (len(page.get("plotly_chart")), len([one for one in page.expander if "tableau" in one.label])) == (3, 3)
    assert "dans l’ordre" in said(page)
    assert "besoins-heures sans personne" in said(page)
    assert "Au plus bas à T+" in said(page)
    after = {cell for one in page.table if "Après" in one.value for cell in one.value["Après"]}
    assert after
    assert all(cell.startswith(("début", "inject n°", "décision", "reprise")) for cell in after)


def test_a_rating_a_finding_and_a_text_are_kept_once(store: Store) -> None:
    """Rated from the paper sheet; a finding becomes an action in one press, then leads to it."""
    reviewed(store, letters={})
    page = retex("cotations")
    next(one for one in page.radio if one.label == "Lettre").set_value(Letter.MAJOR_CHALLENGES)
    next(one for one in page.text_area if one.label == "Pourquoi").set_value("Rappelés trop tard.")
    assert not press(page, "Noter").exception
    page = retex("constats")
    next(one for one in page.text_area if one.label == "Ce qui a été vu").set_value("Le plan papier manquait.")
    assert not press(page, "Noter").exception
    offered = [one.label for one in page.button].count("En faire une action")
    taken = press(retex("constats"), "En faire une action")
    for shown in (taken, retex("constats")):
        labels = [one.label for one in shown.button]
        assert (labels.count("En faire une action"), labels.count("Ouvrir")) == (offered - 1, 1)
    page = retex("rediger")
    page.text_area[0].set_value("Jeudi, en salle du conseil.")
    assert not press(page, "Enregistrer").exception
    with store.reading() as conn:
        [rating] = exercise_ratings.of_exercise(conn, "e1")
        texts = [one.text for one in exercise_ratings.observations(conn, "e1")]
        actions = improvements.of_exercise(conn, "e1")
    assert (rating.letter.value, rating.rationale) == ("M", "Rappelés trop tard.")
    assert texts.count("Le plan papier manquait.") == 1
    assert len(actions) == 1
    assert "1 partie écrite sur 7." in said(retex("rediger"))


def test_two_exercises_stand_side_by_side(store: Store) -> None:
    reviewed(store)
    reviewed(store, "e2", 2, letters={"O1": "PPP"})
    assert "Du n° 1 au n° 2" in said(retex("comparer"))
    assert "Relevé dans les n° 1 et 2" in said(retex("constats"))


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.READING])
def test_who_reads_writes_nothing_and_sees_no_exercise_that_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    """Neither form nor signature; an exercise under way is not in the choice."""
    reviewed(store)
    reviewed(store, "e2", 2, state=ExerciseState.RUNNING, finished_at=None)
    signs_in(monkeypatch, store, role)
    for panel in ("synthese", "cotations", "constats", "rediger"):
        page = retex(panel, "e2")
        assert "EXERCICE n° 1" in said(page)
        assert {"Noter", "Enregistrer", "En faire une action", "Signer le retour d’expérience", "Rouvrir"} & {one.label for one in page.button} == set()  # fmt: skip
