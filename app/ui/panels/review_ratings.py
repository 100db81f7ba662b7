"""Cotations: objectives × evaluators, where they differ, why; and the form of whoever rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.evaluation import SHORT_OF_IT
from app.exercise.exercise import LONGEST_TEXT, ExerciseState
from app.exercise.rating import LETTER_WORDS, Letter
from app.exercise.review_said import letter_words
from app.services.exercise.rate_objective import rate_objective
from app.ui.parts import address, charts_frame
from app.ui.parts.charts_letters import letters_figure
from app.ui.parts.plain import plain
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store
from app.ui.views import review as view
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from app.exercise.evaluation import Evaluation
    from app.exercise.review import Review


@dataclass(frozen=True, slots=True)
class Said:
    """What the form holds."""

    letter: Letter | None
    rationale: str
    cause: str


def show(review: Review) -> None:
    """The picture with its twin, the reasons, then the form."""
    if view.evaluators(review):
        figure = letters_figure(
            [view.line_of(one) for one in review.evaluations], [*view.heads(review), _("Ensemble")], view.cells(review),
            charts_frame.theme(),
        )  # fmt: skip
        charts_frame.show(
            figure, view.ratings_sentence(review), view.ratings_twin(review), key="review_ratings",
            title=_("Qui a donné quelle lettre"), file_name="retex-cotations.csv",
        )  # fmt: skip
        st.caption(
            _("P réalisé sans difficulté · S quelques difficultés · M grandes difficultés · U non réalisé. « Ensemble » : la lettre du milieu, la moins bonne des deux quand ils sont en nombre pair.")
        )  # fmt: skip
        for one in review.evaluations:
            _reasons(review, one)
    else:
        st.info(plain(view.ratings_sentence(review)), icon=":material/rate_review:")
    if review.may_rate and review.exercise.state not in (ExerciseState.PREPARED, ExerciseState.REVIEWED):
        _form(review)


def _reasons(review: Review, one: Evaluation) -> None:
    said = [each for each in one.ratings if each.rationale or each.cause]
    beware = view.warnings_of(one)
    if not said and not beware:
        return
    with st.expander(f"{plain(view.line_of(one))} – {plain(letter_words(one))}"):
        if beware:
            st.markdown(f":orange[:material/warning:] {plain(beware)}")
        for each in said:
            who = review.evaluators.get(each.participant_id, "")
            cause = _(" Cause : {cause}").format(cause=each.cause) if each.cause else ""
            st.markdown(f"- **{each.letter.value}** · {plain(who)} · {plain(each.rationale + cause)}")


def _form(review: Review) -> None:
    st.header(_("Coter un objectif"), anchor=False)
    left, right = st.columns(2)
    with left:
        who = address.select(
            _("Évaluateur"),
            {id: review.evaluators[id] for id in review.may_rate},
            address="evaluateur",
            key="review_rater",
        )
    objectives = {one.objective.code: one for one in review.evaluations}
    with right:
        code = address.select(
            _("Objectif"), {code: view.line_of(one) for code, one in objectives.items()}, address="objectif",
            key="review_rated",
        )  # fmt: skip
    present = next((one for one in objectives[code].ratings if one.participant_id == who), None)
    base = f"review_rate_{who}_{code}"
    st.caption(plain(_("Ce qui le montre : {measure}").format(measure=objectives[code].objective.measure)))
    form = seen(
        base, Said(present.letter, present.rationale, present.cause) if present else Said(None, "", ""),
        present.revision if present else 0,
    )  # fmt: skip
    with st.form(form.key):
        letter = st.radio(
            _("Lettre"), list(Letter), index=None if form.value.letter is None else list(Letter).index(form.value.letter),
            format_func=lambda one: f"**{one.value}** · {plain(_(LETTER_WORDS[one]))}", key=f"{form.key}_letter",
        )  # fmt: skip
        why = st.text_area(
            _("Pourquoi"), form.value.rationale, max_chars=LONGEST_TEXT, key=f"{form.key}_why",
            placeholder=_("Ce que vous avez vu, à quelle heure, sur quel message."),
        )  # fmt: skip
        cause = st.text_area(
            _("Cause, quand l’objectif n’est pas atteint"),
            form.value.cause,
            max_chars=LONGEST_TEXT,
            key=f"{form.key}_cause",
        )
        sent = st.form_submit_button(_("Noter"), type="primary", icon=":material/check:")
    if not sent:
        return
    if letter is None:
        st.error(_("Choisissez une lettre."), icon=":material/error:")
        return
    typed = Said(letter, why, cause)
    told = (
        _("Coté. Dites la cause : elle donnera l’action.")
        if letter in SHORT_OF_IT and not cause.strip()
        else _("Coté.")
    )
    written(
        form, typed,
        lambda: rate_objective(
            current_actor(), current_store(), review.exercise.id, who, code, letter, rationale=why, cause=cause,
            revision=form.revision,
        ),
        told,
    )  # fmt: skip
