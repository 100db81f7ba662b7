"""« Et si… »: choose what would be missing and for how long; the answer is drawn as for what is, and the address keeps the question."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import PARIS, paris_instant
from app.core.errors import ReleveError
from app.core.ids import PracticeId
from app.services.continuity.suppose import LONGEST_HOURS, Question, read_choices, suppose
from app.ui.boundary import tell
from app.ui.panels import continuity_first, continuity_result
from app.ui.parts import address, headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import continuity as view
from app.ui.views import continuity_question as questions
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.services.continuity.suppose import Choices


def show() -> None:
    """The answer first when there is a question, then the form; else the form alone."""
    store = current_store()
    choices, now = read_choices(current_actor(), store), store.now()
    if not choices.practices:
        headline.show(
            _("Et si un cabinet fermait, une route était coupée, le courant manquait ?"),
            detail=_("Aucun cabinet dans Effectifs : importez d’abord la liste des personnes."),
        )
        continuity_first.people()
        return
    question = questions.asked(st.query_params.to_dict(), choices, now)
    if question is None or not question.supposes_something:
        headline.show(
            _("Et si un cabinet fermait, une route était coupée, le courant manquait ?"),
            detail=_(
                "Rien n’est envoyé ; seule la question est gardée au journal. La réponse s’ajoute à ce qui manque déjà sur ces"
                " heures."
            ),
        )
        _form(question or questions.usual(now), choices)
        return
    _answer(question, choices, now)
    with st.expander(_("Changer la question"), icon=":material/tune:"):
        _form(question, choices)


def _answer(question: Question, choices: Choices, now: datetime) -> None:
    try:
        found = suppose(current_actor(), current_store(), question)
    except ReleveError as error:
        headline.show(_("Cette question ne peut pas être posée."))
        tell(error)
        return
    what = questions.words(question, choices, now)
    headline.show(view.supposed_sentence(found, what), where=view.where(found), detail=view.detail(found))
    if load := questions.load_sentence(question, choices):
        st.markdown(plain(load))
    continuity_result.show(found, key="continuity_if")


def _form(base: Question, choices: Choices) -> None:
    start = base.starts_at.astimezone(PARIS)
    with st.form("continuity_question", border=False):
        practices = _several(_("Cabinets fermés"), choices.practices, base.practices)
        with st.container(horizontal=True):
            profession = st.selectbox(
                _("Ou des professionnels absents"), ["", *choices.professions],
                index=["", *choices.professions].index(base.profession),
                format_func=lambda one: questions.profession_label(choices, one), width=320,
            )  # fmt: skip
            absent = st.number_input(_("Absents"), 0, 9_999, base.absent, width=140)
            of = st.number_input(
                _("Sur (0 : tous ceux de l’effectif)"), 0, 9_999, base.of if base.absent else 0, width=220
            )
        power = _several(_("Communes sans électricité"), choices.communes, base.power)
        label = questions.road_label(choices)
        chosen = _several(
            _("Routes ou ponts coupés"),
            {questions.PAIR.join(pair): label(pair) for pair in choices.roads},
            [questions.PAIR.join(pair) for pair in base.roads],
        )
        sites = _several(_("Établissements arrêtés"), choices.sites, base.sites)
        remotes = _several(_("Services à distance arrêtés"), choices.remotes, base.remotes)
        with st.container(horizontal=True):
            day = st.date_input(_("À partir du"), start.date(), format="DD/MM/YYYY", width=180)
            hour = st.time_input(
                _("à"), start.time().replace(second=0, microsecond=0), step=timedelta(minutes=15), width=140
            )
            hours = st.number_input(_("Pendant (heures)"), 1, LONGEST_HOURS, base.hours, width=160)
            power_hours = st.number_input(
                _("Coupure de courant (heures ; 0 : autant)"), 0, LONGEST_HOURS, base.power_hours, width=280
            )
        sent = st.form_submit_button(_("Voir qui resterait sans soins"), type="primary", icon=":material/search:")
    if not sent:
        return
    total = int(of) or choices.professions.get(profession, ("", 0))[1]
    question = Question(
        starts_at=paris_instant(day, hour), hours=int(hours), practices=tuple(PracticeId(one) for one in practices),
        profession=profession, absent=int(absent) if profession else 0, of=total if profession else 0, roads=questions.pairs_of(chosen, choices),
        power=tuple(power), power_hours=int(power_hours), sites=tuple(sites), remotes=tuple(remotes),
    )  # fmt: skip
    _ask(question)


def _several(label: str, named: Mapping[str, str], chosen: Sequence[str]) -> list[str]:
    """Choose some of what has a name; nothing is drawn where there is nothing to choose."""
    if not named:
        return []
    return st.multiselect(
        label, list(named), default=list(chosen), format_func=lambda one: named[one], placeholder=_("Choisir")
    )


def _ask(question: Question) -> None:
    if not question.supposes_something:
        st.warning(_("Choisissez d’abord ce qui manquerait."), icon=":material/help:")
        return
    address.close(*questions.NAMES)
    st.query_params.update(questions.address(question))
    st.rerun()
