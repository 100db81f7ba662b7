"""« Merci »: one message to each volunteer who came, and what people say, together, from five answers on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.indicators.registry import FATIGUE, SATISFACTION, SOLICITATIONS
from app.services.activity.send_thanks import read_thanks, send_thanks
from app.ui.boundary import tell
from app.ui.parts import confirm, figures
from app.ui.session import current_actor, current_store
from app.ui.views import indicators as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.activity.read_indicators import IndicatorsView

THANKING = "thanks_sending"


def show(found: IndicatorsView) -> None:
    """Draw the thanks, then what is said."""
    _thanks(found)
    st.header(_("Ce qu’on en dit"), anchor=False)
    st.markdown(
        _("Chacun peut répondre une fois par trimestre depuis sa page, sans son nom. Rien n’est montré avant cinq réponses, jamais personne par personne.")
    )  # fmt: skip
    figures.show([view.figure(found, found.indicator(one.code)) for one in (SATISFACTION, FATIGUE, SOLICITATIONS)])


def _thanks(found: IndicatorsView) -> None:
    st.header(_("Remercier"), anchor=False)
    thanked = read_thanks(current_actor(), current_store(), found.period)
    n = thanked.waiting
    if not n:
        st.markdown(
            _("Personne ne s’est encore présenté à une séance émargée sur cette période.")
            if not thanked.came
            else ngettext("La personne venue a été remerciée.", "Les {n} personnes venues ont été remerciées.", thanked.came).format(n=thanked.came)
        )  # fmt: skip
        return
    st.markdown(
        ngettext(
            "{n} personne est venue et n’a pas encore été remerciée.",
            "{n} personnes sont venues et n’ont pas encore été remerciées.",
            n,
        ).format(n=n)
    )
    st.button(
        ngettext("Remercier cette personne", "Remercier ces {n} personnes", n).format(n=n),
        icon=":material/volunteer_activism:", type="primary", key=f"{THANKING}_ask", on_click=confirm.ask,
        args=(THANKING,),
    )  # fmt: skip
    question = confirm.Question(
        ngettext("Remercier {n} personne ?", "Remercier {n} personnes ?", n).format(n=n),
        (
            _("Un message chacun, par le moyen et dans la langue que chacun préfère."),
            _("Un merci ne demande rien : il n’entre dans aucun quota de sollicitations."),
        ),
        _("Remercier"),
    )
    if confirm.show(question, key=THANKING):
        try:
            sent = send_thanks(current_actor(), current_store(), found.period)
        except ReleveError as error:
            tell(error)
            return
        st.toast(ngettext("{n} message préparé.", "{n} messages préparés.", sent).format(n=sent))
        st.rerun()
