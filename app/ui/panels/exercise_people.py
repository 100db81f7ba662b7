"""Who takes part in an exercise: everyone in a table, people added, changed, taken out; links handed out, invitations written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_
from app.exercise.exercise import LONGEST_FIELD, ExerciseState
from app.exercise.participant import PARTICIPANT_ROLE_WORDS, Participant, ParticipantRole
from app.services.exercise.keep_participants import add_participant, change_participant, remove_participant
from app.services.exercise.read_candidates import candidates
from app.ui.acted import acted, once
from app.ui.panels import exercise_attendance, exercise_invitations, exercise_links
from app.ui.parts import address, confirm, panel_choice, table
from app.ui.parts.plain import plain
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store
from app.ui.views import exercises as words
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_candidates import Candidate
    from app.services.exercise.read_exercise import ExerciseView

ROLES = tuple(ParticipantRole)
FRESH, TASK = "exercise_participant_new_id", "geste"


def show(view: ExerciseView) -> None:
    """The sentence, the table, then what one came to do."""
    st.markdown(plain(words.people_sentence(view)))
    if view.participants:
        table.show(*words.people_table(view), caption=_("Participants"))
    tasks = {code: said for code, (said, _draw) in TASKS.items() if code in _offered(view)}
    TASKS[panel_choice.show(tasks, key="exercise_people_task", address=TASK)][1](view)


def _offered(view: ExerciseView) -> set[str]:
    """Whom one adds before the end, who came once it has begun."""
    found = {"ajouter", "invite"} | (set(TASKS) - {"presences"} if view.participants else set())
    begun = view.participants and view.exercise.state is not ExerciseState.PREPARED
    return found | ({"presences"} if begun else set())


def _known(view: ExerciseView) -> None:
    """People already in the folder."""
    known = candidates(current_actor(), current_store(), view.exercise.id)
    base = f"exercise_people_{view.exercise.id}_{len(view.participants)}"
    with st.form(base, border=False):
        chosen = st.selectbox(
            _("Qui"), known, index=None, format_func=_label, key=f"{base}_who",
            placeholder=_("Cellule, comptes, effectifs, annuaire de crise"),
        )  # fmt: skip
        role = _role(base, ParticipantRole.PLAYER)
        function = _function(base, view, "", _("Fonction tenue ou jouée"))
        if not st.form_submit_button(_("Ajouter"), type="primary", icon=":material/person_add:"):
            return
    if chosen is None:
        st.warning(_("Choisissez d’abord une personne."), icon=":material/person_search:")
        return
    one = chosen
    made = Participant(
        id=once(FRESH), exercise_id=view.exercise.id, role=role, function=function or one.function,
        organisation=one.organisation, person_id=one.person_id, account_id=one.account_id, name=one.name,
        email=one.email, phone=one.phone,
    )  # fmt: skip
    acted(lambda: add_participant(current_actor(), current_store(), made), _("Participant ajouté."), spends=FRESH)


def _guest(view: ExerciseView) -> None:
    """Somebody of the hospital or a partner, typed."""
    base = f"exercise_guest_{view.exercise.id}_{len(view.participants)}"
    with st.form(base, border=False):
        typed = _fields(base, view, _Guest())
        if not st.form_submit_button(_("Ajouter l’invité"), type="primary", icon=":material/person_add:"):
            return
    made = typed.laid_over(
        Participant(id=once(FRESH), exercise_id=view.exercise.id, role=typed.role, function=typed.function)
    )
    acted(lambda: add_participant(current_actor(), current_store(), made), _("Invité ajouté."), spends=FRESH)


def _change(view: ExerciseView) -> None:
    """One participant, rewritten or taken out."""
    held = {one.id: one for one in view.participants}
    chosen = address.select(
        _("Participant"), {id: words.participant_label(one, view) for id, one in held.items()}, address="participant",
        key="exercise_participant_choice",
    )  # fmt: skip
    one = held[chosen]
    form = seen(f"exercise_participant_{one.id}", _Guest.of(one), one.revision)
    with st.form(form.key, border=False):
        typed = _fields(form.key, view, form.value, is_known=bool(one.person_id or one.account_id))
        pressed = st.form_submit_button(_("Enregistrer"), type="primary", icon=":material/check:")
    if pressed:
        sent = typed.laid_over(replace(one, revision=form.revision))
        written(form, typed, lambda: change_participant(current_actor(), current_store(), sent), _("Enregistré."))
    key = f"exercise_participant_removal_{one.id}"
    st.button(
        _("Retirer de l’exercice"), icon=":material/delete:", key=f"{key}_open", on_click=confirm.ask, args=(key,)
    )
    question = confirm.Question(
        _("Retirer ce participant ?"),
        (
            _(
                "Ses coordonnées s’effacent, son invitation est retirée si elle n’est pas partie, son lien n’ouvre plus rien."
            ),
        ),
        _("Retirer"),
        confirm.After.FINAL,
    )
    if confirm.show(question, key=key):
        acted(
            lambda: remove_participant(current_actor(), current_store(), one.id, one.revision), _("Participant retiré.")
        )


@dataclass(frozen=True, slots=True)
class _Guest:
    """What the fields of a participant hold."""

    role: ParticipantRole = ParticipantRole.PLAYER
    function: str = ""
    organisation: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""

    @staticmethod
    def of(one: Participant) -> _Guest:
        return _Guest(one.role, one.function, one.organisation, one.name, one.email, one.phone)

    def laid_over(self, one: Participant) -> Participant:
        return replace(
            one, role=self.role, function=self.function, organisation=self.organisation, name=self.name,
            email=self.email, phone=self.phone,
        )  # fmt: skip


def _fields(key: str, view: ExerciseView, value: _Guest, *, is_known: bool = False) -> _Guest:
    """``is_known``: their name and addresses come from the roster or their account, and stay there."""
    role = _role(key, value.role)
    with st.container(horizontal=True):
        function = _function(key, view, value.function, _("Fonction"))
        organisation = st.text_input(
            _("Organisme"), value.organisation, key=f"{key}_organisation", max_chars=LONGEST_FIELD,
            placeholder=_("CHBA"),
        )  # fmt: skip
    if is_known:
        return replace(value, role=role, function=function, organisation=organisation)
    with st.container(horizontal=True):
        name = st.text_input(_("Nom"), value.name, key=f"{key}_name", max_chars=LONGEST_FIELD)
        email = st.text_input(_("E-mail"), value.email, key=f"{key}_email", max_chars=LONGEST_FIELD)
        phone = st.text_input(_("Téléphone"), value.phone, key=f"{key}_phone", max_chars=LONGEST_FIELD)
    return _Guest(role, function, organisation, name, email, phone)


def _function(key: str, view: ExerciseView, value: str, label: str) -> str:
    """Chosen among those that the injects name, which somebody should hold, or typed."""
    offered = list(dict.fromkeys(filter(None, (value, *(one.recipient for one in view.injects)))))
    typed: str | None = st.selectbox(
        label, offered, 0 if value else None, key=f"{key}_function", accept_new_options=True,
        placeholder=_("Choisir, ou écrire : cadre d’astreinte"),
        help=_("C’est elle que les injects nomment et que les autres lisent. Vide : sa fonction habituelle."),
    )  # fmt: skip
    return (typed or "").strip()


def _role(key: str, value: ParticipantRole) -> ParticipantRole:
    return st.selectbox(
        _("Rôle"), ROLES, ROLES.index(value), format_func=lambda one: _(PARTICIPANT_ROLE_WORDS[one]).capitalize(),
        key=f"{key}_role",
    )  # fmt: skip


def _label(one: Candidate) -> str:
    return " · ".join(filter(None, (one.label, one.function, _(one.source))))


TASKS = {
    "ajouter": (N_("Ajouter quelqu’un de connu"), _known),
    "invite": (N_("Ajouter un invité"), _guest),
    "changer": (N_("Changer ou retirer"), _change),
    "inviter": (N_("Inviter"), exercise_invitations.show),
    "liens": (N_("Liens"), exercise_links.show),
    "presences": (N_("Présences"), exercise_attendance.show),
}
"""Code in the address → its words, and what draws it."""
