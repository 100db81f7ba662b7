"""Synthèse: the answer in a sentence, each objective with its letter, what went well and less well; then it is signed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.exercise.exercise import ExerciseState
from app.exercise.rating import ObservationKind
from app.exercise.review_said import delays_sentence, letter_words, review_sentence
from app.services.plans.sign_review import reopen_review, sign_review
from app.ui.boundary import tell
from app.ui.parts import confirm, exercise_strip, figures, headline, panel_choice
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import review as view
from app.ui.views import review_findings
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.exercise.evaluation import Evaluation
    from app.exercise.review import Review

SIGN = "review_sign"
MOST = 3


def head(review: Review) -> None:
    """The sentence of the review, above every panel."""
    headline.show(review_sentence(review), where=view.where(review.exercise))
    if review.exercise.is_played:
        exercise_strip.show(_("ce qui est relu ici a été joué, rien n’en est réel."))


def show(review: Review) -> None:
    """Figures, objectives, what was seen, what comes back; the signature last."""
    figures.show(view.cards(review))
    st.markdown(plain(delays_sentence(review)))
    if review.repeats:
        said = ngettext(
            "{n} constat revient d’un exercice à l’autre.", "{n} constats reviennent d’un exercice à l’autre.", len(review.repeats)
        ).format(n=len(review.repeats))  # fmt: skip
        st.warning(plain(f"{said} {review_findings.repeat_words(review.repeats[0])}"), icon=":material/replay:")
    st.header(_("Objectifs"), anchor=False)
    for one in review.evaluations:
        _objective(one)
    left, right = st.columns(2, gap="large")
    with left:
        _seen(review, ObservationKind.STRENGTH)
    with right:
        _seen(review, ObservationKind.IMPROVEMENT)
    if may(Action.RUN_EXERCISES) and review.exercise.is_ended:
        _signature(review)


def _objective(one: Evaluation) -> None:
    colour, icon = view.LETTER_ICONS.get(one.letter or "", (":gray", "help"))
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(view.line_of(one))}**")
        st.markdown(f"{colour}-badge[:material/{icon}: {plain(letter_words(one))}]")
        if beware := view.warnings_of(one):
            st.caption(plain(beware))


def _seen(review: Review, kind: ObservationKind) -> None:
    found = review_findings.observed(review, kind)
    st.header(review_findings.kind_words(kind, many=True), anchor=False)
    if not found:
        st.caption(_("Rien de noté."))
    for one in found[:MOST]:
        st.markdown(f"- {plain(one.text)}")
    if len(found) > MOST:
        st.button(
            ngettext("Lire l’autre", "Lire les {n} autres", len(found) - MOST).format(n=len(found) - MOST),
            key=f"review_more_{kind.value}", on_click=partial(panel_choice.open_on, "constats"), type="tertiary",
        )  # fmt: skip


def _signature(review: Review) -> None:
    exercise = review.exercise
    if exercise.state is ExerciseState.REVIEWED:
        st.success(
            plain(_("Ce retour d’expérience est signé\u00a0: rien n’y change plus.")), icon=":material/verified:"
        )
        if st.button(_("Rouvrir"), key="review_reopen", icon=":material/lock_open:"):
            _moved(review, reopen=True)
        return
    st.button(
        _("Signer le retour d’expérience"), type="primary", icon=":material/verified:", key="review_sign_button",
        on_click=partial(confirm.ask, SIGN),
    )  # fmt: skip
    without = sum(not one.ratings for one in review.evaluations)
    warned = [
        ngettext("{n} objectif n’a pas de cotation.", "{n} objectifs n’ont pas de cotation.", without).format(n=without)
    ]
    question = confirm.Question(
        _("Signer le retour d’expérience"),
        (
            _(
                "Cotations, observations et textes ne se changent plus ensuite, sauf à le rouvrir. Les actions continuent."
            ),
            *(warned if without else []),
        ),
        _("Signer"),
    )
    if confirm.show(question, key=SIGN):
        _moved(review)


def _moved(review: Review, *, reopen: bool = False) -> None:
    move = reopen_review if reopen else sign_review
    try:
        move(current_actor(), current_store(), review.exercise.id, review.exercise.revision)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Retour d’expérience rouvert.") if reopen else _("Retour d’expérience signé."))
    st.rerun()
