"""Carte: each panel's sentence, choices that live in the address, before and after a shock, what each role reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.services.coverage.coverage_answers import Standing
from app.services.coverage.coverage_stage import Asked, Moment
from app.services.coverage.read_bad_days import USUAL_ABSENCE, USUAL_CORRELATION
from app.services.coverage.read_coverage import read_coverage
from app.services.keeping.kept_answers import forget_all
from app.store.current import use
from app.store.database import Store
from app.ui.views import coverage_map as map_view
from tests.builders import COORDINATOR, READER
from tests.services.a_coverage import FLU, a_coverage
from tests.services.a_territory import a_territory
from tests.ui.screens.a_page import a_page, said
from tests.ui.screens.a_role import signs_in
from tests.ui.screens.test_roles import everything

PANELS = ("carte", "besoins", "pertes", "paires", "renforts", "absences", "routes")
MORNING = "2026-11-26-morning"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Five communes in a row, six nurses, a scenario « Grippe »."""
    store = a_coverage(tmp_path, monkeypatch)
    use(store)
    yield store
    use(None)


def on(panel: str, **query: str) -> AppTest:
    """The screen on a panel with that address."""
    page = a_page("coverage")
    for name, value in {"volet": panel, "demi-journee": MORNING, **query}.items():
        page.query_params[name] = value
    return page.run()


def title(page: AppTest) -> str:
    return page.title[0].value.replace("\\", "").replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("panel", "sentence"),
    [
        ("carte", "Jeudi 26 novembre, matin : chaque demande de soins a quelqu’un ; dans 1 commune, un besoin tient à un seul."),
        ("besoins", "Jeudi 26 novembre, matin : chaque demande de soins a quelqu’un ; dans 1 commune, un besoin tient à un seul."),
        ("pertes", "La perte la plus lourde : route Commune B – Commune C, 10 demandes de plus sans personne (relais partiel)."),
        ("renforts", "Rien ne manque à ce moment-là : aucun renfort à appeler."),
        ("routes", "Route Commune A – Commune B : sa coupure isole 1 commune et 3 000 habitants."),
    ],
)  # fmt: skip
def test_each_panel_begins_with_its_answer(world: Store, panel: str, sentence: str) -> None:
    """The sentence first; no fault, no refusal, one primary button at most."""
    page = on(panel)
    assert not page.exception
    assert title(page) == sentence
    assert sum(one.proto.type == "primary" for one in page.button) <= 1


def test_a_bad_day_is_promised_nine_times_out_of_ten(world: Store) -> None:
    """The share, how many days were drawn, that both shares are working values; a turned slider lives in the address."""
    page = on("absences")
    assert not page.exception
    assert title(page).startswith("9 jours sur 10, au moins ")
    assert "1 000 journées tirées au sort parmi 6 professionnels" in said(page)
    assert "Valeurs de travail" in said(page)
    page = page.slider(key="coverage_absents").set_value(60).run()
    assert page.query_params["absents"] in ("60", ["60"])
    assert "60 % manquent en moyenne" in said(page)


@pytest.mark.parametrize("absurd", ["9" * 5000, "1234567", "-3", "²", "٣", ""])
def test_a_number_that_is_none_in_the_address_chooses_nothing(world: Store, absurd: str) -> None:
    """The usual share, the usual number of calls, no set outlined; nothing fails."""
    page = on("absences", absents=absurd, lien=absurd)
    assert not page.exception
    assert [page.slider(key=f"coverage_{one}").value for one in ("absents", "lien")] == [
        USUAL_ABSENCE,
        USUAL_CORRELATION,
    ]
    page = on("renforts", volontaires=absurd)
    assert not page.exception
    assert page.number_input(key="coverage_volunteers").value == 5
    page = on("carte", choc=FLU, ensemble=absurd)
    assert not page.exception
    assert page.segmented_control(key="coverage_set").value is None


def test_a_shock_is_chosen_then_its_plan_and_the_band_says_exercise(world: Store) -> None:
    """Choices write the address; leaving the shock leaves the exercise."""
    page = on("carte")
    assert "EXERCICE" not in everything(page).replace("Choc (exercice)", "")
    page = page.selectbox(key="coverage_choc").set_value(FLU).run()
    assert page.query_params["choc"] in (FLU, [FLU])
    assert title(page) == (
        "Après « Grippe », jeudi 26 novembre, matin : 24 demandes de soins sur 67 restent sans personne ; 3 communes ont un besoin en déficit."
    )
    assert "EXERCICE" in everything(page)
    assert (
        "Avant le choc : 0 demande sans personne sur 67, 100 % couvert. Le choc est supposé commencer avec la demi-journée présente."
        in said(page)
    )
    page = page.select_slider(key="coverage_moment").set_value("plan").run()
    assert page.query_params["moment"] in ("plan", ["plan"])
    assert title(page).startswith("Avec le plan, « Grippe », jeudi 26 novembre, matin : 9 demandes")
    page = page.selectbox(key="coverage_choc").set_value("").run()
    assert title(page).startswith("Jeudi 26 novembre, matin : chaque demande")
    assert "moment" not in page.query_params


def test_a_deficit_is_shaded_by_what_the_commune_lacks(world: Store) -> None:
    """Each commune in deficit has the step of its share, said in the legend; a reader, who reads no share, has one step."""
    asked = Asked(MORNING, FLU, Moment.AFTER)
    view = read_coverage(COORDINATOR, world, asked)
    short = [one for one in view.communes if one.standing is Standing.SHORT]
    parts = [map_view.missing_part(view, one.code) for one in short]
    steps = [sum(part >= bound for bound in map_view.STEPS) for part in parts if part is not None]
    assert len(short) == len(steps) == 3
    assert [map_view.level(one, view) for one in short] == [f"short_{one}" for one in steps]
    assert {f"short_{one}" for one in steps} <= set(map_view.legends(view))
    read = read_coverage(READER, world, asked)
    assert {map_view.level(one, read) for one in read.communes if one.standing is Standing.SHORT} == {"short"}


def test_the_worst_needs_are_told_in_words(world: Store) -> None:
    """What a phone does not show whole is said above the picture; nothing in deficit, nothing said."""
    assert " sans personne sur " in said(on("besoins", choc=FLU))
    assert "Ce qui manque le plus" in {one.value for one in on("besoins", choc=FLU).header}
    assert "Ce qui manque le plus" not in {one.value for one in on("besoins").header}


def test_the_territory_is_a_file_for_who_runs_drills(world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offered under what is assumed; a reader is offered none."""
    words = "Télécharger le territoire (GraphML)"
    assert words in {one.label for one in on("hypotheses").get("download_button")}
    signs_in(monkeypatch, world, Role.READING)
    assert words not in {one.label for one in on("hypotheses").get("download_button")}


def test_the_default_half_day_says_when_it_is_not_an_ordinary_one(world: Store) -> None:
    """A Sunday and a night are said to be so; a Thursday morning says nothing."""
    nights = "La nuit, surtout la garde"
    assert nights in said(on("carte", **{"demi-journee": "2026-11-26-night"}))
    assert nights not in said(on("carte"))


def test_a_set_is_told_and_outlined_and_a_commune_looked_at(world: Store) -> None:
    """The sentence of the set, the number pressed kept in the address, the needs of one commune with where numbers come from."""
    page = on("carte", choc=FLU, commune="B")
    assert "il manque" in said(page)
    page = page.segmented_control(key="coverage_set").set_value("1").run()
    assert page.query_params["ensemble"] in ("1", ["1"])
    assert not page.exception
    rows = [table.value for table in page.table]
    assert any("besoins notés" in str(row.to_numpy().tolist()) for row in rows)


def test_every_picture_has_its_table(world: Store) -> None:
    """As many twins as pictures, each with its file; two losses at once may have nothing to show."""
    for panel in PANELS:
        page = on(panel, choc=FLU)
        assert not page.exception
        pictures = len(page.get("plotly_chart"))
        assert pictures == 1 or panel == "paires"
        assert len([one for one in page.expander if one.label == "La même chose en tableau"]) == pictures
        assert len(page.table) >= pictures


def test_who_only_reads_finds_no_name_anywhere(world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The coordination reads names: they could have been sent. Nothing that runs a drill is offered either."""
    assert "Prénom" in everything(on("pertes"))
    forget_all()
    signs_in(monkeypatch, world, Role.READING)
    for panel in PANELS:
        page = on(panel, choc=FLU)
        assert not page.exception
        assert "NOM" not in everything(page)
        assert "Votre rôle ne permet pas" not in said(page)
        assert "Essayer un choc" not in {one.label for one in page.button}
    assert "Les nombres de moins de 5 ne sont pas montrés à votre rôle." in said(on("carte"))


def test_a_folder_without_a_territory_says_where_to_begin(store: Store) -> None:
    """An empty map is an invitation, on every panel: none says that nothing lacks where nothing is known."""
    forget_all()
    for panel in PANELS:
        page = on(panel)
        assert not page.exception
        if panel != "hypotheses":
            assert title(page) == "Aucun territoire n’est encore choisi."
            assert "Il faut d’abord une communauté avec son territoire" in said(page)
            assert [one.label for one in page.button] == ["Communauté et territoire"]


def test_a_real_territory_is_drawn_from_its_outlines(tmp_path: Path) -> None:
    """Thirty-one communes, two on which nobody asks for anything at night: the map counts them all."""
    use(a_territory(tmp_path))
    forget_all()
    page = a_page("coverage")
    assert not page.exception
    assert "31 communes :" in said(page)
    use(None)
