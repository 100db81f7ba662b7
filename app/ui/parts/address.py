"""Choices of a screen that stand in its address under their codes, so that back, reload and share bring them back.

One rule for lists, buttons, switches and pages: the address says; where it is silent, what was chosen here before it ever spoke;
else what is usual. Going back to an address that is silent again goes back to the usual. A list whose present choice follows from
more than its own word in the address is told it (``present``). Streamlit's own ``bind="query-params"`` writes the words shown,
and a link made in French would open nothing in English; on a number of three hundred digits it fails: it is left to dates and
words typed. What is typed to be written, in a form or about to be sent, is no part of the view and stays out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from app.words import _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

NONE = "-"
"""None at all, where one is usual."""
ON = "oui"
"""A switch that is on."""
MOST_DIGITS = 6
"""Of a number in an address: nothing here is counted further, and Python refuses to read thousands of them."""
MOST = 10**MOST_DIGITS - 1

Labels = Literal["visible", "collapsed"]


def select(
    label: str,
    options: Mapping[str, str],
    *,
    address: str,
    usual: str = "",
    present: str | None = None,
    key: str = "",
    hidden: bool = False,
    placeholder: str = "",
    width: int | Literal["stretch"] = "stretch",
    closes: Collection[str] = (),
) -> str:
    """One of ``options`` (code → words) in a list; with a ``placeholder`` none is chosen at first, and ``""`` is none.

    ``present``: the one shown, where whoever calls has settled it, by the address or by more than it; ``closes``: what
    leaves the address when another is chosen, because it belongs to this one.
    """
    key = key or address
    usual = usual if placeholder else _first(options, usual)
    chosen = held(options, address=address, usual=usual, present=present, key=key)
    st.selectbox(
        label, list(options), index=None if placeholder else 0, format_func=lambda code: options.get(code, ""), key=key,
        on_change=turn, args=(address, key, closes, bool(usual)), label_visibility=_shown(hidden=hidden), width=width,
        placeholder=placeholder or None,
    )  # fmt: skip
    return chosen


def segments(
    label: str,
    options: Mapping[str, str],
    *,
    address: str,
    usual: str = "",
    present: str | None = None,
    key: str = "",
    hidden: bool = False,
    closes: Collection[str] = (),
) -> str:
    """One of ``options`` (code → words) as a row of buttons; one is always chosen. The rest is as in a list."""
    key, usual = key or address, _first(options, usual)
    chosen = held(options, address=address, usual=usual, present=present, key=key)
    st.segmented_control(
        label, list(options), required=True, format_func=lambda code: options.get(code, ""), key=key,
        on_change=turn, args=(address, key, closes, bool(usual)), label_visibility=_shown(hidden=hidden),
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


def among(address: str, codes: Collection[str]) -> str:
    """The one of ``codes`` that the address names, else the first, whatever was shown before."""
    asked = st.query_params.get(address, "")
    return asked if asked in codes else next(iter(codes), "")


def number(address: str, usual: int = 0, *, least: int = 0, most: int = MOST) -> int:
    """The whole number of the address, else ``usual`` for what is none or has too many digits; brought between both bounds."""
    digits = _digits(address)
    return min(max(int(digits) if 0 < len(digits) <= MOST_DIGITS else usual, least), most)


def typed(
    label: str, least: int, most: int, *, address: str, usual: int, key: str = "", step: int = 1, explained: str = "",
    width: int | Literal["stretch"] = "stretch",
) -> int:  # fmt: skip
    """A whole number typed between two bounds, ``usual`` until then; ``explained`` stands behind its question mark."""
    key = key or address
    st.session_state[key] = chosen = number(address, usual, least=least, most=most)
    st.number_input(
        label, least, most, step=step, key=key, on_change=turn, args=(address, key), help=explained or None, width=width
    )
    return chosen


def page(pages: int = MOST, *, address: str = "page") -> int:
    """The number of the page to draw, from 1, whatever the address says; one too far is the last."""
    last = max(pages, 1)
    return number(address, last if _digits(address) else 1, least=1, most=last)


def pager(pages: int, *, key: str, address: str = "page") -> None:
    """The field that turns the pages; nothing where there is one."""
    if pages > 1:
        st.session_state[key] = page(pages, address=address)
        st.number_input(_("Page"), 1, pages, key=key, width=160, on_change=turn, args=(address, key))


def held(options: Mapping[str, str], *, address: str, usual: str, key: str, present: str | None = None) -> str:
    """The code to show, put under ``key``: ``present`` where it is settled, else that of the address, else the one held before it
    spoke; ``usual`` where that is none of the options."""
    asked = _asked(options, address, key) if present is None else (present if present in options else None)
    asked = usual if asked is None else asked
    st.session_state[key] = asked if asked in options else None
    return asked


def _asked(options: Mapping[str, str], address: str, key: str) -> str | None:
    """What the address names, else what was held before it ever spoke; None where neither is an option."""
    asked, fell_silent = _code(options, st.query_params.get(address, "")), _fell_silent(address, key)
    if asked is None and key in st.session_state and not fell_silent:
        before = st.session_state[key] or ""
        return before if before in options else None
    return asked


def _code(options: Mapping[str, str], asked: str) -> str | None:
    """The code that a value of the address names; None where it names none.

    An address that was made of the words shown still opens what it named, in the language it was made in.
    """
    if not asked or asked in options:
        return asked or None
    if asked == NONE and "" in options:
        return ""
    return next((code for code, words in options.items() if words == asked), None)


def _digits(address: str) -> str:
    """What the address holds, where that is digits a person types; empty for anything else."""
    asked = st.query_params.get(address, "")
    return asked if asked.isascii() and asked.isdecimal() else ""


def _first(options: Mapping[str, str], usual: str) -> str:
    return usual if usual and usual in options else next(iter(options), "")


def put(address: str, code: str) -> None:
    """Write a code in the address of the present screen; an empty one is taken out of it."""
    if code:
        st.query_params[address] = code
    else:
        st.query_params.pop(address, None)


def close(*addresses: str) -> None:
    """Take these out of the address of the present screen."""
    for address in addresses:
        put(address, "")


def turn(address: str, key: str, closes: Collection[str] = (), is_usual: bool = False) -> None:
    """Into the address, what a field of whatever sort now holds under ``key``; ``is_usual``: none must be said, for one is usual."""
    chosen = st.session_state[key]
    put(address, ("" if chosen is None else str(chosen)) or (NONE if is_usual else ""))
    close(*closes)


def _fell_silent(address: str, key: str) -> bool:
    """Whether the address held this choice when it was last drawn and holds it no more: someone went back."""
    is_said, mark = address in st.query_params, f"{key}_in_address"
    was_said = bool(st.session_state.get(mark))
    st.session_state[mark] = is_said
    return was_said and not is_said


def _switch(address: str, key: str) -> None:
    put(address, ON if st.session_state[key] else "")


def _shown(*, hidden: bool) -> Labels:
    return "collapsed" if hidden else "visible"
