"""The Scénarios screen: the shelf, one scenario read, copied, written without a line of YAML, brought from a file, removed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.drills.scenario_draft import with_inject
from app.drills.shock import Absence, PowerCut
from app.services.keeping.set_up_community import set_up_community
from app.services.laboratory.read_scenarios import read_page, read_shelf
from app.services.laboratory.write_scenario import change_scenario, copy_scenario, write_scenario
from app.store import community
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.drills.a_scenario import a_scenario
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "scenarios.py", default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def query(page: AppTest) -> dict[str, object]:
    return {name: value[0] if isinstance(value, list) else value for name, value in page.query_params.items()}


def errors(page: AppTest) -> list[str]:
    return [one.value.replace("\\", "").replace("\xa0", " ") for one in page.error]


@pytest.fixture
def own(store: Store) -> str:
    """A scenario of the community's own."""
    return write_scenario(COORDINATOR, store, a_scenario())


def test_the_shelf_says_how_many_are_ready(store: Store) -> None:
    """The sentence, each with its story and where it comes from; « Lire » opens it in the address."""
    page = opened()
    assert page.title[0].value == "7 scénarios prêts à jouer."
    assert "fait réel documenté" in said(page)
    page.button(key="scenario_read_ecran_noir").click().run()
    assert query(page) == {"scenario": "ecran_noir"}
    assert page.title[0].value == "Écran noir"


def test_a_scenario_reads_as_a_page(store: Store) -> None:
    """Objectives, each message with what it does and what is awaited, the plan, what was assumed; no code anywhere."""
    page = opened(scenario="quatre_jours_a_38")
    text = said(page)
    for words in (
        "28 sur 94", "10 h après l’envoi, pendant 56 h", "sous 1 h 30 · fiche « Alerter les volontaires par vagues »",
        "Permanence médicale en lieu frais (Redon) : 24 par demi-journée", "valeurs de travail", "EPI-CLIM : Risque",
    ):  # fmt: skip
        assert words in text
    assert "44057" not in text
    assert "vital_nursing" not in text
    assert [str(one.value.iloc[0, 0])[:2] for one in page.table] == ["O1"]


def test_a_scenario_that_is_no_more_is_told(store: Store) -> None:
    """With the way back to the shelf."""
    page = opened(scenario="rien")
    assert "n’est plus dans la bibliothèque" in errors(page)[0]
    page.button(key="scenarios_back").click().run()
    assert query(page) == {}
    assert page.title[0].value.startswith("7 scénarios")


def test_what_cannot_be_read_is_told_and_hides_nothing(store: Store) -> None:
    """A file of the folder with a fault."""
    folder = store.folder.content / "scenarios"
    folder.mkdir(parents=True)
    (folder / "casse.yaml").write_text("format: rien\n", encoding="utf-8")
    page = opened()
    assert page.title[0].value.startswith("7 scénarios")
    assert "scenarios/casse.yaml, ligne 1" in page.warning[0].value.replace("\\", "").replace("\xa0", " ")


def test_a_copy_is_made_to_be_changed(store: Store) -> None:
    """It opens on its frame."""
    page = opened(scenario="d768_penthievre")
    page.button(key="scenario_copy").click().run()
    assert not page.exception
    code = str(query(page)["scenario"])
    assert read_shelf(COORDINATOR, store).own[code].copied_from == "d768_penthievre"
    assert query(page)["page"] == "modifier"
    assert page.text_input[0].label == "Titre"


def test_a_scenario_begins_with_a_frame_and_an_objective(store: Store) -> None:
    """What lacks is told by its name, and nothing typed is lost."""
    page = opened(volet="ecrire")
    page.text_input(key="scenario_begin_title").set_value("Grand froid")
    press(page, "Commencer le scénario")
    assert errors(page) != []
    assert page.text_input(key="scenario_begin_title").value == "Grand froid"
    page.text_input(key="scenario_begin_starts").set_value("Un lundi, 8 h")
    page.text_area(key="scenario_begin_story").set_value("Il neige depuis la nuit.")
    page.text_area(key="scenario_begin_watch").set_value("Qui décide ?\n\nQui note ?")
    page.text_input(key="scenario_begin_objective_text").set_value("Tenir les tournées.")
    page.text_input(key="scenario_begin_objective_measure").set_value("Part des soins servis.")
    press(page, "Commencer le scénario")
    assert errors(page) == []
    found = read_page(COORDINATOR, store, "grand_froid").scenario
    assert (found.title, found.watch, found.objectives[0].code) == ("Grand froid", ("Qui décide ?", "Qui note ?"), "O1")
    assert query(page) == {"scenario": "grand_froid", "page": "modifier"}


def test_the_frame_is_written_and_a_second_writer_loses_nothing(store: Store, own: str) -> None:
    """They are told who wrote, and press again."""
    page = opened(scenario=own, page="modifier")
    title = next(one for one in page.text_input if one.label == "Titre")
    title.set_value("Titre neuf")
    now = read_page(COORDINATOR, store, own)
    change_scenario(COORDINATOR, store, now.scenario.model_copy(update={"story": "Une autre histoire."}), 1)
    press(page, "Enregistrer le cadre")
    assert page.warning
    assert next(one for one in page.text_input if one.label == "Titre").value == "Titre neuf"
    press(page, "Enregistrer le cadre")
    found = read_page(COORDINATOR, store, own).scenario
    assert (found.title, found.story) == ("Titre neuf", "Une autre histoire.")


def test_an_effect_is_added_changed_and_taken_out(store: Store, own: str) -> None:
    """In the form, without a code; what concerns nobody is refused."""
    page = opened(scenario=own, page="modifier", etape="effets")
    base = "scenario_effects_essai_effects__0"
    press(page, "Ajouter cet effet")
    assert "ne concerne personne" in errors(page)[0]
    page.multiselect(key=f"scenario_effects_essai_effects__{0}_absence_professions").set_value(["infirmier"])
    page.number_input(key="scenario_effects_essai_effects__0_absence_share").set_value(50)
    press(page, "Ajouter cet effet")
    assert read_page(COORDINATOR, store, own).scenario.effects[1:] == (Absence(professions=("infirmier",), share=50),)
    page.toggle(key=f"{base.removesuffix('_0')}_1_open").set_value(True).run()
    page.number_input(key="scenario_effects_essai_effects__1_form_absence_share").set_value(25)
    press(page, "Remplacer cet effet")
    assert read_page(COORDINATOR, store, own).scenario.effects[1:] == (Absence(professions=("infirmier",), share=25),)
    page.button(key="scenario_effects_essai_effects__0_remove").click().run()
    assert [one.type for one in read_page(COORDINATOR, store, own).scenario.effects] == ["absence"]


def test_a_plan_takes_actions_alone(store: Store, own: str) -> None:
    """And what strikes takes none."""
    page = opened(scenario=own, page="modifier", etape="plan")
    assert page.selectbox[0].options == [
        "Ouvrir un site",
        "Appeler des volontaires",
        "Binômes de cabinets",
        "Équipe mobile",
    ]
    assert "Ouvrir un site" not in opened(scenario=own, page="modifier", etape="effets").selectbox[0].options


def test_objectives_are_added_changed_and_taken_out(store: Store, own: str) -> None:
    """The last one stays."""
    page = opened(scenario=own, page="modifier", etape="objectifs")
    page.text_input(key="scenario_objective_essai_new_0_text").set_value("Alerter.")
    page.text_input(key="scenario_objective_essai_new_0_measure").set_value("Vu.")
    press(page, "Ajouter l’objectif")
    assert [one.text for one in read_page(COORDINATOR, store, own).scenario.objectives] == ["Tenir.", "Alerter."]
    page.text_input(key="scenario_objective_essai_O1_text").set_value("Tenir bon.")
    press(page, "Enregistrer")
    assert [one.text for one in read_page(COORDINATOR, store, own).scenario.objectives] == ["Tenir bon.", "Alerter."]
    press(page, "Retirer")
    assert [one.code for one in read_page(COORDINATOR, store, own).scenario.objectives] == ["O2"]
    press(page, "Retirer")
    assert "un objectif au moins" in errors(page)[0]


def test_an_inject_is_written_with_what_is_awaited(store: Store, own: str) -> None:
    """It takes its place by its minutes, others are numbered again; the address says which is open."""
    page = opened(scenario=own, page="modifier", etape="injects", inject="nouveau")
    base = "scenario_inject_essai_new_0"
    page.number_input(key=f"{base}_hours").set_value(0)
    page.number_input(key=f"{base}_minutes").set_value(40)
    page.text_input(key=f"{base}_from").set_value("SAMU")
    page.text_area(key=f"{base}_text").set_value("Combien d’infirmiers ?")
    page.text_input(key=f"{base}_expected_0").set_value("Donner un nombre.")
    page.selectbox(key=f"{base}_card_0").set_value("ouvrir_la_cellule")
    press(page, "Ajouter l’inject")
    assert errors(page) == []
    injects = read_page(COORDINATOR, store, own).scenario.injects
    assert [(one.number, one.minutes) for one in injects] == [(1, 0), (2, 40), (3, 90)]
    assert injects[1].expected[0].card == "ouvrir_la_cellule"
    page.selectbox(key="scenario_inject_choice").set_value("2").run()
    assert query(page)["inject"] == "2"


@pytest.mark.parametrize("absurd", ["9" * 5000, "1234567", "0", "-1", "²", "٢", ""])
def test_an_inject_that_the_address_does_not_number_is_the_first(own: str, absurd: str) -> None:
    """No fault, and no empty form of a new one in its place."""
    page = opened(scenario=own, page="modifier", etape="injects", inject=absurd)
    assert page.selectbox(key="scenario_inject_choice").value == "1"


def test_an_inject_changes_and_keeps_its_effects(store: Store, own: str) -> None:
    """Effects are added below it, counted from its sending; it is removed once asked."""
    page = opened(scenario=own, page="modifier", etape="injects", inject="2")
    page.text_area(key="scenario_inject_essai_1_text").set_value("Autre message.")
    press(page, "Enregistrer l’inject")
    before, now = a_scenario().injects[1], read_page(COORDINATOR, store, own).scenario.injects[1]
    assert (now.text, now.effects, now.expected) == ("Autre message.", before.effects, before.expected)
    page = opened(scenario=own, page="modifier", etape="injects", inject="1")
    page.selectbox(key="scenario_effects_essai_effects_0_0_kind").set_value("power_cut").run()
    page.multiselect(key="scenario_effects_essai_effects_0_0_power_cut_communes").set_value(["35236"])
    press(page, "Ajouter cet effet")
    assert read_page(COORDINATOR, store, own).scenario.injects[0].effects == (PowerCut(communes=("35236",)),)
    press(page, "Retirer cet inject")
    page.button(key="scenario_inject_essai_0_yes_button").click().run()
    assert [one.number for one in read_page(COORDINATOR, store, own).scenario.injects] == [1]


def test_somebody_elses_change_of_the_same_part_is_told(store: Store, own: str) -> None:
    """Ranks may have moved: what was opened is compared with what stands."""
    page = opened(scenario=own, page="modifier", etape="injects", inject="2")
    now = read_page(COORDINATOR, store, own).scenario
    other = now.injects[1].model_copy(update={"text": "Écrit ailleurs."})
    change_scenario(COORDINATOR, store, with_inject(now, other, 1), 1)
    page.text_area(key="scenario_inject_essai_1_text").set_value("Autre message.")
    press(page, "Enregistrer l’inject")
    assert "entre-temps" in errors(page)[0]
    assert read_page(COORDINATOR, store, own).scenario.injects[1].text == "Écrit ailleurs."


def test_a_scenario_is_removed_once_asked_and_put_back(store: Store, own: str) -> None:
    """From the bottom of the shelf."""
    page = opened(scenario=own)
    page.button(key="scenario_remove").click().run()
    page.button(key="scenario_removal_yes_button").click().run()
    assert not page.exception
    assert own not in read_shelf(COORDINATOR, store).scenarios
    page = opened()
    page.button(key=f"scenario_restore_{own}").click().run()
    assert own in read_shelf(COORDINATOR, store).scenarios


def test_the_territory_puts_its_own_first(store: Store) -> None:
    """Those of elsewhere are read too, and say that their places are not ours."""
    with store.reading() as conn:
        held = community.read(conn)
    set_up_community(COORDINATOR, store, replace(held, name="CPTS", territory="auray"))
    assert opened().title[0].value == "7 scénarios prêts à jouer, dont 2 sur ce territoire."
    assert "ne sont pas ceux de votre territoire" in said(opened(scenario="ecran_noir"))
    copy_scenario(COORDINATOR, store, "autocar_rn165")
    assert opened().title[0].value == "8 scénarios prêts à jouer, dont 3 sur ce territoire."


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.READING])
def test_whoever_reads_is_offered_nothing_to_write(
    store: Store, own: str, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    """Neither on the shelf nor on a page, whatever the address asks."""
    signs_in(monkeypatch, store, role)
    for page in (opened(volet="ecrire"), opened(scenario=own, page="modifier"), opened(scenario="ecran_noir")):
        labels = {one.label for one in page.button}
        assert labels.isdisjoint({"Écrire un scénario", "Copier pour le changer", "Retirer", "Commencer le scénario"})
        assert not page.text_input
