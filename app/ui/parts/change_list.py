"""What publishing changes, person by person, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """One person's changes as sentences: what they gain, what they lose."""

    name: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def show(changes: Sequence[PersonChanges]) -> None:
    """Draw the changes, one block a person."""
    if not changes:
        st.caption(_("Aucun changement depuis la dernière version publiée."))
        return
    for change in changes:
        lines = [f"**{plain(change.name)}**"]
        lines += [f":green[:material/add: {plain(text)}]" for text in change.gained]
        lines += [f":gray[:material/remove: ~~{plain(text)}~~]" for text in change.lost]
        st.markdown("  \n".join(lines))
