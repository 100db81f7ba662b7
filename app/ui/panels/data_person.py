"""One person's rights: take their data out for them, or erase them; those nobody has heard of are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.core.ids import PersonId
from app.services.keeping.erase_person import erase_person, preview_erasure
from app.services.keeping.export_person import export_person
from app.services.roster.read_roster import read_held_people
from app.ui.boundary import tell
from app.ui.panels import pay_downloads
from app.ui.parts import address, confirm
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import data_rights as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.roster.person import Person

SAID = "data_person_said"


def show(silent: Sequence[Person]) -> None:
    """Draw the choice of a person and what can be done for them."""
    for index, words in enumerate(st.session_state.pop(SAID, ())):
        (st.warning if index else st.success)(plain(words))
    with st.expander(_("Les droits d’une personne"), icon=":material/person:", expanded="personne" in st.query_params):
        if silent:
            found = _("Sans nouvelles depuis trop longtemps : {names}.")
            st.info(plain(found.format(names=view.names(silent))), icon=":material/person_off:")
        everyone = _roster()
        if not everyone:
            st.caption(_("L’effectif est vide."))
            return
        chosen = address.select(
            _("Personne"), {str(id): view.name(one) for id, one in everyone.items()}, address="personne",
            placeholder=_("Choisir une personne"), key="data_person",
        )  # fmt: skip
        if chosen:
            _one(everyone[PersonId(chosen)])


def _one(person: Person) -> None:
    try:
        found = preview_erasure(current_actor(), current_store(), person.id)
    except ReleveError as error:
        tell(error)
        return
    with st.container(horizontal=True):
        pay_downloads.button(
            _("Toutes ses données (page et fichier)"),
            lambda: export_person(current_actor(), current_store(), person.id).content,
            file_name="donnees-personne.zip", mime=pay_downloads.ZIP, icon="download", key=f"data_export_{person.id}",
        )  # fmt: skip
        st.button(
            _("Effacer cette personne"), icon=":material/person_remove:", on_click=confirm.ask, args=("data_erase",),
            disabled=found.upcoming_seats > 0,
        )  # fmt: skip
    if found.upcoming_seats:
        st.caption(
            ngettext(
                "Tient encore {n} place à venir : libérez-la d’abord sur le planning.",
                "Tient encore {n} places à venir : libérez-les d’abord sur le planning.",
                found.upcoming_seats,
            ).format(n=found.upcoming_seats)
        )
    question = confirm.Question(_("Effacer {name} ?").format(name=found.name), view.erasure(found), _("Effacer"))
    if confirm.show(question, key="data_erase"):
        _erase(person, found.name, found.revision)


def _erase(person: Person, name: str, revision: int) -> None:
    try:
        done = erase_person(current_actor(), current_store(), person.id, revision)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[SAID] = view.erased(name, done)
    st.rerun()


def _roster() -> dict[str, Person]:
    return {person.id: person for person in read_held_people(current_actor(), current_store())}
