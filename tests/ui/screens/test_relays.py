"""The Relais screen: closures noted, ended and warned of; cuts; what practices say; care at a distance; who may not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.continuity.practice_care import NewPatients, PracticeCare
from app.continuity.situation import ClosureKind, OutageKind
from app.response.event import EventKind
from app.services.continuity.declare_closure import ClosureDraft, change_closure, declare_closure, end_closure
from app.services.continuity.declare_outage import OutageDraft, declare_outage
from app.services.continuity.keep_practice import put_care
from app.services.continuity.keep_remote_service import put_remote_service
from app.services.continuity.read_failures import read_closures, read_outages
from app.services.continuity.read_relays import read_cares, read_remotes
from app.store.current import use
from app.ui import acted
from tests.builders import COORDINATOR, THURSDAY
from tests.continuity.test_remote_service import ALARMS
from tests.services.an_event import an_event
from tests.services.some_practices import ALONE, FEGREAC, OURS, THEIRS, Around, some_practices
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in, the_product

TOMORROW = THURSDAY + timedelta(days=1)


@pytest.fixture
def around(tmp_path: Path) -> Iterator[Around]:
    """Practices around Redon, in the folder in use."""
    found = some_practices(tmp_path)
    use(found.store)
    yield found
    use(None)


def opened(panel: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "relays.py", default_timeout=30)
    page.query_params["volet"] = panel
    page.run()
    assert not page.exception
    return page


def title(page: AppTest) -> str:
    return str(page.title[0].value).replace("\\", "").replace("\xa0", " ")


def closes(around: Around, **said_: object) -> str:
    usual: dict[str, object] = {"practice": OURS, "kind": ClosureKind.CRISIS, "starts_at": THURSDAY}
    return declare_closure(COORDINATOR, around.store, ClosureDraft(**{**usual, **said_})).id  # type: ignore[arg-type]


def test_with_nothing_noted_each_panel_says_so(around: Around) -> None:
    """Empty, a panel says what it will hold and offers the first step."""
    assert title(opened("fermetures")) == "Aucun cabinet fermé en ce moment, à ce que l’on sait."
    assert title(opened("coupures")) == "Aucune coupure en ce moment, à ce que l’on sait."
    assert title(opened("cabinets")).startswith("0 cabinet sur 2 a dit ce qu’il peut absorber")
    page = opened("distance")
    assert title(page) == "Aucun service à distance n’est noté."
    assert "Enregistrer ce service" in [one.label for one in page.button]


def test_a_closure_is_noted_in_three_gestures(around: Around) -> None:
    """Open, choose the practice, save: unavailable, whole, from now, without a known end; nothing can be written about why."""
    page = opened("fermetures")
    page.button(key="relays_closure_new").click().run()
    assert (page.text_input.len, page.text_area.len) == (0, 0)
    page.selectbox(key="closure_new_1_practice").set_value(OURS)
    press(page, "Enregistrer")
    assert not page.exception
    assert title(page) == "1 cabinet fermé : Cabinet de Fégréac."
    assert "tout le cabinet · indisponible · depuis 17 h, sans fin connue" in said(page)
    [row] = read_closures(COORDINATOR, around.store).running
    assert (row.closure.kind, row.closure.members_away, row.closure.ends_at) == ("unavailable", None, None)


def test_a_closure_without_practice_is_asked_for(around: Around) -> None:
    """The dialog stays, with the sentence; nothing is written."""
    page = opened("fermetures")
    page.button(key="relays_closure_new").click().run()
    press(page, "Enregistrer")
    assert "Choisissez le cabinet qui ferme." in said(page)
    assert read_closures(COORDINATOR, around.store).running == ()


def test_two_of_a_pair_closed_together_are_told(around: Around) -> None:
    """When it is noted, and on each of the two lines after."""
    put_care(COORDINATOR, around.store, PracticeCare(practice=OURS, paired=THEIRS, agreed_on=date(2026, 5, 4)))
    closes(around, practice=THEIRS, ends_at=TOMORROW)
    page = opened("fermetures")
    page.button(key="relays_closure_new").click().run()
    page.selectbox(key="closure_new_1_practice").set_value(OURS)
    page.number_input(key="closure_new_1_away").set_value(1)
    press(page, "Enregistrer")
    assert "Le binôme, Cabinet de Redon, ferme ou manque de monde au même moment" in said(page)
    page.run()
    assert said(page).count("prévoyez un autre relais") == 2
    assert title(page) == "1 cabinet fermé : Cabinet de Redon. 1 cabinet en service réduit."
    assert "1 membre sur 4" in said(page)


def test_open_again_is_one_press_and_taking_away_is_asked(around: Around) -> None:
    """« Rouvert » ends it now; « Retirer » asks once."""
    first, second = closes(around), closes(around, practice=THEIRS)
    around.clock.forward(hours=1)
    page = opened("fermetures")
    page.button(key=f"relays_end_{first}").click().run()
    assert title(page) == "1 cabinet fermé : Cabinet de Redon."
    page.session_state[acted.DONE].undo()
    assert title(page.run()).startswith("2 cabinets fermés")
    [row] = [one for one in read_closures(COORDINATOR, around.store).running if one.closure.id == first]
    end_closure(COORDINATOR, around.store, first, row.closure.revision)
    page.run()
    page.button(key=f"relays_remove_{second}_ask").click().run()
    assert title(page) == "1 cabinet fermé : Cabinet de Redon."
    page.button(key=f"relays_remove_{second}_yes_button").click().run()
    assert title(page).startswith("Aucun cabinet fermé")
    page.session_state[acted.DONE].undo()
    assert title(page.run()).endswith("Cabinet de Redon.")


def test_a_closure_changed_by_somebody_else_meanwhile_is_told(around: Around) -> None:
    """What was typed stays in the form; what stands is what the first wrote."""
    id = closes(around)
    page = opened("fermetures")
    page.button(key=f"relays_change_{id}").click().run()
    page.number_input(key=f"closure_{id}_1_away").set_value(2)
    change_closure(
        COORDINATOR, around.store, id, 1,
        ClosureDraft(practice=OURS, kind=ClosureKind.PLANNED, starts_at=THURSDAY, members_away=3),
    )  # fmt: skip
    press(page, "Enregistrer")
    assert "fermeture modifiée" in said(page)
    assert page.number_input(key=f"closure_{id}_2_away").value == 2
    [row] = read_closures(COORDINATOR, around.store).running
    assert (row.closure.members_away, row.closure.kind) == (3, "planned")


def test_during_an_exercise_real_or_played_must_be_said(around: Around) -> None:
    """Nothing is proposed; what is played is marked, and does not count in the sentence."""
    exercise = an_event(around.store, "Canicule fictive", kind=EventKind.EXERCISE)
    page = opened("fermetures")
    page.button(key="relays_closure_new").click().run()
    page.selectbox(key="closure_new_1_practice").set_value(OURS)
    press(page, "Enregistrer")
    assert "dites si c’est réel, ou noté pour l’exercice" in said(page)
    page.selectbox(key="closure_new_1_event").set_value(exercise)
    press(page, "Enregistrer")
    assert title(page).startswith("Aucun cabinet fermé")
    assert "EXERCICE · Cabinet de Fégréac · Fégréac" in said(page)
    assert "EXERCICE : 1 fermeture jouée, à part." in said(page)


def test_a_calendar_pasted_becomes_closures(around: Around) -> None:
    """The text is read, what changed is said, no title is shown."""
    page = opened("fermetures")
    page.selectbox(key="relays_calendar_practice").set_value(OURS).run()
    page.text_area(key="relays_calendar_text").set_value(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20261101T000000Z\r\n"
        "SUMMARY:Ski canari\r\nDTSTART;VALUE=DATE:20261221\r\nDTEND;VALUE=DATE:20261228\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    press(page, "Lire l’agenda")
    assert "Agenda lu : 1 fermeture ajoutée." in said(page)
    assert "à partir de lundi 21 décembre à 0 h" in said(page)
    assert "canari" not in "".join(one.value for one in (*page.markdown, *page.caption, *page.success))
    press(page, "Oublier cet agenda")
    assert "1 fermeture retirée." in said(page)


def test_a_calendar_that_is_none_is_told(around: Around) -> None:
    """Nothing given, then something else than a calendar."""
    page = opened("fermetures")
    page.selectbox(key="relays_calendar_practice").set_value(OURS).run()
    press(page, "Lire l’agenda")
    assert "Donnez un fichier .ics, une adresse ou le contenu d’un agenda." in said(page)
    page.text_area(key="relays_calendar_text").set_value("bonjour")
    press(page, "Lire l’agenda")
    assert len(page.error) == 1


def test_a_power_cut_is_noted_then_its_end_then_over(around: Around) -> None:
    """Communes asked, the sentence says where and until when; one press ends it."""
    page = opened("coupures")
    page.button(key="relays_outage_new").click().run()
    press(page, "Enregistrer")
    assert "Choisissez les communes sans électricité." in said(page)
    page.multiselect(key="relays_outage_form_power_communes").set_value([FEGREAC])
    page.date_input(key="relays_outage_form_power_last").set_value(date(2026, 11, 27))
    press(page, "Enregistrer")
    assert title(page) == (
        "Coupure d’électricité : Fégréac, depuis 17 h, jusqu’à vendredi 27 novembre à 20 h."
    )  # fmt: skip
    [row] = read_outages(COORDINATOR, around.store).running
    around.clock.forward(hours=1)
    page.button(key=f"relays_outage_end_{row.outage.id}").click().run()
    assert title(page).startswith("Aucune coupure")


def test_its_end_is_changed_when_news_come_and_a_mistake_is_taken_away(around: Around) -> None:
    """Each cut has its own form, and its question."""
    id = declare_outage(
        COORDINATOR, around.store, OutageDraft(kind=OutageKind.WATER, starts_at=THURSDAY, communes=(FEGREAC,))
    )
    page = opened("coupures")
    assert "sans fin connue" in title(page)
    page.date_input(key=f"relays_outage_until_{id}_1_last").set_value(date(2026, 11, 26))
    press(page, "Enregistrer la fin")
    assert title(page) == "Coupure d’eau : Fégréac, depuis 17 h, jusqu’à 20 h."
    page.button(key=f"relays_outage_remove_{id}_ask").click().run()
    page.button(key=f"relays_outage_remove_{id}_yes_button").click().run()
    assert title(page).startswith("Aucune coupure")
    page.session_state[acted.DONE].undo()
    assert title(page.run()) == "Coupure d’eau : Fégréac, depuis 17 h, jusqu’à 20 h."


def test_how_long_a_cut_lasts_fills_its_end(around: Around) -> None:
    """« Neuf heures »: written so in the new cut, then longer in the form of its end, which is not typed again."""
    page = opened("coupures")
    page.button(key="relays_outage_new").click().run()
    page.multiselect(key="relays_outage_form_power_communes").set_value([FEGREAC])
    page.number_input(key="relays_outage_form_power_hours").set_value(9)
    press(page, "Enregistrer")
    [row] = read_outages(COORDINATOR, around.store).running
    assert row.outage.ends_at == row.outage.starts_at + timedelta(hours=9)
    page = opened("coupures")
    page.number_input(key=f"relays_outage_until_{row.outage.id}_1_hours").set_value(12)
    press(page, "Enregistrer la fin")
    [row] = read_outages(COORDINATOR, around.store).running
    assert row.outage.ends_at == row.outage.starts_at + timedelta(hours=12)


@pytest.mark.parametrize("kind", OutageKind)
def test_each_kind_of_cut_has_its_fields(around: Around, kind: OutageKind) -> None:
    """None of them faults; each refuses to be empty in its own sentence."""
    page = opened("coupures")
    page.button(key="relays_outage_new").click().run()
    page.selectbox(key="relays_outage_form_kind").set_value(kind.value).run()
    press(page, "Enregistrer")
    assert not page.exception
    assert len(page.error) == 1


def test_what_a_practice_says_is_kept_and_told_back(around: Around) -> None:
    """Its share, its pair; the second writer keeps what they typed."""
    page = opened("cabinets")
    page.selectbox(key="relays_practice").set_value(OURS).run()
    key = f"relays_care_{OURS}_0"
    page.number_input(key=f"{key}_daily").set_value(80)
    page.number_input(key=f"{key}_share").set_value(20)
    page.number_input(key=f"{key}_radius").set_value(25)
    page.selectbox(key=f"{key}_paired").set_value(THEIRS)
    press(page, "Enregistrer ce cabinet")
    assert "Peut prendre 16 patients de plus par jour, à 25 min au plus." in said(page)
    assert "Binôme : Cabinet de Redon, sans accord écrit." in said(page)
    put_care(COORDINATOR, around.store, PracticeCare(practice=OURS, daily_visits=10, revision=1))
    page.text_input(key=f"relays_care_{OURS}_1_software").set_value("Logiciel B")
    press(page, "Enregistrer ce cabinet")
    assert page.text_input(key=f"relays_care_{OURS}_2_software").value == "Logiciel B"
    row = read_cares(COORDINATOR, around.store).row(OURS)
    assert row is not None
    assert (row.care.daily_visits, row.care.software) == (10, "")


def test_whoever_works_alone_gets_a_practice_in_one_tap_and_may_say_they_take_patients(around: Around) -> None:
    """Then stands in the list of physicians who take new patients, with the day."""
    page = opened("cabinets")
    assert "Professionnel sans cabinet (1)" in [one.value for one in page.header]
    page.button(key=f"relays_alone_{ALONE}").click().run()
    theirs = around.person(ALONE).practice
    assert theirs is not None
    page.selectbox(key="relays_practice").set_value(theirs).run()
    page.selectbox(key=f"relays_care_{theirs}_0_taking").set_value(NewPatients.YES.value)
    press(page, "Enregistrer ce cabinet")
    assert "Cabinet de Yann Fictif · Sévérac · oui, dit le 26 novembre 2026" in said(page)


def test_a_locum_is_added_and_struck_off(around: Around) -> None:
    """With a number to press and the days they can."""
    page = opened("cabinets")
    page.selectbox(key="relays_practice").set_value(OURS).run()
    key = f"relays_locum_new_{OURS}_0"
    press(page, "Ajouter ce remplaçant")
    assert "écrivez son nom" in said(page)
    page.text_input(key=f"{key}_name").set_value("Remplaçante fictive")
    page.text_input(key=f"{key}_phone").set_value("06 39 98 00 41")
    press(page, "Ajouter ce remplaçant")
    assert "Remplaçante fictive · sans date" in said(page)
    assert "tel:+33639980041" in said(page)
    row = read_cares(COORDINATOR, around.store).row(OURS)
    assert row is not None
    page.button(key=f"relays_locum_remove_{row.locums[0].id}").click().run()
    assert "Remplaçante fictive" not in said(page)


def test_alarms_that_rest_on_one_person_are_told_first(around: Around) -> None:
    """Two readers, and the sentence changes."""
    id = put_remote_service(COORDINATOR, around.store, ALARMS)
    page = opened("distance")
    assert title(page) == "Toutes les alarmes de télésurveillance reposent sur une seule personne."
    page.number_input(key=f"relays_remote_{id}_form_1_readers").set_value(2)
    press(page, "Enregistrer ce service")
    assert title(page) == "1 service à distance, lu par plusieurs personnes."
    page.button(key=f"relays_remote_remove_{id}_ask").click().run()
    page.button(key=f"relays_remote_remove_{id}_yes_button").click().run()
    assert read_remotes(COORDINATOR, around.store).services == ()


def test_a_service_is_added_with_what_it_holds(around: Around) -> None:
    """Refused without a category, kept with one."""
    page = opened("distance")
    key = "relays_remote_new_0_form_0"
    page.text_input(key=f"{key}_name").set_value("Avis à distance")
    press(page, "Enregistrer ce service")
    assert "Choisissez les catégories de besoins que ce service peut tenir." in said(page)
    page.multiselect(key=f"{key}_categories").set_value(["IC"])
    press(page, "Enregistrer ce service")
    [one] = read_remotes(COORDINATOR, around.store).services
    assert (one.name, one.categories, one.readers) == ("Avis à distance", ("IC",), 1)


def test_every_panel_has_at_most_one_primary_button(around: Around) -> None:
    """One thing to do first, whatever is listed."""
    closes(around)
    declare_outage(
        COORDINATOR, around.store, OutageDraft(kind=OutageKind.WATER, starts_at=THURSDAY, communes=(FEGREAC,))
    )
    put_remote_service(COORDINATOR, around.store, ALARMS)
    for panel in ("fermetures", "coupures", "cabinets"):
        primary = [one.label for one in opened(panel).button if one.proto.type == "primary"]
        assert len(primary) == 1, (panel, primary)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.READING])
def test_who_may_not_run_continuity_never_sees_it(around: Around, monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    """Names and numbers of practices are on no page of theirs."""
    closes(around)
    signs_in(monkeypatch, around.store, role)
    page = AppTest.from_file(UI / "screens" / "relays.py", default_timeout=30).run()
    assert [one.message for one in page.exception] != []
    assert "Fégréac" not in said(page)


def test_the_cell_may_do_all_but_change_the_roster(around: Around, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of those without a practice stands, its buttons do not."""
    signs_in(monkeypatch, around.store, Role.CRISIS_CELL)
    page = the_product("relays", volet="cabinets")
    assert not page.exception
    assert "Enregistrer ce cabinet" in [one.label for one in page.button]
    assert "Lui donner un cabinet" not in [one.label for one in page.button]
