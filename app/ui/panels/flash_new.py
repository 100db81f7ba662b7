"""The month's flash exercise before it leaves: the weak point, the three questions with what each answer is worth, to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.core.ids import new_id
from app.drills.flash import Flash
from app.services.laboratory.launch_flash import LONGEST_TITLE, MOST_DAYS, FlashAsk, launch_flash, propose_flash
from app.services.world.read_world import live_mark
from app.ui.boundary import tell
from app.ui.panels import continuity_first
from app.ui.parts import table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import flash as words
from app.ui.views.flash import AUDIENCE_WORDS, Audience
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.laboratory.read_flash import FlashDesk

COMPOSED = "flash_composed"
PENDING = "flash_pending"
"""The id the next exercise will have: pressing twice sends one."""


def show(desk: FlashDesk) -> None:
    """Draw the button that composes, then what it composed and the form that sends it."""
    st.header(_("Le prochain exercice"), anchor=False)
    st.markdown(
        _("Relève retire une à une les personnes, les lieux et les routes, trouve ce dont la perte coûte le plus de soins, et en fait trois questions.")
    )  # fmt: skip
    if not desk.naming.communes:
        st.info(
            _("Il faut d’abord un territoire : les questions viennent de ses routes, de ses lieux et de ses soins."),
            icon=":material/map:",
        )
        continuity_first.territory()
        return
    running = bool(desk.exercises) and desk.exercises[0].is_open
    if not st.session_state.get(COMPOSED):
        st.button(
            _("Préparer l’exercice du mois"), type="secondary" if running else "primary", icon=":material/bolt:",
            key="flash_compose", on_click=_ask,
        )  # fmt: skip
        return
    with st.spinner(_("Chaque perte est calculée…")):
        flash = _composed(str(current_store().folder.path), _mark(desk))
    if flash is None:
        st.info(
            _("Rien ne manque quand une seule personne, un seul lieu ou une seule route manque, ou tout a déjà été demandé : complétez les effectifs, ou revenez le mois prochain."),
            icon=":material/task_alt:",
        )  # fmt: skip
        return
    if running:
        st.warning(
            _("Un exercice flash court encore : les mêmes personnes recevraient deux liens."), icon=":material/bolt:"
        )
    _preview(desk, flash)
    _form(desk, flash)


def _ask() -> None:
    st.session_state[COMPOSED], st.session_state[PENDING] = True, new_id()


def _drop() -> None:
    st.session_state[COMPOSED] = False


def _mark(desk: FlashDesk) -> str:
    store = current_store()
    last = desk.exercises[0].exercise.id if desk.exercises else ""
    return f"{live_mark(current_actor(), store)}/{store.now():%Y-%m-%d}/{last}"


@st.cache_resource(max_entries=4, show_spinner=False)
def _composed(folder: str, mark: str) -> Flash | None:
    """What would be asked, once for a state of the folder and a day: the same when it is shown and when it is sent."""
    return propose_flash(current_actor(), current_store())


def _preview(desk: FlashDesk, flash: Flash) -> None:
    st.markdown(f"**{plain(words.weak_sentence(flash, desk.naming))}**")
    st.caption(plain(words.supposed(flash, desk.naming)))
    for question, lesson, choices in words.questions(flash, desk.naming):
        table.show(
            (question, _("Points")), [(choice, points) for choice, points in choices],
            caption=_("{question} Ce que vaut chaque réponse. {lesson}").format(question=question, lesson=lesson),
        )  # fmt: skip
        st.caption(plain(lesson))


def _form(desk: FlashDesk, flash: Flash) -> None:
    of = st.segmented_control(
        _("À qui"), list(Audience), default=Audience.CELL if desk.cell else Audience.ALL, required=True,
        format_func=lambda one: _(AUDIENCE_WORDS[one]), key="flash_audience",
    )  # fmt: skip
    slugs: list[str] = []
    if of is Audience.PROFESSIONS:
        named = words.professions(desk)
        slugs = st.multiselect(
            _("Professions"), list(named), format_func=named.__getitem__, key="flash_professions",
            placeholder=_("Choisissez une ou plusieurs professions"), select_all=False,
        )  # fmt: skip
    to = words.audience(desk, of, tuple(slugs))
    with st.form("flash_send", border=False):
        title = st.text_input(_("Titre"), words.usual_title(desk), max_chars=LONGEST_TITLE, key="flash_title")
        days = st.number_input(_("Ouvert pendant (jours)"), 1, MOST_DAYS, 7, key="flash_days")
        sent = st.form_submit_button(
            ngettext("Envoyer à {n} personne", "Envoyer à {n} personnes", len(to)).format(n=len(to)),
            type="primary", icon=":material/send:", disabled=not to,
        )  # fmt: skip
    st.button(_("Ne pas envoyer"), icon=":material/close:", key="flash_drop", on_click=_drop)
    if not sent:
        return
    ask = FlashAsk(id=st.session_state[PENDING], title=title, person_ids=to, days=int(days))
    try:
        done = launch_flash(current_actor(), current_store(), ask, flash)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[COMPOSED] = False
    st.toast(
        ngettext(
            "{n} message attend de partir : suivez-le dans Messages.",
            "{n} messages attendent de partir : suivez-les dans Messages.",
            done.messages,
        ).format(n=done.messages),
        icon=":material/bolt:",
    )
    st.rerun()
