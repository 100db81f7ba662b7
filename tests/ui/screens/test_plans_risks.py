"""The Risks place of the Plans screen: hazards from the worst, the table of communes, the sub-zones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.response.risk import Risk
from app.services.coverage.assess_territory import rate_hazards, read_territory, set_zones, start_hazards
from app.services.keeping.set_up_community import set_up_community
from app.store.community import Community
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.services.a_territory import ANOTHER
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in


@pytest.fixture
def auray(store: Store) -> Store:
    """A folder whose territory is chosen."""
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory="auray"))
    return store


def opened(view: str = "dangers", **query: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "plans.py", default_timeout=30)
    for name, value in {"volet": "risques", "vue": view, **query}.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def typed(page: AppTest, base: str, rows: dict[int, dict[str, object]]) -> None:
    """What somebody types in a table before they press its button."""
    key = page.session_state[f"{base}_drawn"].key
    page.session_state[f"{key}_table"] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}


def test_without_a_territory_the_screen_says_where_to_choose_it(store: Store) -> None:
    """Nothing else is offered."""
    page = opened()
    assert "pas encore choisi" in page.title[0].value
    assert "Réglages" in said(page)


def test_nothing_rated_is_an_invitation_and_one_press_starts(auray: Store) -> None:
    """Then the worst hazard comes first, and what waits for its source is said."""
    page = opened()
    assert "23 communes" in page.title[0].value
    page = press(page, "Partir des valeurs usuelles")
    assert "2 dangers forts : Tempête et vents violents" in said(page)
    text = said(page)
    assert "25 dangers restent à vérifier" in text
    assert text.index("Tempête et vents violents") < text.index("Canicule")


def test_one_source_checks_a_hazard_in_every_commune(auray: Store) -> None:
    """An empty source checks nothing."""
    start_hazards(COORDINATOR, auray)
    page = press(opened(danger="heat_wave"), "Noter cette source pour 23 communes")
    assert "Écrivez d’abord" in said(page)
    page.text_input[0].set_value("DDRM 2024")
    press(page, "Noter cette source pour 23 communes")
    sources = {one.source for one in read_territory(COORDINATOR, auray).by_hazard["heat_wave"]}
    assert sources == {"DDRM 2024"}


def test_a_hazard_is_rated_commune_by_commune(auray: Store) -> None:
    """A mark, a season, a note; both marks emptied take the rating back."""
    start_hazards(COORDINATOR, auray)
    page = opened(danger="heat_wave")
    typed(page, "plan_risks_of_heat_wave", {
        0: {"impact": 4, "season": "printemps", "note": "Maison de retraite sans climatisation"},
        1: {"probability": None, "impact": None},
    })  # fmt: skip
    press(page, "Enregistrer ce danger")
    view = read_territory(COORDINATOR, auray)
    held = {view.commune_name(one.commune_insee): one for one in view.by_hazard["heat_wave"]}
    assert (held["Auray"].impact, held["Auray"].season, held["Auray"].note) == (4, "spring", "Maison de retraite sans climatisation")  # fmt: skip
    assert "Baden" not in held
    assert len(held) == 22


def test_the_table_writes_cells_and_keeps_what_was_typed_over_somebody_elses(auray: Store) -> None:
    """The second in one cell is told who was first; their other cell is written at the next press."""
    start_hazards(COORDINATOR, auray)
    page = opened("tableau")
    typed(page, "plan_risks_grid", {0: {"storm": "1 × 1"}, 1: {"storm": "4 × 4"}})
    auray_storm = next(one for one in read_territory(ANOTHER, auray).by_hazard["storm"] if one.commune_insee == "56007")
    rate_hazards(ANOTHER, auray, [replace(auray_storm, impact=2)])
    page = press(page, "Enregistrer le tableau")
    assert "Entre-temps" in said(page)
    press(page, "Enregistrer le tableau")
    held = {one.commune_insee: (one.probability, one.impact) for one in read_territory(COORDINATOR, auray).by_hazard["storm"]}  # fmt: skip
    assert (held["56007"], held["56008"], held["56013"]) == ((1, 1), (4, 4), (3, 3))


def test_an_empty_table_is_filled_family_by_family(auray: Store) -> None:
    """The first family is offered; an emptied cell takes its rating back."""
    page = opened("tableau")
    typed(page, "plan_risks_grid", {0: {"storm": "2 × 3"}})
    press(page, "Enregistrer le tableau")
    assert [(one.commune_insee, one.hazard, one.rating) for one in read_territory(COORDINATOR, auray).risks] == [("56007", "storm", 6)]  # fmt: skip
    page = opened("tableau")
    typed(page, "plan_risks_grid", {0: {"storm": None}})
    press(page, "Enregistrer le tableau")
    assert read_territory(COORDINATOR, auray).risks == ()


def test_sub_zones_are_proposed_then_written(auray: Store) -> None:
    """A proposal says that nothing is written yet."""
    page = press(opened("zones"), "Proposer d’après les routes")
    assert "Rien n’est écrit" in said(page)
    assert read_territory(COORDINATOR, auray).zones == ()
    page = press(page, "Enregistrer les sous-zones")
    assert "3 sous-zones" in said(page)
    zone = read_territory(COORDINATOR, auray).zones[0]
    page.text_input[0].set_value("Centre")
    press(page, "Renommer")
    assert {one.id: one.name for one in read_territory(COORDINATOR, auray).zones}[zone.id] == "Centre"


def test_sub_zones_that_somebody_wrote_meanwhile_are_told_and_the_typed_ones_stay(auray: Store) -> None:
    """The second press writes what was typed beside what the other wrote."""
    page = opened("zones")
    typed(page, "plan_zones", {0: {"zone": "Centre"}})
    set_zones(ANOTHER, auray, {"56023": "Nord"}, [])
    page = press(page, "Enregistrer les sous-zones")
    assert "Entre-temps" in said(page)
    press(page, "Enregistrer les sous-zones")
    assert read_territory(COORDINATOR, auray).zone_of == {"56007": "Centre", "56023": "Nord"}


def test_who_only_reads_has_tables_and_no_button(auray: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """In each of the three views."""
    rate_hazards(COORDINATOR, auray, [Risk(commune_insee="56007", hazard="storm", probability=3, impact=3)])
    signs_in(monkeypatch, auray, Role.OBSERVER)
    for view in ("dangers", "tableau", "zones"):
        page = opened(view)
        assert not [one.label for one in page.button if "Enregistrer" in one.label or "Proposer" in one.label]
    assert len(opened("dangers").table) == 1


def test_a_hazard_leads_to_the_plans_that_answer_it(auray: Store) -> None:
    """The library opens on that plan."""
    start_hazards(COORDINATOR, auray)
    page = opened(danger="heat_wave")
    page.button(key="plan_risks_plan_typologie_3").click().run()
    address = {name: value[0] if isinstance(value, list) else value for name, value in page.query_params.items()}
    assert (address["volet"], address["plan"]) == ("bibliotheque", "typologie_3")
    assert not page.exception
