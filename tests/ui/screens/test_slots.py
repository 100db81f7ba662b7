"""The Créneaux screen: a patient is placed, slots are kept and moved, calls are noted; who only reads finds no button."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.continuity.slots import Channel, DayCalls
from app.services.slots.book_slot import book_slot
from app.services.slots.read_slots import read_calls
from app.services.slots.slot_calls import note_calls
from app.store import slots
from app.store.current import use
from tests.builders import COORDINATOR
from tests.services.some_slots import AURAY, Kept, some_slots
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in, the_product

TODAY = date(2026, 11, 26)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    """Auray sees four patients at 18:00 on week days; it is Thursday, 17:00."""
    found = some_slots(tmp_path)
    use(found.store)
    yield found
    use(None)


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "slots.py", default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def title(page: AppTest) -> str:
    return str(page.title[0].value).replace("\\", "").replace("\xa0", " ")


def booked(kept: Kept, slot: str) -> list[str]:
    with kept.store.reading() as conn:
        return [one.channel.value for one in slots.bookings_of(conn, slot)]


def test_a_patient_is_placed_in_two_presses(kept: Kept) -> None:
    """The first free slot is chosen already: a channel, « Prendre la place », and the sentence counts it."""
    page = opened()
    assert title(page) == "Jeudi 26 novembre : 4 places, 0 prise ; prochaine place libre à 18 h, Cabinet d’Auray."
    page.segmented_control(key="slots_place_channel").set_value(Channel.NIGHT_LINE).run()
    page.button(key="slots_place_send").click().run()
    assert not page.exception
    assert booked(kept, kept.slots()[0].id) == ["116117"]
    assert "4 places, 1 prise ;" in title(page)
    assert "116 117 1" in said(page)
    assert "Dans les 48 heures : 7 places libres." in said(page)


def test_more_places_than_there_are_is_refused_in_words(kept: Kept) -> None:
    """Five of four: nothing is written and the sentence says how many are left."""
    page = opened()
    page.number_input(key="slots_place_many").set_value(5).run()
    page.button(key="slots_place_send").click().run()
    assert "libres dans ce créneau : 4" in said(page)
    assert booked(kept, kept.slots()[0].id) == []


def test_an_earlier_request_is_dated(kept: Kept) -> None:
    """« plus tôt »: the day and hour typed are those of the request."""
    page = opened()
    page.segmented_control(key="slots_place_when").set_value("earlier").run()
    page.date_input(key="slots_place_on").set_value(date(2026, 11, 25)).run()
    page.button(key="slots_place_send").click().run()
    with kept.store.reading() as conn:
        (one,) = slots.bookings_of(conn, kept.slots()[0].id)
    assert one.asked_at.date() == date(2026, 11, 25)


def test_a_slot_is_cancelled_after_a_question_and_put_back(kept: Kept) -> None:
    """The question says who is concerned; the slot is shown cancelled, with the way back."""
    slot = kept.slots()[0].id
    book_slot(COORDINATOR, kept.store, slot, Channel.SAS)
    page = opened()
    page.button(key=f"slots_cancel_{slot}").click().run()
    assert "1 personne y a rendez-vous" in said(page)
    page.button(key="slots_cancelling_yes_button").click().run()
    assert not page.exception
    assert "annulé" in said(page)
    page.button(key=f"slots_back_{slot}").click().run()
    assert kept.slots()[0].is_open


def test_who_came_is_noted_once_it_began(kept: Kept) -> None:
    """One of two, by a number; before, a place may be given back."""
    slot = kept.slots()[0].id
    book_slot(COORDINATOR, kept.store, slot, Channel.SAS, None, 2)
    page = opened()
    next(one for one in page.button if one.label == "Rendre la place (SAS)").click().run()
    assert booked(kept, slot) == ["sas"]
    book_slot(COORDINATOR, kept.store, slot, Channel.SAS)
    kept.clock.forward(hours=1)
    page = opened()
    page.number_input(key=f"slots_presence_{slot}_2_came").set_value(1)
    press(page, "Noter")
    with kept.store.reading() as conn:
        assert sorted(bool(one.came) for one in slots.bookings_of(conn, slot)) == [False, True]


def test_slots_are_kept_from_the_form_and_ended(kept: Kept) -> None:
    """A practice opens a series, then one day; ending the first asks once."""
    page = opened(volet="reguliers")
    assert title(page) == "1 lieu tient jusqu’à 4 places par jour."
    page.selectbox(key="slots_where").set_value("brech").run()
    press(page, "Tenir ces créneaux")
    assert not page.exception
    with kept.store.reading() as conn:
        held = {one.practice: (one.places, sorted(one.weekdays), one.starts.hour) for one in slots.series(conn)}
    assert held == {"auray": (4, [0, 1, 2, 3, 4], 18), "brech": (4, [0, 1, 2, 3, 4], 14)}
    page = opened(volet="reguliers")
    page.button(key="slots_end_serie").click().run()
    page.button(key="slots_ending_yes_button").click().run()
    assert not page.exception
    with kept.store.reading() as conn:
        assert [one.practice for one in slots.series(conn)] == ["brech"]


def test_one_day_alone_is_added(kept: Kept) -> None:
    """« Un seul jour »: one slot, no series."""
    page = opened(volet="reguliers")
    page.toggle(key="slots_once").set_value(True).run()
    page.selectbox(key="slots_where").set_value("brech").run()
    page.date_input(key="slots_from").set_value(date(2026, 11, 28))
    press(page, "Ajouter ce créneau")
    assert not page.exception
    assert [(one.practice, one.places) for one in kept.slots() if one.day == date(2026, 11, 28)] == [("brech", 4)]


def test_a_closed_practice_is_seen_and_its_slots_move(kept: Kept) -> None:
    """Two slots fall in the closure; nobody is placed there; one press moves the first, once they said yes."""
    kept.close(AURAY)
    page = opened()
    assert title(page).endswith("plus une place libre.")
    assert "2 créneaux tombent dans une fermeture" in said(page)
    assert "cabinet fermé" in said(page)
    page = opened(volet="fermetures")
    assert "tombent dans une fermeture : 8 places" in title(page)
    slot = kept.slots()[0].id
    page.button(key=f"slots_move_{slot}").click().run()
    assert not page.exception
    with kept.store.reading() as conn:
        assert [one.practice for one in slots.moved_to(conn, slot)] == ["brech"]
    assert "1 créneau tombe dans une fermeture" in title(page)


def test_calls_are_noted_for_a_day(kept: Kept) -> None:
    """Twelve on the SAS, three in vain; written over the next time."""
    note_calls(COORDINATOR, kept.store, TODAY, {Channel.SAS: (10, 1)}, 0)
    page = opened(volet="appels")
    assert title(page) == "Jeudi 26 novembre : 10 appels, 1 sans réponse."
    asked = next(one for one in page.number_input if one.label == "SAS : appels".replace(" :", "\xa0:"))
    asked.set_value(12)
    press(page, "Noter les appels")
    assert not page.exception
    assert read_calls(COORDINATOR, kept.store, TODAY, TODAY) == (DayCalls(TODAY, Channel.SAS, 12, 1, 2),)


def test_who_notes_calls_second_is_told_and_loses_nothing(kept: Kept) -> None:
    """Somebody else noted the SAS meanwhile: what was typed of the 116 117 is laid over it, and written the next time."""
    page = opened(volet="appels")
    note_calls(COORDINATOR, kept.store, TODAY, {Channel.SAS: (10, 1)}, 0)
    page.number_input(key=f"slots_calls_{TODAY}_0_116117").set_value(5)
    press(page, "Noter les appels")
    assert not page.exception
    assert "appels de soins non programmés notés" in said(page)
    assert read_calls(COORDINATOR, kept.store, TODAY, TODAY) == (DayCalls(TODAY, Channel.SAS, 10, 1, 1),)
    press(page, "Noter les appels")
    assert {one.channel: one.calls for one in read_calls(COORDINATOR, kept.store, TODAY, TODAY)} == {
        Channel.SAS: 10, Channel.NIGHT_LINE: 5,
    }  # fmt: skip


def test_a_place_taken_by_somebody_else_meanwhile_is_not_another_place(kept: Kept) -> None:
    """The slot chosen is full by the time the button is pressed: it says so, and nobody is placed in the next one."""
    page = opened()
    first, second = kept.slots()[:2]
    book_slot(COORDINATOR, kept.store, first.id, Channel.SAS, None, 4)
    page.button(key="slots_place_send").click().run()
    assert not page.exception
    assert "libres dans ce créneau : 0" in said(page)
    assert (len(booked(kept, first.id)), booked(kept, second.id)) == (4, [])


def test_who_came_is_not_noted_for_more_than_were_seen(kept: Kept) -> None:
    """Somebody was booked between the page and the press: it is told, nothing is noted in their stead."""
    slot = kept.slots()[0].id
    book_slot(COORDINATOR, kept.store, slot, Channel.SAS, None, 2)
    kept.clock.forward(hours=1)
    page = opened()
    book_slot(COORDINATOR, kept.store, slot, Channel.SAS)
    page.number_input(key=f"slots_presence_{slot}_2_came").set_value(1)
    press(page, "Noter")
    assert not page.exception
    assert "places prises dans un créneau" in said(page)
    with kept.store.reading() as conn:
        assert {one.came for one in slots.bookings_of(conn, slot)} == {None}


def test_figures_say_how_full_and_where_from(kept: Kept) -> None:
    """An evening of two patients in four places; before any slot, there is nothing to divide."""
    assert "aucun créneau n’a eu lieu" in title(opened(volet="chiffres"))
    book_slot(COORDINATOR, kept.store, kept.slots()[0].id, Channel.SAS, None, 2)
    kept.clock.forward(days=1)
    page = opened(volet="chiffres")
    assert "2 places prises sur 4, soit 50 % ; 100 % des rendez-vous dans les 48 heures." in title(page)
    assert [one.value for one in page.metric][:2] == ["50\xa0%", "4"]
    assert "Règle :" in said(page)


def test_calendars_are_handed_out(kept: Kept) -> None:
    """All slots and Auray's."""
    assert title(opened(volet="calendriers")) == "2 calendriers à remettre."


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.READING])
def test_who_only_reads_finds_no_button(kept: Kept, monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    """Places, calls and figures; no form, no cancelling, no calendar address, even asked for by the address."""
    signs_in(monkeypatch, kept.store, role)
    for panel in ("jour", "chiffres", "calendriers"):
        page = the_product("slots", volet=panel)
        assert not page.exception
        assert [one.value for one in page.error] == []
        assert [one.label for one in page.button] == []
        assert "/calendrier/" not in said(page)
        assert page.segmented_control(key="volet").options == ["Places", "Appels", "Chiffres"]


def test_nothing_kept_is_an_invitation(tmp_path: Path) -> None:
    """No slot: the screen says where they begin."""
    found = some_slots(tmp_path, kept=False)
    use(found.store)
    page = opened()
    assert "aucun créneau de soins non programmés" in title(page)
    assert "Créneaux tenus" in said(page)
    assert title(opened(volet="reguliers")) == "Aucun créneau régulier n’est tenu."
    use(None)
