"""« Pertes »: every person, place, network and road taken away in turn; whose loss costs what, and whether others take over."""

from __future__ import annotations

import streamlit as st

from app.services.coverage import coverage_words as view
from app.services.coverage.read_coverage import begin_losses, read_coverage, read_losses
from app.ui.panels import coverage_first, coverage_question
from app.ui.parts import charts_bars, charts_frame, headline, long_work, panel_choice
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import coverage_losses as losses_view
from app.words import _
from app.words.first_letter import capitalised


def show() -> None:
    """The heaviest loss in a sentence, the tornado with its twin, how many have a relay."""
    actor, store, asked = current_actor(), current_store(), coverage_question.asked()
    with st.spinner(_("Couverture du territoire…"), show_time=True):
        found = read_coverage(actor, store, asked)
    coverage_question.strip(found)
    if coverage_first.is_shown(found):
        return
    heading = st.container()
    coverage_question.show(found)
    words = _("Chaque personne, chaque lieu et chaque route est retiré tour à tour…")
    if long_work.is_awaited(begin_losses(actor, store, asked), heading, words, key="coverage_losses_work"):
        return
    losses = read_losses(actor, store, asked)
    kind = panel_choice.show(losses_view.choices(losses), key="coverage_lost", address="perte")
    rows = losses_view.rows_of(losses, kind)
    with heading:
        headline.show(
            losses_view.sentence(rows), where=view.where(found), detail=capitalised(view.slice_words(found.slice))
        )
    bars = losses_view.bars(rows)
    if bars:
        charts_frame.show(
            charts_bars.bars_figure(bars, charts_frame.theme()),
            _("Les {n} pertes les plus lourdes, en demandes de soins de plus sans personne.").format(n=len(bars)),
            losses_view.twin(rows), key="coverage_losses", file_name=coverage_question.file_name(found, "pertes.csv"),
        )  # fmt: skip
    st.header(_("Combien ont un relais"), anchor=False)
    st.markdown("\n".join(f"- {plain(one)}" for one in losses_view.counted(losses)))
    st.caption(
        plain(
            _(
                "Chaque perte est essayée seule, tout le reste réorganisé au mieux. Relais absent : rien n’est repris ;"
                " partiel : une partie ; assuré : tout. Ce n’est pas un jugement sur qui que ce soit."
            )
        )
    )
    if not losses.named:
        st.caption(plain(_("Par métier et commune : votre rôle ne lit pas les noms.")))
