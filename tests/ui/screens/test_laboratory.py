"""Laboratoire: composed effect by effect, run, kept, run again, compared; what each role finds of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.core.clock import PARIS
from app.drills.composition import Composition, document
from app.drills.shock import Absence, MobileTeam, RoadCut
from app.services.keeping.kept_answers import forget_all
from app.services.laboratory.print_drill import print_saved, print_trial
from app.services.laboratory.read_laboratory import read_all_saved, try_composition
from app.services.laboratory.save_run import save_run
from app.services.roster.edit_person import change_people
from app.store import journal, people
from app.store.current import use
from app.store.database import Store
from app.ui.views.laboratory_address import packed, unpacked
from tests.builders import COORDINATOR, READER, THURSDAY, a_team
from tests.documents.printed import text_of
from tests.services.a_territory import a_territory
from tests.ui.screens.a_page import a_page, press, said
from tests.ui.screens.a_role import signs_in, the_product
from tests.ui.screens.test_roles import everything, names_of

TRIAL = Composition(
    starts_at=THURSDAY, days=1, title="Grippe et pont coupé",
    shocks=(Absence(professions=("infirmier",), share=50), RoadCut(roads=("56168-56234",), from_hours=2)),
    plan=(MobileTeam(name="Équipe du soir", commune="56007", skills=("soins_infirmiers",), capacity=40),),
)  # fmt: skip

SAINTS = {"Anne"}
"""Also the name of a commune, Sainte-Anne-d’Auray: it says nothing about whoever bears it."""


def address(composition: Composition) -> str:
    return packed(document(composition))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Auray and a team of professionals."""
    made = a_territory(tmp_path)
    a_team(made)
    use(made)
    yield made
    use(None)
    forget_all()


def title(page: AppTest) -> str:
    return page.title[0].value.replace("\\", "").replace("\xa0", " ").replace("\u202f", " ")


def asked(**query: str) -> AppTest:
    page = a_page("laboratory")
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def composed(page: AppTest) -> Composition:
    found = unpacked(page.query_params["essai"])
    assert found is not None
    return Composition.model_validate_json(found)


def kept(store: Store, composition: Composition = TRIAL, title: str = "Grippe") -> str:
    return save_run(COORDINATOR, store, try_composition(COORDINATOR, store, composition).ran, title)


def test_an_empty_laboratory_asks_what_could_happen(store: Store) -> None:
    """A question, what one may begin with, no result to press for; all of it under EXERCICE."""
    page = a_page("laboratory")
    assert not page.exception
    assert title(page) == "Que se passerait-il si… ?"
    assert "Aucun choc" in said(page)
    assert "EXERCICE" in page.get("html")[0].proto.body
    assert [one.label for one in page.button] == ["Ajouter un choc", "Ajouter une action du plan"]


def test_a_scenario_is_composed_into_the_address(store: Store) -> None:
    """Each of its effects stands in words, and the address holds them all, whatever becomes of the session."""
    page = asked(scenario="d768_penthievre")
    assert not page.exception
    made = composed(page)
    assert (made.scenario, "scenario" in page.query_params) == ("d768_penthievre", False)
    assert title(page).startswith(f"{len(made.shocks)} chocs et {len(made.plan)} actions du plan, à partir du jeudi 26")
    again = asked(essai=page.query_params["essai"])
    assert title(again) == title(page)
    codes = [*(one.type for one in made.effects), *(road for one in made.shocks for road in getattr(one, "roads", ()))]
    assert [one for one in codes if one in said(page)] == []


@pytest.mark.parametrize("query", [{"essai": address(TRIAL)[:-9]}, {"scenario": "quatre_jours_a_38"}])
def test_an_address_that_does_not_read_is_said_to_be_so(store: Store, query: dict[str, str]) -> None:
    """A link that was cut, a scenario of another territory: said, and nothing is composed of it."""
    page = asked(**query)
    assert not page.exception
    assert "Cette adresse ne se lit plus" in said(page)
    assert title(page) == "Que se passerait-il si… ?"
    assert "ne se lit plus" not in said(asked(essai=address(TRIAL)))


def test_an_effect_is_added_changed_moved_and_taken_out(store: Store) -> None:
    """Each gesture writes the address; nothing typed for one is left in the next."""
    page = asked(essai=address(TRIAL))
    page = page.button(key="laboratory_rise_1").click().run()
    assert composed(page).effects == (TRIAL.shocks[1], TRIAL.shocks[0], *TRIAL.plan)
    page = page.button(key="laboratory_remove_0").click().run()
    assert composed(page).effects == (TRIAL.shocks[0], *TRIAL.plan)
    page = press(page, "Ajouter un choc")
    page.selectbox(key=next(one.key for one in page.selectbox if one.label == "Genre")).select("power_cut").run()
    page.multiselect(key=next(one.key for one in page.multiselect if one.label == "Communes")).select("56007")
    page = press(page, "Ajouter cet effet")
    assert not page.exception
    assert [one.type for one in composed(page).effects] == ["absence", "power_cut", "mobile_team"]
    page = page.button(key="laboratory_change_0").click().run()
    assert "Remplacer cet effet" in {one.label for one in page.button}
    page = press(page, "Annuler")
    assert "Remplacer cet effet" not in {one.label for one in page.button}


def test_the_result_says_what_is_left_then_shows_why(store: Store) -> None:
    """The sentence, the lines and the steps with their twins, what each effect did, what stays short."""
    page = asked(volet="resultat", essai=address(TRIAL))
    assert not page.exception
    assert title(page).startswith("Sans plan, ")
    assert len(page.get("plotly_chart")) == 2
    shown = said(page)
    for words in (
        "Au plus bas : ",
        "À la fin du compte, ",
        "Route coupée",
        "Équipe du soir",
        "dans l’ordre",
    ):
        assert words in shown
    assert [one.value.replace("\\", "") for one in page.header] == [
        "Au fil des demi-journées", "Ce que fait chaque choc", "Ce que fait le plan", "D’où vient ce qui manque",
        "Ce qui manque quoi qu’on fasse", "Quels besoins, où",
    ]  # fmt: skip
    assert len(page.table) >= 3, "every picture has its table"
    assert next(one.label for one in page.get("download_button")) == "Imprimer (PDF)"


def test_the_result_of_nothing_leads_to_the_composer(store: Store) -> None:
    """An invitation, and its one step."""
    page = asked(volet="resultat")
    assert title(page) == "Rien n’est encore composé."
    page = press(page, "Composer un essai")
    assert page.query_params["volet"] == "composer"


def test_a_trial_is_kept_under_a_title(store: Store) -> None:
    """Then it opens among the saved ones."""
    page = asked(volet="resultat", essai=address(TRIAL))
    page = press(page, "Garder")
    assert not page.exception
    assert page.query_params["volet"] == "essais"
    assert [one.title for one in read_all_saved(COORDINATOR, store)] == ["Grippe et pont coupé"]
    assert "Rien de ce qui a servi au calcul n’a changé depuis." in said(page)


def test_pressing_twice_keeps_one_trial(store: Store) -> None:
    """A second press that overtakes the first one finds what it has kept."""
    page = asked(volet="resultat", essai=address(TRIAL))
    ran = try_composition(COORDINATOR, store, TRIAL).ran
    save_run(COORDINATOR, store, ran, TRIAL.title, run_id=page.session_state["laboratory_pending"])
    page = press(page, "Garder")
    assert not page.exception
    assert len(read_all_saved(COORDINATOR, store)) == 1
    assert "laboratory_pending" not in page.session_state


def test_title_and_start_stand_at_the_top_and_write_the_address(store: Store) -> None:
    """Changed, each is in the address at once: there is nothing to confirm that could be forgotten."""
    page = asked(essai=address(TRIAL))
    page = page.text_input(key="laboratory_title").set_value("Pont  seul").run()
    page = page.time_input(key="laboratory_hour").set_value(time(8)).run()
    page = page.date_input(key="laboratory_day").set_value(date(2026, 11, 30)).run()
    page = page.number_input(key="laboratory_days").set_value(3).run()
    assert not page.exception
    made = composed(page)
    assert (made.title, made.starts_at, made.days) == ("Pont seul", datetime(2026, 11, 30, 8, tzinfo=PARIS), 3)
    assert made.effects == TRIAL.effects
    assert page.text_input(key="laboratory_title").value == "Pont seul"


def test_a_saved_run_says_when_the_roster_has_changed(store: Store) -> None:
    """Its badge turns, and « refaire » composes it again for today."""
    run_id = kept(store)
    with store.reading() as conn:
        one, held = people.every(conn)[0], people.revisions(conn)
    change_people(COORDINATOR, store, [(one, held[one.id])])
    page = asked(volet="essais", garde=run_id)
    assert "l’effectif a changé" in said(page)
    page = press(page, "Refaire avec l’effectif d’aujourd’hui")
    assert page.query_params["volet"] == "resultat"
    assert composed(page) == TRIAL


def test_two_runs_are_compared_side_by_side(store: Store) -> None:
    """Even of the same title: what tells them apart in a sentence, one table, a picture each."""
    page = asked(volet="comparer")
    assert title(page) == "Il faut deux essais gardés pour comparer."
    kept(store)
    kept(store, TRIAL.model_copy(update={"plan": ()}))
    page = asked(volet="comparer")
    assert not page.exception
    assert "« Grippe, premier essai »" in title(page)
    assert "« Grippe, second essai »" in title(page)
    assert len(page.get("plotly_chart")) == 4


def test_a_saved_run_is_taken_out_of_the_list(store: Store) -> None:
    """After a question."""
    run_id = kept(store)
    page = asked(volet="essais")
    assert title(page).startswith("1 essai gardé")
    page.button(key=f"laboratory_remove_{run_id}_ask").click().run()
    page = page.button(key=f"laboratory_remove_{run_id}_yes_button").click().run()
    assert read_all_saved(COORDINATOR, store) == ()
    assert title(page) == "Aucun essai gardé."


def test_who_reads_finds_saved_runs_without_names_and_nothing_to_press(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No composer, no renaming, no one's name though the trial strikes somebody by id; small counts are not told."""
    with store.reading() as conn:
        team = tuple(sorted(people.every(conn), key=lambda one: one.given_name in SAINTS))
    run_id = kept(store, TRIAL.model_copy(update={"shocks": (Absence(providers=(f"person:{team[0].id}",)),)}))
    exact = everything(
        asked(
            volet="composer",
            essai=address(TRIAL.model_copy(update={"shocks": (Absence(providers=(f"person:{team[0].id}",)),)})),
        )
    )
    assert team[0].given_name in exact, "who composes reads the name: it could have leaked"
    signs_in(monkeypatch, store, Role.READING)
    page = the_product("laboratory", volet="essais", garde=run_id)
    assert not page.exception
    shown = everything(page)
    assert [name for name in names_of(team) - SAINTS if name in shown] == []
    assert str(team[0].id) not in shown
    assert "Refaire avec l’effectif d’aujourd’hui" not in {one.label for one in page.button}
    page = the_product("laboratory", volet="composer")
    assert title(page).startswith("1 essai gardé"), "the composer is not theirs"
    assert {one.label for one in page.button} == {"Ouvrir"}


def test_a_print_says_exercice_and_names_nobody(store: Store) -> None:
    """Fresh or saved, by whoever may read it; printing is in the journal."""
    with store.reading() as conn:
        team = tuple(people.every(conn))
        before = journal.head(conn)
    run_id = kept(store, TRIAL.model_copy(update={"shocks": (Absence(providers=(f"person:{team[0].id}",)),)}))
    for printed in (print_trial(COORDINATOR, store, TRIAL), print_saved(READER, store, run_id)):
        text = text_of(printed)
        assert "EXERCICE" in text
        assert [name for name in names_of(team) - SAINTS if name in text] == []
        assert "D’où vient ce qui manque" in text
    with store.reading() as conn:
        assert journal.head(conn) != before


def test_without_a_territory_the_way_to_it_is_shown(tmp_path: Path) -> None:
    """Nothing is supposed of nowhere."""
    from tests.builders import a_store

    use(a_store(tmp_path / "vide"))
    page = a_page("laboratory")
    use(None)
    assert not page.exception
    assert title(page) == "Aucun territoire n’est encore choisi."
