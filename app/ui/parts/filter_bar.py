"""Filters that live in the address: a search and choices; an empty choice lets everything through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import address

if TYPE_CHECKING:
    from collections.abc import Mapping


def search(label: str, *, key: str) -> str:
    """Words to look for; ``key`` is the parameter's name in the address."""
    return st.text_input(
        label, key=key, bind="query-params", placeholder=label, label_visibility="collapsed",
        icon=":material/search:",
    )  # fmt: skip


def choice(label: str, options: Mapping[str, str], *, key: str, everything: str) -> str:
    """One of ``options`` (code → words), or ``""`` for ``everything``; the address carries the code under ``key``."""
    return address.select(label, {"": everything, **options}, address=key, hidden=True)
