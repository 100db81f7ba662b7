"""One message: whose, what became of it, the text as it leaves, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

ICONS = {"done": "check", "retry": "refresh", "by_hand": "front_hand", "cancel": "cancel"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCard:
    """A message already in words. Openers are addresses (``mailto:``, ``sms:``, ``tel:``) that open it ready to send."""

    id: str
    title: str
    icon: str
    fate: str
    subject: str
    text: str
    mailto: str = ""
    sms: str = ""
    tel: str = ""
    is_pasted: bool = False
    """The e-mail opens without its text, which is to be pasted."""
    contact: str = ""
    actions: tuple[str, ...] = ()


def show(card: MessageCard, words: Mapping[str, str], *, key: str, opened: bool = False) -> str | None:
    """Draw it folded; the action pressed, or None. ``words``: action → what its button says."""
    with st.expander(plain(card.title), icon=f":material/{card.icon}:", expanded=opened):
        st.markdown(plain(card.fate))
        if card.contact:
            st.caption(plain(card.contact))
        if card.subject:
            st.markdown(_("Objet : **{subject}**").format(subject=plain(card.subject)))
        st.code(card.text, language=None, wrap_lines=True)
        with st.container(horizontal=True):
            for address, label, icon in (
                (card.mailto, _("Ouvrir l’e-mail, texte à coller") if card.is_pasted else _("Ouvrir l’e-mail"), "mail"),
                (card.sms, _("Ouvrir le SMS"), "sms"),
                (card.tel, _("Appeler"), "call"),
            ):
                if address:
                    st.link_button(label, address, icon=f":material/{icon}:")
            pressed = [
                action
                for action in card.actions
                if st.button(words[action], key=f"{key}_{action}_{card.id}", icon=f":material/{ICONS[action]}:")
            ]
    return pressed[0] if pressed else None
