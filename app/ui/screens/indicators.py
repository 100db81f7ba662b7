"""Indicateurs: what was done, counted, paid and proven, over a period that the address carries."""

from __future__ import annotations

import streamlit as st

from app.access.permissions import Action
from app.core.clock import paris_date
from app.services.activity.read_indicators import read_indicators
from app.services.activity.read_vacations import read_vacations
from app.ui.panels import indicator_figures, indicator_period, pay, proof, proof_thanks
from app.ui.parts import headline, panel_choice
from app.ui.session import current_actor, current_store, may
from app.ui.views import indicators as view
from app.ui.views import pay as pay_view

NEEDS = {"vacations": Action.PAY, "merci": Action.SEND_MESSAGES}
"""What a panel takes besides reading the figures."""


def _panels() -> dict[str, str]:
    return {code: words for code, words in view.PANELS.items() if code not in NEEDS or may(NEEDS[code])}


def main() -> None:
    """The sentence first, then the period and one panel."""
    store, actor = current_store(), current_actor()
    today = paris_date(store.now())
    period = indicator_period.chosen(today)
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        panel = panel_choice.show(_panels())
        indicator_period.show(period, today)
    if panel == "vacations":
        owed = read_vacations(actor, store, period)
        with heading:
            headline.show(
                pay_view.sentence(owed),
                where=" · ".join(filter(None, (owed.community.name, period.name))),
                detail=pay_view.detail(owed),
            )
        pay.show(owed)
        return
    found = read_indicators(actor, store, period)
    with heading:
        headline.show(view.sentence(found), where=view.where(found), detail=view.detail(found))
    {"preuves": proof.show, "merci": proof_thanks.show}.get(panel, indicator_figures.show)(found)


main()
