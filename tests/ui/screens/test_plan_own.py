"""« Notre plan » on the Plans screen: begun, written, compared, validated, sent, signed; read by who may only read."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import LOCAL_COORDINATION, Role
from app.response.plan import PlanState
from app.services.plans.edit_plan import section_mark, write_section
from app.services.plans.read_plan_desk import read_plan_desk
from app.services.plans.sign_card import signatures_words
from app.services.plans.validate_plan import validate_plan
from app.store.database import Store
from tests.services.a_plan import PRESIDENT, QUALITY, RESERVE, a_community, a_draft, a_sent, a_validated, the
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "plans.py", default_timeout=30)
    for name, value in {"volet": "plan", **query}.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def headline(page: AppTest) -> str:
    return page.title[0].value.replace("\\", "").replace("\u00a0", " ")


def test_from_nothing_to_sent_in_twelve_interactions(store: Store) -> None:
    """A community with a roster: begin, validate by name under the reserve proposed, tick the ARS and the CPAM, note it."""
    a_community(store)
    page = opened()
    assert headline(page) == "Notre plan n’est pas commencé : un premier texte complet vous attend."
    done = 1
    press(page, "Commencer le plan")
    assert headline(page).startswith("Version 1 en cours d’écriture. Il manque")
    done += 1
    page.segmented_control(key="partie").set_value("envoi").run()
    page.text_input(key="plan_validated_by").set_value(PRESIDENT)
    page.text_input(key="plan_validated_as").set_value(QUALITY)
    done += 3
    press(page, "Valider la version")
    assert headline(page) == "Version 1 validée : elle n’est encore envoyée à personne."
    assert "Réserve : Il manque" in said(page)
    for box in (
        "Délégation départementale de l’ARS, Morbihan (56)",
        "CPAM (correspondant de la communauté), Morbihan (56)",
    ):
        next(one for one in page.checkbox if one.label.replace("\\", "").replace("\u00a0", " ") == box).check()
        done += 1
    done += 1
    press(page, "Noter l’envoi")
    assert not page.exception
    assert headline(page) == "Version 1 envoyée à 2 destinataires sur 3 attendus."
    assert the(store, 1).state is PlanState.SENT
    assert done <= 12
    press(page, "Accusé reçu aujourd’hui")
    [first, second] = read_plan_desk(LOCAL_COORDINATION, store).view.sendings  # type: ignore[union-attr]
    assert {first.acknowledged_on is None, second.acknowledged_on is None} == {True, False}
    assert "Prochaine révision : 26 novembre 2027" in said(page)


def test_a_section_is_written_in_place(store: Store) -> None:
    """The address carries the section; the form is drawn from what stands, and closes once it is written."""
    a_draft(store)
    page = opened(section="trace")
    assert page.header[0].value == "Traçabilité"
    page.button(key="plan_edit").click().run()
    [area] = page.text_area
    assert area.value.startswith("Ce qui n’est pas écrit")
    area.set_value("On écrit tout.\n\n– À la main")
    press(page, "Enregistrer")
    assert not page.text_area
    assert "On écrit tout." in said(page)
    assert "écrite par nous" in said(page)
    section = the(store, 1).section("trace")
    assert section is not None
    assert (section.items, section.modified) == (("À la main",), True)


def test_who_comes_second_loses_nothing_typed(store: Store) -> None:
    """They are told who wrote first, and what they typed stands over the new text."""
    draft = a_draft(store)
    page = opened(section="trace")
    page.button(key="plan_edit").click().run()
    trace = draft.section("trace")
    assert trace is not None
    write_section(LOCAL_COORDINATION, store, 1, "trace", "Écrit avant.", 1, seen=section_mark(trace))
    page.text_area[0].set_value("Tapé après.")
    press(page, "Enregistrer")
    assert not page.exception
    assert "section du plan écrite par coordination (ce poste)" in said(page)
    assert page.text_area[0].value == "Tapé après."
    assert "~~Écrit avant" in said(page)  # What saving again would take away from whoever wrote first is read before.
    press(page, "Enregistrer")
    section = the(store, 1).section("trace")
    assert section is not None
    assert section.text == "Tapé après."


def test_figures_that_moved_are_brought_up_to_date_in_one_press(store: Store) -> None:
    """And a section written by hand shows what would be written today, with a sign and a colour."""
    a_draft(store)
    write_section(LOCAL_COORDINATION, store, 1, "territory", "Notre territoire.", 1)
    a_community(store)
    page = opened(section="territory")
    assert "sections ne disent plus ce qui est connu aujourd’hui." in said(page)
    press(page, "Mettre à jour")
    assert "ne disent plus" not in said(page)
    assert "Ce qui est connu a changé" in page.info[0].value
    assert ":green-background[+ Le territoire compte 23 communes" in said(page)
    assert ":red-background[− ~~Notre territoire" in said(page)
    press(page, "Garder le nôtre")
    assert not page.info
    press(page, "Reprendre le texte proposé")
    section = the(store, 1).section("territory")
    assert section is not None
    assert (section.modified, "23 communes" in section.text) == (False, True)


def test_a_long_section_is_folded_under_its_headings_and_the_next_follows(store: Store) -> None:
    """The plan is read from end to end without going up."""
    a_draft(store)
    page = opened(section="typologies")
    assert page.expander[0].label.startswith("Typologie 1")
    assert len(page.expander) == 6
    page.button(key="plan_after").click().run()
    assert page.header[0].value == "Fiches réflexes"


def test_what_is_missing_leads_to_the_place_that_mends_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line each, and how many sections hold."""
    a_community(store)
    a_draft(store)
    gone: list[tuple[str, object]] = []
    page = opened(partie="manques")
    text = said(page)
    assert "Toute la cellule de crise" in text
    assert "Les sous-zones" in text
    monkeypatch.setattr("streamlit.switch_page", lambda file, query_params: gone.append((file, query_params)))
    page.button(key="plan_gap_0").click().run()
    assert gone == [("screens/plans.py", {"volet": "cellule"})]


def test_a_text_behind_what_is_known_is_brought_up_to_date_before_it_is_validated(store: Store) -> None:
    """Begun first, completed after: what goes to the ARS never says « à compléter » of what was entered since."""
    a_draft(store)
    a_community(store)
    page = opened(partie="envoi")
    assert "ce qui est connu aujourd’hui" in said(page)
    assert not page.text_input
    page.button(key="plan_refresh").click().run()
    assert "ce qui est connu aujourd’hui" not in said(page)
    assert page.text_input(key="plan_validated_by")


def test_validating_without_a_name_is_refused_and_nothing_typed_is_lost(store: Store) -> None:
    """The sentence says what to do."""
    a_draft(store)
    page = opened(partie="envoi")
    press(page, "Valider la version")
    assert "écrivez son nom et sa qualité" in page.error[0].value
    assert page.text_area[0].value.startswith("Il manque")
    assert the(store, 1).state is PlanState.DRAFT


def test_a_sending_without_anyone_is_refused(store: Store) -> None:
    """And nothing is noted."""
    a_validated(store)
    page = opened(partie="envoi")
    press(page, "Noter l’envoi")
    assert "Cochez au moins un destinataire" in page.error[0].value


def test_versions_are_compared_and_read(store: Store) -> None:
    """The last two by default; an older one is read by its address and does not change."""
    a_sent(store)
    page = opened(partie="versions")
    assert not [one for one in page.selectbox if one.label == "De"]
    press(page, "Commencer la version suivante")
    write_section(LOCAL_COORDINATION, store, 2, "trace", "Ce qui n’est pas écrit n’a pas été fait.", 1)
    page = opened(partie="versions")
    assert "De la version 1 à la version 2 : 2 sections changent." in said(page)
    page.selectbox(key="version").set_value("1").run()
    assert headline(page).startswith("Version 1 envoyée")
    older = opened(version="1", section="trace")
    assert not [one for one in older.button if one.key == "plan_edit"]


@pytest.mark.parametrize("absurd", ["9" * 5000, "1234567", "0", "-1", "²", "١", ""])
def test_a_version_that_the_address_does_not_number_is_the_newest(store: Store, absurd: str) -> None:
    """« ١ » is a digit, and the number of the first version, to Python alone."""
    a_sent(store)
    press(opened(partie="versions"), "Commencer la version suivante")
    assert headline(opened(version=absurd)).startswith("Version 2")
    assert headline(opened(version="1")).startswith("Version 1")


def test_another_section_closes_the_form_of_the_first(store: Store) -> None:
    """Whoever comes back to it reads it, and does not find themselves writing."""
    a_draft(store)
    page = opened(section="trace")
    page.button(key="plan_edit").click().run()
    assert page.text_area
    page.selectbox(key="plan_section_choice").set_value("territory").run()
    assert page.query_params["section"] in ("territory", ["territory"])
    page.selectbox(key="plan_section_choice").set_value("trace").run()
    assert page.header[0].value == "Traçabilité"
    assert not page.text_area


def test_a_draft_is_given_up_after_a_question(store: Store) -> None:
    """What it does is said first."""
    a_draft(store)
    page = opened()
    press(page, "Abandonner ce brouillon")
    assert the(store, 1).state is PlanState.DRAFT
    page.button(key="plan_drop_yes_button").click().run()
    assert headline(page).startswith("Notre plan n’est pas commencé")


def test_cards_are_read_then_signed_by_name(store: Store) -> None:
    """The one ticked alone; its signature is told on the card."""
    a_draft(store)
    page = opened(partie="signatures")
    assert "30 fiches à contenu médical attendent" in said(page)
    box = next(one for one in page.checkbox if one.key and one.key.startswith("plan_sign_grand_froid"))
    box.check().run()
    page.text_input(key="plan_signed_by").set_value("Efflam Fictif")
    press(page, "Signer 1 fiche lue")
    assert not page.exception
    assert set(signatures_words(LOCAL_COORDINATION, store)) == {"grand_froid"}
    assert "29 fiches à contenu médical attendent" in said(page)
    card = AppTest.from_file(UI / "screens" / "plans.py", default_timeout=30)
    card.query_params["fiche"] = "grand_froid"
    card.run()
    assert "signée le 26 novembre 2026 par Efflam Fictif, référent médical" in said(card)
    assert "à valider par le référent médical" not in card.markdown[3].value


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.READING, Role.CRISIS_CELL])
def test_a_role_that_reads_finds_no_button_that_writes(
    store: Store, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    """It reads the same plan, part by part; who may write it is said."""
    draft = a_draft(store)
    validate_plan(LOCAL_COORDINATION, store, 1, draft.revision, name=PRESIDENT, quality=QUALITY, reserve=RESERVE)
    a_draft(store)
    signs_in(monkeypatch, store, role)
    written = {
        "Modifier cette section",
        "Valider la version",
        "Noter l’envoi",
        "Abandonner ce brouillon",
        "Mettre à jour",
    }
    for part in ("texte", "manques", "envoi", "versions", "signatures"):
        page = opened(partie=part)
        assert written.isdisjoint(one.label for one in page.button)
        assert not page.error
        assert ("Qui le peut" in said(page)) is (part in ("envoi", "signatures"))


def test_before_any_plan_a_reader_is_told_who_writes_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to press."""
    signs_in(monkeypatch, store, Role.READING)
    page = opened()
    assert "Écrire le plan ne se fait pas depuis votre rôle." in said(page)
    assert not [one for one in page.button if one.label == "Commencer le plan"]


def test_a_link_to_a_card_opens_the_library_whatever_was_read_before(store: Store) -> None:
    """Links of plans and cards keep their address."""
    page = AppTest.from_file(UI / "screens" / "plans.py", default_timeout=30)
    page.session_state["volet"] = "plan"
    page.query_params["fiche"] = "grand_froid"
    page.run()
    assert "Quand la prendre" in said(page)
