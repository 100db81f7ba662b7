"""Figures with their origin: each number opens its rule, source, date and terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from, in words; empty fields are left out."""

    rule: str
    source: str = ""
    date: str = ""
    numerator: str = ""
    denominator: str = ""
    bound: str = ""
    """A bound or a ± where the number is not exact."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as spoken (« 1 850 / 2 400 »), what it counts, and its origin."""

    label: str
    value: str
    origin: Origin | None = None
    change: str = ""


def show(figures: Sequence[Figure]) -> None:
    """Draw the figures side by side, each with its small ⓘ."""
    with st.grid(min_column_width=220, gap="medium"):
        for figure in figures:
            with st.container(border=True, height="stretch", gap="xsmall"):
                with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                    st.markdown(plain(figure.label))
                    if figure.origin:
                        _show_origin(figure.origin)
                st.metric(figure.label, figure.value, label_visibility="collapsed")
                if figure.change:
                    st.caption(plain(figure.change))


def _show_origin(origin: Origin) -> None:
    with st.popover(":material/info:", type="tertiary", help=_("D’où vient ce chiffre")):
        for name, text in _lines(origin):
            st.markdown(f"**{plain(name)}** {plain(text)}")


def _lines(origin: Origin) -> list[tuple[str, str]]:
    lines = [
        (_("Règle :"), origin.rule),
        (_("Numérateur :"), origin.numerator),
        (_("Dénominateur :"), origin.denominator),
        (_("Marge :"), origin.bound),
        (_("Source :"), origin.source),
        (_("Date :"), origin.date),
    ]
    return [(name, text) for name, text in lines if text]
