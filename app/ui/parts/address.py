"""Choices of a screen that stand in its address under their codes, so that back, reload and share bring them back.

One rule for lists, buttons, switches and pages: the address says; where it is silent, what was chosen here
before it ever spoke; else what is usual. Going back to an address that is silent again goes back to the usual. Streamlit's own
``bind="query-params"`` writes the words shown, and a link made in French would open nothing in English: it is left to dates,
numbers and words typed. What is typed to be written, in a form or about to be sent, is no part of the view and stays out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

NONE = "-"
"""None at all, where one is usual."""
ON = "oui"
"""A switch that is on."""
MOST_PAGES = 100_000
MOST_DIGITS = 6
"""Of a page's number: more than Python reads at once is no number of a page."""

Labels = Literal["visible", "collapsed"]


def select(
    label: str,
    options: Mapping[str, str],
    *,
    address: str,
    usual: str = "",
    key: str = "",
    hidden: bool = False,
    placeholder: str = "",
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """One of ``options`` (code → words) in a list; with a ``placeholder`` none is chosen at first, and ``""`` is none."""
    key = key or address
    usual = usual if placeholder else _first(options, usual)
    chosen = held(options, address=address, usual=usual, key=key)
    st.selectbox(
        label, list(options), index=None if placeholder else 0, format_func=lambda code: options.get(code, ""), key=key,
        on_change=_turn, args=(address, key, bool(usual)), label_visibility=_shown(hidden=hidden), width=width,
        placeholder=placeholder or None,
    )  # fmt: skip
    return chosen


def segments(
    label: str, options: Mapping[str, str], *, address: str, usual: str = "", key: str = "", hidden: bool = False
) -> str:
    """One of ``options`` (code → words) as a row of buttons; one is always chosen."""
    key, usual = key or address, _first(options, usual)
    chosen = held(options, address=address, usual=usual, key=key)
    st.segmented_control(
        label, list(options), required=True, format_func=lambda code: options.get(code, ""), key=key,
        on_change=_turn, args=(address, key, bool(usual)), label_visibility=_shown(hidden=hidden),
    )  # fmt: skip
    return chosen


def toggle(label: str, *, address: str, key: str = "", explained: str = "") -> bool:
    """A switch, off unless the address holds it; ``explained`` stands behind its question mark."""
    key = key or address
    st.session_state[key] = is_on(address, key)
    _fell_silent(address, key)
    return st.toggle(label, key=key, on_change=_switch, args=(address, key), help=explained or None)


def is_on(address: str, key: str = "") -> bool:
    """What a switch drawn further down holds."""
    key = key or address
    return address in st.query_params or (
        bool(st.session_state.get(key)) and not st.session_state.get(f"{key}_in_address")
    )


def page(pages: int = MOST_PAGES, *, address: str = "page") -> int:
    """The number of the page to draw, from 1, whatever the address says."""
    asked = st.query_params.get(address, "")
    return min(max(int(asked[:MOST_DIGITS]), 1), max(pages, 1)) if asked.isdecimal() else 1


def pager(pages: int, *, key: str, address: str = "page") -> None:
    """The field that turns the pages; nothing where there is one."""
    if pages > 1:
        st.session_state[key] = page(pages, address=address)
        st.number_input(_("Page"), 1, pages, key=key, width=160, on_change=_turn, args=(address, key))


def held(options: Mapping[str, str], *, address: str, usual: str, key: str) -> str:
    """The code to show, put under ``key``: of the address, else held before it spoke, else ``usual``.

    An address that was made of the words shown still opens what it named, in the language it was made in.
    """
    asked, fell_silent = _code(options, st.query_params.get(address, "")), _fell_silent(address, key)
    if asked is None and key in st.session_state and not fell_silent:
        before = st.session_state[key] or ""
        asked = before if before in options else None
    asked = usual if asked is None else asked
    st.session_state[key] = asked if asked in options else None
    return asked


def _code(options: Mapping[str, str], asked: str) -> str | None:
    """The code that a value of the address names; None where it names none."""
    if not asked or asked in options:
        return asked or None
    if asked == NONE and "" in options:
        return ""
    return next((code for code, words in options.items() if words == asked), None)


def _first(options: Mapping[str, str], usual: str) -> str:
    return usual if usual and usual in options else next(iter(options), "")


def put(address: str, code: str) -> None:
    """Write a code in the address of the present screen; an empty one is taken out of it."""
    if code:
        st.query_params[address] = code
    else:
        st.query_params.pop(address, None)


def _fell_silent(address: str, key: str) -> bool:
    """Whether the address held this choice when it was last drawn and holds it no more: someone went back."""
    is_said, mark = address in st.query_params, f"{key}_in_address"
    was_said = bool(st.session_state.get(mark))
    st.session_state[mark] = is_said
    return was_said and not is_said


def _turn(address: str, key: str, is_usual: bool = False) -> None:
    put(address, str(st.session_state[key] or "") or (NONE if is_usual else ""))


def _switch(address: str, key: str) -> None:
    put(address, ON if st.session_state[key] else "")


def _shown(*, hidden: bool) -> Labels:
    return "collapsed" if hidden else "visible"
