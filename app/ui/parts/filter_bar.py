"""Filters that live in the address: a search and choices; an empty choice lets everything through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping


def search(label: str, *, key: str) -> str:
    """Words to look for; ``key`` is the parameter's name in the address."""
    return st.text_input(
        label, key=key, bind="query-params", placeholder=label, label_visibility="collapsed",
        icon=":material/search:",
    )  # fmt: skip


def choice(label: str, options: Mapping[str, str], *, key: str, everything: str) -> str:
    """One of ``options`` (code → words), or ``""`` for ``everything``; the address carries the words."""
    codes = ["", *options]
    chosen = st.selectbox(
        label, codes, format_func=lambda code: options.get(code, everything), key=key, bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    return chosen or ""
