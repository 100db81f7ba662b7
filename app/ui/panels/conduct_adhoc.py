"""A message that nobody had planned, sent in one press; it may strike the coverage as any inject."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.drills.shock import PLAN_ACTIONS
from app.services.exercise.read_cockpit import effect_line
from app.services.exercise.send_injects import AdHoc, send_ad_hoc
from app.ui.acted import acted, once
from app.ui.parts.effect_form import effect_form
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.words import _

if TYPE_CHECKING:
    from app.drills.shock import AnyEffect
    from app.services.exercise.read_cockpit import Cockpit

ID, EFFECTS, WANTED = "conduct_adhoc_id", "conduct_adhoc_effects", "conduct_adhoc_with"


def show(cockpit: Cockpit) -> None:
    """Draw the form, folded."""
    with st.expander(_("Improviser un inject"), icon=":material/add_comment:"):
        effects: tuple[AnyEffect, ...] = _effects(cockpit)
        id = once(ID)
        with st.form(f"conduct_adhoc_{id}", border=False):
            sender = st.selectbox(
                _("De la part de"), _senders(cockpit), key=f"adhoc_from_{id}", accept_new_options=True, index=None,
                placeholder=_("SAMU, mairie, presse…"),
            )  # fmt: skip
            recipient = st.selectbox(
                _("Pour"), cockpit.functions, key=f"adhoc_to_{id}", accept_new_options=True, index=None,
                placeholder=_("Une fonction, ou « Tous »"),
            )  # fmt: skip
            channel = st.selectbox(
                _("Par"),
                _channels(cockpit),
                key=f"adhoc_by_{id}",
                accept_new_options=True,
                index=0 if _channels(cockpit) else None,
            )
            text = st.text_area(_("Message"), key=f"adhoc_text_{id}", max_chars=2000)
            sent = st.form_submit_button(_("Envoyer ce message"), icon=":material/send:")
        if sent:
            draft = AdHoc(
                id=id, sender=sender or "", recipient=recipient or "", channel=channel or "", text=text, effects=effects
            )
            acted(partial(_sent, cockpit, draft), _("Message envoyé."), icon=":material/send:", spends=ID)


def _sent(cockpit: Cockpit, draft: AdHoc) -> None:
    send_ad_hoc(current_actor(), current_store(), cockpit.exercise.id, draft)
    st.session_state.pop(EFFECTS, None)


def _effects(cockpit: Cockpit) -> tuple[AnyEffect, ...]:
    held: tuple[AnyEffect, ...] = st.session_state.get(EFFECTS, ())
    for rank, one in enumerate(held):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(effect_line(one, cockpit.choices)))
            if st.button(_("Retirer"), icon=":material/delete:", key=f"adhoc_drop_{rank}"):
                st.session_state[EFFECTS] = (*held[:rank], *held[rank + 1 :])
                st.rerun()
    if st.toggle(_("Il change la couverture"), key=WANTED):
        kinds = tuple(one for one in cockpit.choices.kinds if one not in PLAN_ACTIONS)
        made = effect_form(
            f"adhoc_effect_{len(held)}",
            replace(cockpit.choices, kinds=kinds),
            after=_("Les heures comptent depuis l’envoi."),
        )
        if made is not None:
            st.session_state[EFFECTS] = (*held, made)
            st.rerun()
    return held


def _senders(cockpit: Cockpit) -> list[str]:
    return sorted({one.inject.sender for one in cockpit.injects})


def _channels(cockpit: Cockpit) -> list[str]:
    return sorted({one.inject.channel for one in cockpit.injects}) or [_("téléphone")]
