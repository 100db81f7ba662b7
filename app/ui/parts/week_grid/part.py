"""Draws the week grid (component v2, no build step) and hands back what the person did."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts.week_grid.model import Free, GridData, GridEvent, Move, Put, Select
from app.ui.parts.week_grid.payload import payload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.components.v2.types import ComponentRenderer

SCRIPTS = ("model.js", "dom.js", "render.js", "actions.js", "keys.js", "mount.js")
"""One module for the browser, kept in readable pieces and joined in this order."""


def event(key: str) -> GridEvent | None:
    """What the person did since the last run, once; None when nothing.

    Read it before reading the rota: what is then drawn already holds the result, and nothing jumps.
    """
    raw = st.session_state.pop(f"{key}_raw", None)
    return parsed(raw) if isinstance(raw, dict) else None


def show(grid: GridData, *, key: str, height: int = 720) -> None:
    """Draw the grid; ``height`` is the most it takes on the page, in pixels, before it scrolls inside."""
    answered = st.session_state.get(f"{key}_answered", 0)

    def keep() -> None:
        raw = st.session_state[key].event
        st.session_state[f"{key}_raw"] = raw
        st.session_state[f"{key}_answered"] = raw.get("number", 0) if isinstance(raw, dict) else 0

    _renderer()(key=key, data=payload(grid, answered=answered, height=height), on_event_change=keep)


def parsed(raw: Mapping[str, object]) -> GridEvent | None:
    """The browser's message as an event; None for anything that is not one."""
    revision, kind = raw.get("revision"), raw.get("kind")
    seat, other = raw.get("seat"), raw.get("other")
    if not isinstance(revision, int) or not isinstance(seat, str):
        return None
    if kind == "move" and isinstance(other, str):
        return Move(revision, from_seat=other, to_seat=seat)
    if kind == "put" and isinstance(other, str):
        return Put(revision, person=other, seat=seat)
    if kind == "free":
        return Free(revision, seat)
    return Select(revision, seat) if kind == "select" else None


@cache
def _renderer() -> ComponentRenderer:
    here = files("app.ui.parts.week_grid")
    script = "\n".join((here / name).read_text(encoding="utf-8") for name in SCRIPTS)
    style = (here / "grid.css").read_text(encoding="utf-8")
    return st.components.v2.component(
        "releve_week_grid", html="<div class='releve-grid'></div>\n", css=style, js=script
    )
