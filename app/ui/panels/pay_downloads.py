"""A file made only when it is asked for, in the language of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from app.ui.parts.later import later

if TYPE_CHECKING:
    from collections.abc import Callable

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


def button(
    words: str, make: Callable[[], bytes], *, file_name: str, mime: str, icon: str, key: str,
    kind: Literal["primary", "secondary"] = "secondary",
) -> None:  # fmt: skip
    """Draw the button; ``make`` runs when it is pressed."""
    st.download_button(
        words, data=later(make), file_name=file_name, mime=mime, icon=f":material/{icon}:", on_click="ignore", key=key,
        type=kind, wrap=True,
    )  # fmt: skip
