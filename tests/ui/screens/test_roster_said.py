"""« Coordonnées à vérifier » on Effectifs: what people say of their contact is taken or left there."""

from __future__ import annotations

from dataclasses import replace

from app.access.actor import volunteer
from app.services.mobilisation.change_preferences import read_wishes
from app.services.mobilisation.say_contact import say_contact
from app.store import people
from app.store.database import Store
from tests.builders import a_person, some_people
from tests.ui.screens.a_page import a_page, said

ANNE = replace(a_person("Anne", "medecin"), mobile="+33639980001")


def test_a_number_is_taken_where_it_is_read(store: Store) -> None:
    """Beside the one we have; once taken, the sheet has it and the block is gone."""
    some_people(store, ANNE)
    me = volunteer(ANNE.id, "Anne")
    say_contact(me, store, ANNE.id, read_wishes(me, store, ANNE.id).revision, email="", mobile="0639980009")
    page = a_page("roster")
    text = said(page).replace("\u00a0", " ")
    assert [one.value for one in page.subheader] == ["1 personne signale de nouvelles coordonnées"]
    assert "mobile 06 39 98 00 09 (nous avons 06 39 98 00 01)" in text
    page.button(key=f"said_take_{ANNE.id}").click().run()
    assert not page.exception
    assert "coordonnées à jour" in page.success[0].value
    assert not page.subheader
    with store.reading() as conn:
        found = people.find(conn, ANNE.id)
    assert found is not None
    assert found.mobile == "+33639980009"


def test_a_change_in_between_is_told_and_nothing_is_taken(store: Store) -> None:
    """The holder says another number while the screen is open."""
    some_people(store, ANNE)
    me = volunteer(ANNE.id, "Anne")
    for number in ("0639980009", "0639980008"):
        say_contact(me, store, ANNE.id, read_wishes(me, store, ANNE.id).revision, email="", mobile=number)
        if number == "0639980009":
            page = a_page("roster")
    page.button(key=f"said_take_{ANNE.id}").click().run()
    assert page.error or page.warning
    assert "06 39 98 00 08" in said(page).replace("\u00a0", " ")
    with store.reading() as conn:
        found = people.find(conn, ANNE.id)
    assert found is not None
    assert found.mobile == "+33639980001"
