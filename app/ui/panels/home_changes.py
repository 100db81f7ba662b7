"""« Depuis hier »: what changed, in one sentence, then by subject and by the role of whoever did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.panels.home_tasks import go_to
from app.ui.parts.plain import plain
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.services.home.changed_since import Changed, Subject

SHOWN = 3
"""Subjects under the sentence; the others stand behind one line that counts them."""


def show(changed: Changed) -> None:
    """Draw the sentence, the subjects that matter most, and the way to the rest."""
    with st.container(gap="xxsmall", key="home_changes"):
        st.markdown(f"**{plain(changed.sentence)}**")
        _subjects(changed.subjects[:SHOWN])
        rest = changed.subjects[SHOWN:]
        if rest:
            label = ngettext("{n} autre sujet", "{n} autres sujets", len(rest)).format(n=len(rest))
            with st.popover(label, icon=":material/history:", type="tertiary"):
                _subjects(rest)
                go_to("journal", _("Ouvrir le journal"), {})


def _subjects(found: Iterable[Subject]) -> None:
    for one in found:
        said = _("**{subject}** : {changes}").format(subject=plain(one.name), changes=plain(one.sentence))
        st.markdown(f":small[{said}]")
