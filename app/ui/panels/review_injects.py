"""Messages: planned, left, answered, or never played; and what became of what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.said import spoken_minutes
from app.ui.parts import charts_frame, table
from app.ui.parts.charts_answers import answers_figure
from app.ui.parts.plain import plain
from app.ui.views import review_played as view
from app.words import _

if TYPE_CHECKING:
    from app.exercise.review import Review


def show(review: Review) -> None:
    """The messages over their time, what was expected, then what was decided."""
    if not review.injects:
        st.info(plain(_nothing(review)), icon=":material/forum:")
    else:
        figure = answers_figure(
            view.lines(review), charts_frame.theme(), names=(_("prévu"), _("joué"), _("première réponse")),
            skipped=_("pas joué"), across=_("heures depuis T0"),
        )  # fmt: skip
        charts_frame.show(
            figure, view.injects_sentence(review), view.injects_twin(review), key="review_injects",
            title=_("Prévu, joué, répondu"), file_name="retex-messages.csv",
        )  # fmt: skip
        _expected(review)
    _decisions(review)


def _nothing(review: Review) -> str:
    if not review.exercise.is_played:
        return _("Un événement réel n’a pas de messages d’animation : sa chronologie est dans la main courante.")
    return _("Cet exercice n’avait pas de messages.")


def _expected(review: Review) -> None:
    st.header(_("Ce qui était attendu"), anchor=False)
    st.markdown(plain(view.expected_sentence(review)))
    rows = [
        (str(one.inject.number), view.expected_words(each), view.function_words(one))
        for one in review.played
        for each in one.expected
    ]
    if not rows:
        return
    with st.expander(_("Attendu par attendu"), icon=":material/checklist:"):
        header = (_("Message"), _("Attendu, et ce qu’il en fut"), _("De qui"))
        table.show(header, rows, caption=_("Ce qui était attendu de chaque message joué, et ce qu’il en fut"))
        table.download(header, rows, file_name="retex-attendus.csv", key="review_expected_csv")


def _decisions(review: Review) -> None:
    if not review.decisions:
        return
    st.header(_("Ce qui a été décidé"), anchor=False)
    for one in review.decisions:
        cancelled = _(" (annulée ensuite)") if one.cancelled_at else ""
        by = f" – {one.by_whom}" if one.by_whom else ""
        st.markdown(f"- **{plain(spoken_minutes(one.minutes))}** {plain(one.text + by + cancelled)}")
