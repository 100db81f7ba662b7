"""The milestones of each review: what is reached, awaited, late; and the rule they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import paris_date
from app.exercise.milestones import SIGN_WORDS, CountedFrom, in_force
from app.ui.navigation import leads_to
from app.ui.parts import headline, table
from app.ui.parts.plain import plain
from app.ui.views import improvements as names
from app.ui.views import improvements_progress as view
from app.words import _
from app.words.dates import spoken_date
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.services.exercise.read_improvements import ImprovementDesk


def show(desk: ImprovementDesk) -> None:
    """The sentence, then each exercise that has ended, the latest first."""
    headline.show(view.milestone_sentence(desk), where=_("Suites des exercices"))
    for id, exercise in desk.ended.items():
        st.header(plain(capitalised(names.labels(desk, [id])[id])), anchor=False)
        ended = paris_date(exercise.finished_at or exercise.ends_at)
        st.caption(plain(_("Terminé le {day}.").format(day=spoken_date(ended))))
        rows, states = view.milestone_rows(desk, id)
        table.show((_("Jalon"), _("Attendu le")), rows, caption=_("Jalons du retex"), states=states)
        if leads_to("review"):
            st.page_link(
                "screens/review.py",
                label=_("Ouvrir le retex"),
                icon=":material/rate_review:",
                query_params={"exercice": id},
            )
    _rule(desk)


def _rule(desk: ImprovementDesk) -> None:
    """Where the days come from, and what each milestone waits for."""
    with st.expander(_("D’où viennent ces jours")):
        for one in in_force(desk.rules, desk.today, CountedFrom.END):
            if one.reached_by is not None:
                said = _("{milestone} : {days} jours après la fin, atteint par {sign}. {source}").format(
                    milestone=one.label, days=one.days, sign=_(SIGN_WORDS[one.reached_by]), source=one.source
                )
                st.markdown(f"- {plain(said)}")
