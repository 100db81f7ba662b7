"""Messages of an exercise: simulated until it is armed, in two presses and one word typed; whom they reach, what really left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.exercise.arm_exercise import arm_exercise, disarm_exercise
from app.services.exercise.read_exercise_messages import read_exercise_messages
from app.ui.boundary import tell
from app.ui.navigation import leads_to
from app.ui.parts import confirm, headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import conduct_messages as words
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.exercise.read_cockpit import Cockpit
    from app.services.exercise.read_exercise_messages import ExerciseMessages

QUESTION, WORD = "exercise_arming", "exercise_arming_word"


def show(cockpit: Cockpit) -> None:
    """Draw the sentence, who is reached and what left; arming stands last."""
    found = read_exercise_messages(current_actor(), current_store(), cockpit.exercise.id)
    headline.show(words.sentence(found))
    _standing(found)
    if said := words.unheld(found):
        st.warning(plain(said), icon=":material/record_voice_over:")
    if found.addressees:
        table.show(
            words.addressee_header(), [words.addressee_row(one) for one in found.addressees],
            caption=_("Joueurs, comment ils sont joints et combien de messages ils ont"),
        )  # fmt: skip
    else:
        st.caption(_("Aucun joueur : ajoutez-en dans « Préparation »."))
    if found.real:
        st.header(_("Vraiment partis"), anchor=False)
        table.show(words.real_header(), [words.real_row(one) for one in found.real], caption=_("Injects envoyés par message, un par ligne"))  # fmt: skip
        if leads_to("messages"):
            st.page_link("screens/messages.py", label=_("Voir la boîte d’envoi"), icon=":material/outgoing_mail:")
    _alerts(found)
    _arming(found)


def _standing(found: ExerciseMessages) -> None:
    """The red line stands above, on every panel of the cockpit; here what it means, and the way back."""
    st.markdown(plain(words.detail(found)))
    if found.is_simulated:
        return
    label = _("Désarmer : simuler de nouveau")
    if st.button(label, icon=":material/mobile_off:", key="exercise_disarm", type="primary"):
        _disarm(found)


def _alerts(found: ExerciseMessages) -> None:
    if not found.alerts:
        return
    st.header(_("Alertes de l’exercice"), anchor=False)
    for one in found.alerts:
        st.markdown(f"- {plain(words.alert_line(one))}")
    if leads_to("alert"):
        st.page_link("screens/alert.py", label=_("Suivre, et répondre pour chacun"), icon=":material/call:")


def _arming(found: ExerciseMessages) -> None:
    """One word typed, then a question: nobody arms by missing a button."""
    if not found.exercise.is_under_way or not found.is_simulated:
        return
    with st.expander(_("Envoyer vraiment (armer l’exercice)"), icon=":material/campaign:"):
        st.markdown(plain(_("À réserver aux exercices d’alerte annoncés : les messages sortent de Relève.")))
        with st.form("exercise_arm", border=False):
            typed = st.text_input(plain(words.arming(found)), key=WORD, autocomplete="off")
            asked = st.form_submit_button(_("Armer…"), icon=":material/campaign:")
        if asked:
            st.session_state[f"{QUESTION}_typed"] = typed
            confirm.ask(QUESTION)
        question = confirm.Question(_("Armer cet exercice ?"), words.question(found), _("Armer : les messages partent"))
        if confirm.show(question, key=QUESTION):
            _arm(found, str(st.session_state.pop(f"{QUESTION}_typed", "")))


def _arm(found: ExerciseMessages, typed: str) -> None:
    try:
        arm_exercise(current_actor(), current_store(), found.exercise.id, found.exercise.revision, typed)
    except ReleveError as error:
        tell(error)
        return
    st.session_state.pop(WORD, None)
    st.rerun()


def _disarm(found: ExerciseMessages) -> None:
    try:
        n = disarm_exercise(current_actor(), current_store(), found.exercise.id, found.exercise.revision)
    except ReleveError as error:
        tell(error)
        return
    st.toast(
        ngettext(
            "Désarmé : {n} message qui n’était pas parti est annulé.",
            "Désarmé : {n} messages qui n’étaient pas partis sont annulés.",
            n,
        ).format(n=n)
        if n
        else _("Désarmé : plus rien ne part.")
    )
    st.rerun()
