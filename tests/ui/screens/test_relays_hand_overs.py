"""Relais, the places of hand-overs, hospital discharges and helpers: the sentence, the buttons, and never a need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.continuity.carer import practice_carer
from app.continuity.discharge import Line
from app.continuity.hand_over import HandOverState
from app.continuity.helping import CcasCause, CcasHelp, Helper, HelperKind
from app.services.continuity.absorb_discharge import DischargeDraft, change_discharge, open_discharge
from app.services.continuity.answer_relay import answer_relay
from app.services.continuity.help_ccas import keep_ccas_help, read_ccas
from app.services.continuity.keep_helpers import keep_helpers, read_helpers
from app.services.continuity.propose_relays import propose_relays
from app.services.continuity.read_discharges import read_discharges
from app.services.continuity.read_hand_overs import board
from app.services.keeping.reference import edit_reference
from app.store.current import use
from tests.builders import COORDINATOR
from tests.services.a_relay import AURAY, BRECH, FAR, NEAR, OURS, START, Relay, a_care_need, a_relay, close, noted
from tests.services.signed_categories import change_category
from tests.ui.screens.a_page import UI, press, said

TONIGHT = DischargeDraft(title="20 lits ce soir", wanted_at=START, beds=20, lines=(Line("PLAIE", AURAY, 9),))


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    """Auray closed with nothing noted; Brech has room for six, Pluneret for none."""
    made = a_relay(tmp_path, room=6, far_room=0, needs=0)
    use(made.store)
    yield made
    use(None)


def opened(panel: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "relays.py", default_timeout=30)
    page.query_params["volet"] = panel
    page.run()
    assert not page.exception
    return page


def title(page: AppTest) -> str:
    """The sentence, as it is read."""
    return page.title[0].value.replace("\\", "").replace("\xa0", " ")


def test_nothing_on_its_way_then_relays_asked_in_one_press(relay: Relay) -> None:
    """The empty screen says what it holds; one press proposes; the sentence says what waits."""
    noted(relay, a_care_need(41), a_care_need(42), a_care_need(43))
    page = opened("transmissions")
    assert title(page) == "Aucun besoin n’est en cours de transmission."
    page = press(page, "Proposer les relais")
    assert title(page) == "3 besoins attendent la réponse d’un relais, le premier avant vendredi 27 novembre à 5 h."
    assert "3 besoins proposés (1 relais)." in said(page)
    assert "Cabinet d’Auray → Cabinet de Brech" in said(page)
    assert "3 proposés" in said(page)


def test_nothing_to_propose_has_no_button_that_proposes(relay: Relay) -> None:
    """No need noted: the way to them; needs that nothing threatens, or that nobody can take: said, and no primary button."""
    page = opened("transmissions")
    assert title(page) == "Rien n’est à transmettre : aucun besoin n’est noté un à un."
    assert [one.label for one in page.button] == ["Mes suivis"]
    noted(relay, a_care_need(41))
    assert "Proposer les relais" in [one.label for one in opened("transmissions").button]
    close(relay, NEAR)
    page = opened("transmissions")
    assert title(page) == ("Rien n’est à transmettre : aucun relais ne peut prendre ce qui reste, voyez qui appeler.")
    assert [(one.label, one.proto.type) for one in page.button] == [("Qui reste sans soins", "secondary")]
    relay.clock.forward(days=3)
    page = opened("transmissions")
    assert title(page) == "Rien n’est à transmettre : aucun besoin n’attend un relais."
    assert [one.proto.type for one in page.button] == ["secondary"]


def test_proposing_with_nobody_to_ask_says_who_is_left(relay: Relay) -> None:
    """Eight needs for six places: two are left, and the screen says so."""
    noted(relay, *(a_care_need(n) for n in range(1, 9)))
    page = press(opened("transmissions"), "Proposer les relais")
    assert "2 restent sans relais." in said(page)


def test_the_answer_on_the_telephone_then_each_step(relay: Relay) -> None:
    """Three taken of four; transmitted, received, first visit: each button leads to the next; then all given back."""
    noted(relay, *(a_care_need(n) for n in range(1, 5)))
    propose_relays(COORDINATOR, relay.store)
    page = opened("transmissions")
    page.number_input[0].set_value(3)
    page = press(page, "Noter sa réponse")
    assert "3 acceptés, 1 refusé." in said(page)
    assert title(page) == "3 besoins acceptés sont à transmettre, le premier avant vendredi 27 novembre à 5 h."
    for label in ("Transmis (3)", "Reçu (3)", "Premier passage fait (3)"):
        page = press(page, label)
        assert not page.exception
    assert dict(board(COORDINATOR, relay.store).pairs[0].steps) == {HandOverState.VISITED: 3}
    page = press(press(page, "Rendus (3)"), "Tout est rendu")
    assert board(COORDINATOR, relay.store).pairs == ()


def test_one_need_is_answered_by_yes_or_no(relay: Relay) -> None:
    """No number to type for one."""
    noted(relay, a_care_need(1))
    propose_relays(COORDINATOR, relay.store)
    page = press(opened("transmissions"), "Il prend")
    assert board(COORDINATOR, relay.store).untransmitted == 1
    assert "1 accepté, 0 refusé." in said(page)


def test_what_is_late_comes_first_and_says_to_call_now(relay: Relay) -> None:
    """Past its limit, the sentence says it; no pseudonym, category nor commune of a need is on the screen."""
    noted(relay, a_care_need(4242, "NENT", commune=BRECH))
    propose_relays(COORDINATOR, relay.store)
    answer_relay(COORDINATOR, relay.store, OURS, practice_carer(NEAR), 1, of=1)
    relay.clock.forward(hours=13)
    page = opened("transmissions")
    assert title(page) == "1 besoin n’est pas transmis et son délai est passé."
    assert "appelez maintenant" in said(page)
    everything = said(page) + str(page.session_state) + str([one.value for one in page.table])
    assert not [word for word in ("4242", "NENT", "nutrition", BRECH) if word in everything]


def test_a_step_noted_by_somebody_else_meanwhile_is_told(relay: Relay) -> None:
    """The relay answered from its own page: the button of a screen drawn before says so and writes nothing."""
    noted(relay, a_care_need(1), a_care_need(2))
    propose_relays(COORDINATOR, relay.store)
    page = opened("transmissions")
    answer_relay(relay.members[NEAR], relay.store, OURS, practice_carer(NEAR), 2, of=2)
    page = press(page, "Noter sa réponse")
    assert not page.exception
    assert board(COORDINATOR, relay.store).untransmitted == 2


def test_a_sentence_becomes_lines_and_lines_become_proposals(relay: Relay) -> None:
    """« 20 lits : 4 pansements, 6 sans soin », all to Auray: the four are proposed, the answer is ready to send."""
    page = press(opened("sorties"), "Noter une demande")
    page.text_input(key="relays_discharge_sentence").set_value("20 lits ce soir : 4 pansements, 6 sans soin")
    page.selectbox(key="relays_discharge_place").set_value(AURAY)
    page = press(page, "Lire la phrase")
    assert "Lu : 20 lits, 4 × Plaie complexe, stomie, 6 sans soin." in said(page)
    page = press(page, "Chercher qui les prend")
    assert title(page) == "4 patients à reprendre : 4 réponses attendues."
    [view] = read_discharges(COORDINATOR, relay.store).views
    assert (view.discharge.beds, view.discharge.lines) == (20, (Line("PLAIE", AURAY, 4),))
    assert "4 × Plaie complexe, stomie, Auray : Cabinet de Brech" in page.code[0].value.replace("\xa0", " ")


def test_patients_of_a_category_nobody_validated_are_not_asked_for(relay: Relay) -> None:
    """Refused with what to do; where none is validated, the form itself says so."""
    change_category(relay.store, "PLAIE")
    page = press(opened("sorties"), "Noter une demande")
    page.text_input(key="relays_discharge_sentence").set_value("4 pansements")
    page.selectbox(key="relays_discharge_place").set_value(AURAY)
    page = press(press(page, "Lire la phrase"), "Chercher qui les prend")
    assert "n’est pas encore validée par un médecin" in said(page)
    assert read_discharges(COORDINATOR, relay.store).views == ()
    with relay.store.transaction() as conn:
        conn.execute("DELETE FROM category_validation")
    page = press(opened("sorties"), "Noter une demande")
    assert "Aucune catégorie de soins n’est validée par un médecin" in said(page)


def test_a_sentence_that_names_somebody_is_erased_unread(relay: Relay) -> None:
    """The reason is said, not the name; nothing of it stays in the session. A sentence that is read goes too."""
    page = press(opened("sorties"), "Noter une demande")
    page.text_input(key="relays_discharge_sentence").set_value("1 pansement pour Mme Legoffic")
    page = press(page, "Lire la phrase")
    assert "Phrase effacée : cela ressemble à un nom." in said(page)
    page.text_input(key="relays_discharge_sentence").set_value("2 pansements de plus de 80 ans")
    page = press(page, "Lire la phrase")
    assert "Lu : 2 lits, 2 × Plaie complexe, stomie." in said(page)
    assert page.text_input(key="relays_discharge_sentence").value == ""
    assert "Legoffic" not in said(page)


def test_without_a_commune_the_request_is_refused_in_one_sentence(relay: Relay) -> None:
    """Nothing is guessed: the lines stay, the commune is asked for."""
    page = press(opened("sorties"), "Noter une demande")
    page.text_input(key="relays_discharge_sentence").set_value("2 pansements")
    page = press(press(page, "Lire la phrase"), "Chercher qui les prend")
    assert "Choisissez la commune où rentrent ces patients." in said(page)
    assert read_discharges(COORDINATOR, relay.store).views == ()


def test_who_is_left_stands_with_the_reason_and_each_carer_is_answered(relay: Relay) -> None:
    """Nine for six places: three left; a part taken leaves more; closed, it counts no more."""
    open_discharge(COORDINATOR, relay.store, TONIGHT)
    page = opened("sorties")
    assert title(page) == "9 patients à reprendre : 6 réponses attendues, 3 sans solution."
    assert "3 × Plaie complexe, stomie, Auray : tous complets" in said(page)
    page.number_input[0].set_value(4)
    page = press(page, "Noter sa réponse")
    assert title(page) == "9 patients à reprendre : 4 accords, 5 sans solution."
    page = press(page, "Chercher de nouveau")
    page = press(press(page, "Clore"), "Clore")
    if read_discharges(COORDINATOR, relay.store).views[0].discharge.closed_at is None:
        page = [one for one in page.button if one.label == "Clore"][-1].click().run()
    assert title(page) == "Aucune sortie d’hôpital à absorber."


def test_a_request_is_changed_from_its_lines(relay: Relay) -> None:
    """« Changer » opens it as it stands; whoever comes second is refused and told."""
    id = open_discharge(COORDINATOR, relay.store, TONIGHT)
    page = press(opened("sorties"), "Changer")
    change_discharge(COORDINATOR, relay.store, id, replace(TONIGHT, beds=12), 1)
    page = press(page, "Chercher qui les prend")
    assert not page.exception
    assert read_discharges(COORDINATOR, relay.store).views[0].discharge.beds == 12


def test_helpers_are_typed_in_a_table_and_sent_where_nobody_goes(relay: Relay) -> None:
    """Nobody noted, then one service; those alone that no practice can take are for it; the rest is said."""
    open_discharge(COORDINATOR, relay.store, replace(TONIGHT, lines=(Line("AGE80", AURAY, 9), Line("AGE80", BRECH, 1))))
    page = opened("aides")
    key = page.session_state["relays_helpers_drawn"].key
    added = {"kind": "SSIAD (soins infirmiers à domicile)", "name": "SSIAD fictif", "capacity": 2, "communes": "auray"}
    page.session_state[f"{key}_table"] = {"edited_rows": {}, "added_rows": [added], "deleted_rows": []}
    page = press(page, "Enregistrer les services")
    [held] = read_helpers(COORDINATOR, relay.store).helpers
    assert (held.kind, held.communes, held.capacity) == (HelperKind.SSIAD, frozenset({AURAY}), 2)
    assert title(page) == "4 personnes fragiles sans solution : les aides peuvent en prendre 2."
    assert "SSIAD fictif : 2 à Auray" in said(page)
    assert "Toujours sans aide" in said(page)


def test_a_commune_nobody_knows_and_a_second_comer_are_told(relay: Relay) -> None:
    """Nothing is written; what was typed is still there."""
    keep_helpers(COORDINATOR, relay.store, [Helper(id="h", kind=HelperKind.SAAD, name="SAAD fictif", capacity=1)])
    page = opened("aides")
    key = page.session_state["relays_helpers_drawn"].key
    page.session_state[f"{key}_table"] = {
        "edited_rows": {0: {"communes": "Atlantide"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    page = press(page, "Enregistrer les services")
    assert "Atlantide" in said(page)
    [held] = read_helpers(COORDINATOR, relay.store).helpers
    assert held.communes == frozenset()


def test_a_town_hall_is_noted_with_its_reckoning_and_no_list(relay: Relay) -> None:
    """41 people twice a day, two callers: two more to find, the sum in words; found, then over."""
    page = opened("aides")
    assert "ne le demandez pas" in said(page)
    page.selectbox(key="relays_ccas_commune").set_value(BRECH)
    page.number_input(key="relays_ccas_registered").set_value(41)
    page.number_input(key="relays_ccas_callers").set_value(2)
    page.run()
    assert "82 appels de 10 minutes, 4 h par appelant : 4 personnes par jour, 2 à trouver." in said(page)
    page = press(page, "Noter cette mairie")
    assert title(page) == "2 appelants à trouver pour les mairies."
    [one] = read_ccas(COORDINATOR, relay.store).helps
    page.number_input(key=f"relays_ccas_{one.id}_1_given").set_value(2).run()
    page = press(page, "Noter")
    assert "assez de monde" in said(page)
    page = press(page, "Appels finis")
    assert read_ccas(COORDINATOR, relay.store).helps == ()


def test_what_a_town_hall_has_not_said_is_a_rule_of_the_community(relay: Relay) -> None:
    """Three calls a day of 15 minutes, 5 hours a caller, as its own rows say: 41 people, 123 calls, 7 callers."""
    said_here = {"calls_per_day": "3", "call_minutes": "15", "caller_hours": "5"}
    rows = [{"setting": setting, "value": value} for setting, value in said_here.items()]
    edit_reference(COORDINATOR, relay.store, "continuity_rules", rows, "CCAS d’Auray")
    page = opened("aides")
    page.number_input(key="relays_ccas_registered").set_value(41)
    page.run()
    assert "123 appels de 15 minutes, 5 h par appelant : 7 personnes par jour" in said(page)


def test_a_town_hall_changed_meanwhile_is_told(relay: Relay) -> None:
    """The second note is refused with what changed."""
    one = CcasHelp(
        id="c", commune=BRECH, cause=CcasCause.COLD, registered=9, calls_per_day=1, callers=1, helpers_wanted=2,
        from_day=START.date(),
    )  # fmt: skip
    keep_ccas_help(COORDINATOR, relay.store, one)
    page = opened("aides")
    page.number_input(key="relays_ccas_c_1_given").set_value(1).run()
    keep_ccas_help(COORDINATOR, relay.store, replace(one, helpers_given=2, revision=1))
    page = press(page, "Noter")
    assert read_ccas(COORDINATOR, relay.store).helps[0].helpers_given == 2


def test_far_has_no_room(relay: Relay) -> None:
    """What the tests above rest on: Pluneret takes nothing."""
    noted(relay, a_care_need(1))
    propose_relays(COORDINATOR, relay.store)
    assert practice_carer(FAR) not in {one.taker for one in board(COORDINATOR, relay.store).pairs}


def test_where_they_all_go_home_may_be_said_after_the_sentence(relay: Relay) -> None:
    """The sentence first, then the commune, and « Lire la phrase » again: the lines read stay, and go there."""
    page = press(opened("sorties"), "Noter une demande")
    page.text_input(key="relays_discharge_sentence").set_value("20 lits ce soir : 4 pansements, 6 sans soin")
    page = press(page, "Lire la phrase")
    page.selectbox(key="relays_discharge_place").set_value(AURAY)
    page = press(press(page, "Lire la phrase"), "Chercher qui les prend")
    [view] = read_discharges(COORDINATOR, relay.store).views
    assert (view.discharge.beds, view.discharge.lines) == (20, (Line("PLAIE", AURAY, 4),))
