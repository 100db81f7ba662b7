"""What paper says that a screen need not: whose it is and when it was so, on the first page; what it is, on every page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.words import _
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def show(marks: Sequence[str], *, community: str, now: datetime) -> None:
    """``marks``: « EXERCICE », « DÉMONSTRATION », at the head of every sheet. ``now``: when the screen was last drawn."""
    said = _("{name}, écran tel qu’il était {when}").format(name=community, when=spoken_instant(now))
    with st.container(key="releve_printed"):  # print.css puts it in the page on paper alone
        st.html(f'<p class="releve-printed">{escape(said)}</p>')
        st.html(
            f"<style>@media print {{ @page {{ @top-center {{ content: {_quoted(' · '.join(marks))}; }} }} }}</style>"
        )


def _quoted(words: str) -> str:
    """A string of CSS that holds any words."""
    return '"' + "".join(one if one.isalnum() or one in " ·" else f"\\{ord(one):x} " for one in words) + '"'
