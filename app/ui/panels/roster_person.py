"""The sheet of one person, and the addition of a helper: dialogs that open from the session, so that a rerun keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError, StaleRevision
from app.core.ids import PersonId, new_id
from app.roster.person import Person, PersonKind
from app.services.roster.edit_person import add_person, change_competences, change_people
from app.services.roster.read_roster import open_sheet
from app.ui.boundary import tell
from app.ui.parts import competence_form, person_sheet, reserved, table
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import roster, roster_person, rules_words
from app.words import _

if TYPE_CHECKING:
    from app.roster.competence import Competence
    from app.services.roster.read_roster import RosterDesk

ADDRESS = "personne"
OPEN = "roster_person"
ADDING = "roster_adding"


@dataclass(frozen=True, slots=True)
class Held:
    """What a person holds, as one thing that is changed as a whole."""

    rows: tuple[Competence, ...]


def ask(person_id: str) -> None:
    """Open this person's sheet at the next run."""
    st.session_state[OPEN] = person_id


def ask_helper() -> None:
    """Open the addition of a helper at the next run."""
    st.session_state[ADDING] = True


def show(desk: RosterDesk) -> None:
    """Draw whichever dialog was asked for, here or by a link to somebody."""
    if named := st.query_params.pop(ADDRESS, ""):
        ask(named)
    person = next((one for one in desk.people if one.id == st.session_state.get(OPEN)), None)
    if person is not None:
        _open_sheet(desk, person)
    elif st.session_state.get(ADDING):
        _open_helper(desk)


def _close() -> None:
    person_id = st.session_state.pop(OPEN, None)
    forget(f"sheet_{person_id}")
    forget(f"competences_{person_id}")
    st.session_state.pop(ADDING, None)


def _open_sheet(desk: RosterDesk, person: Person) -> None:
    @st.dialog(plain(roster_person.title(person)), width="large", on_dismiss=_close)
    def sheet() -> None:
        with speaking():
            _sheet(desk, person)

    sheet()


def _sheet(desk: RosterDesk, person: Person) -> None:
    open_sheet(current_actor(), current_store(), person.id)
    st.markdown(plain(roster_person.description(desk, person)))
    st.markdown(plain(roster_person.contact(person)))
    competences = roster_person.competence_rows(desk, person)
    if competences:
        table.show(roster_person.competence_header(), competences, caption=_("Compétences et leurs dates"))
    else:
        st.caption(_("Aucune compétence particulière enregistrée."))
    if not may(Action.IMPORT_ROSTER):
        reserved.show(Action.IMPORT_ROSTER, _("La fiche se lit, sans se modifier."))
        return
    _edit_competences(desk, person)
    missions = {mission: _(words) for mission, words in roster.MISSION_WORDS.items()}
    roles = {one.code: one.label for one in desk.library.roles}
    form = seen(f"sheet_{person.id}", person, desk.revisions[person.id])
    changed: Person | None = None
    try:
        changed = person_sheet.show(form.value, missions, roles, roster.half_day_word, key=form.key)
        if changed:
            change_people(current_actor(), current_store(), [(changed, form.revision)])
            _finish(_("Fiche enregistrée."))
    except StaleRevision as error:
        refused(form, error, changed or person)
    except ReleveError as error:
        tell(error)


def _edit_competences(desk: RosterDesk, person: Person) -> None:
    revision = desk.revisions[person.id]
    words = rules_words.translated(rules_words.TRAININGS)
    form = seen(f"competences_{person.id}", Held(tuple(desk.competences.get(person.id, ()))), revision)
    with st.expander(_("Modifier les compétences et leurs dates")):
        changed: tuple[Competence, ...] | None = None
        try:
            changed = competence_form.show(person.id, form.value.rows, words, key=form.key)
            if changed is not None:
                change_competences(current_actor(), current_store(), person.id, form.revision, changed)
                _finish(_("Compétences enregistrées."))
        except StaleRevision as error:
            refused(form, error, Held(changed or ()))
        except ReleveError as error:
            tell(error)


def _open_helper(desk: RosterDesk) -> None:
    @st.dialog(_("Ajouter une personne sans RPPS"), width="large", on_dismiss=_close)
    def helper() -> None:
        with speaking():
            _helper(desk)

    helper()


def _helper(desk: RosterDesk) -> None:
    st.caption(_("Accueil, saisie, logistique… : mairie, hôpital, association. Les soignants viennent de l’import."))
    blank = Person(id=PersonId(new_id()), kind=PersonKind.HELPER, family_name="", given_name="")
    communes = dict(sorted(((one.insee, one.name) for one in desk.communes), key=lambda pair: pair[1]))
    missions = {mission: _(words) for mission, words in roster.MISSION_WORDS.items()}
    try:
        added = person_sheet.new_helper(blank, communes, missions, roster_person.helper_roles(desk), key="helper")
        if added:
            add_person(current_actor(), current_store(), added)
            _finish(_("{name} fait partie de l’effectif.").format(name=roster_person.title(added)))
    except ReleveError as error:
        tell(error)


def _finish(said: str) -> None:
    _close()
    st.toast(plain(said))
    st.rerun()
