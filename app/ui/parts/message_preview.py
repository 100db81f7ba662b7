"""A text of the community as its reader receives it, with what it costs as SMS."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.first_letter import capitalised


@dataclass(frozen=True, slots=True)
class Text:
    """One filled text. ``sms``: how many it costs, 0 for an e-mail; ``is_gsm``: every character fits the usual alphabet."""

    channel: str
    icon: str
    subject: str
    body: str
    sms: int
    is_gsm: bool
    is_own: bool


def show(text: Text) -> None:
    """Draw its channel, subject, body and cost."""
    name = capitalised(text.channel)
    own = " · " + _("texte de la communauté") if text.is_own else ""
    st.markdown(f":material/{text.icon}: **{plain(name)}**{plain(own)}")
    if text.subject:
        st.markdown(_("Objet : **{subject}**").format(subject=plain(text.subject)))
    st.code(text.body, language=None, wrap_lines=True)
    if text.sms:
        st.caption(_cost(text))


def _cost(text: Text) -> str:
    count = ngettext("{n} SMS, {length} caractères", "{n} SMS, {length} caractères", text.sms).format(
        n=text.sms, length=len(text.body)
    )
    return (
        count
        if text.is_gsm
        else _("{count} ; un caractère hors de l’alphabet des SMS les raccourcit").format(count=count)
    )
