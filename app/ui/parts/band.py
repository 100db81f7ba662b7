"""Bands and signature of the frame. Their look and fixed place come from ``static/frame.css``; they have no close button."""

from __future__ import annotations

from html import escape
from typing import Literal

import streamlit as st

from app.words import _

Band = Literal["exercise", "demonstration"]


def show(bands: list[tuple[Band, str, str]], *, community: str, person: str, role: str = "") -> None:
    """Draw striped bands (kind, word, sentence) across the top, on every screen and in print, and who is at work.

    ``community`` and ``person`` stand at the right of the top bar; someone signed in has a ``role`` in words, and the way
    to their account and out.
    """
    with st.container(key="releve_frame"):
        drawn = "".join(_band(*one) for one in bands)
        who = _account(person, role) if role else f"<span>{escape(person)}</span>"
        st.html(f'{drawn}<div class="releve-signature"><strong>{escape(community)}</strong> {who}</div>')


def _account(person: str, role: str) -> str:
    """A drawer that opens without any script; its addresses are relative, whatever folder of the host we are served in.

    Its name is what it shows, initials and all: someone who speaks to their machine says what they read.
    """
    return (
        f'<details class="releve-account"><summary><span class="releve-initials">'
        f'{escape(initials(person))}</span><span class="releve-who">{escape(person)}</span></summary>'
        f'<div class="releve-drawer"><p>{escape(person)}<br>{escape(role)}</p>'
        f'<a href="compte" target="_self">{escape(_("Mon compte"))}</a>'
        f'<a href="deconnexion" target="_self">{escape(_("Se déconnecter"))}</a></div></details>'
    )


def initials(person: str) -> str:
    """« MK » for « Maïwenn Kerdruc »: what a narrow screen has room for."""
    words = person.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _band(kind: Band, word: str, sentence: str) -> str:
    said = _("{head} : {said}").format(head=f"<strong>{escape(word)}</strong>", said=escape(sentence))
    return f'<div class="releve-band releve-{kind}" role="note" aria-label="{escape(word)}"><p>{said}</p></div>'
