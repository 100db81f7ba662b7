"""Where added sessions take place and whom they receive: the centre itself, or an establishment, a district, a school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Destination:
    """``site`` empty means the centre's own place; ``group`` is the slug of a target group, empty for everybody."""

    site: str = ""
    group: str = ""


def destination(sites: Sequence[str], groups: Mapping[str, tuple[str, str]], *, key: str) -> Destination:
    """Ask where and for whom. ``groups``: slug → (label, what to bring as a sentence or empty)."""
    labels = {"": _("Tout public")} | {slug: label for slug, (label, _document) in groups.items()}
    where, whom = st.columns(2)
    site = where.selectbox(
        _("Lieu"), sites, index=None, accept_new_options=True, key=f"{key}_site",
        placeholder=_("Au centre, ou le nom d’un établissement ou d’un quartier"),
    )  # fmt: skip
    group = whom.selectbox(_("Public reçu"), list(labels), format_func=labels.__getitem__, key=f"{key}_group")
    document = groups[group][1] if group in groups else ""
    if document:
        st.info(plain(document), icon=":material/description:")
    return Destination((site or "").strip(), group or "")


def take_back(names: Mapping[str, str], *, key: str) -> list[str]:
    """Choose sessions to take back; nothing is done here."""
    return st.multiselect(
        _("Séances à retirer"), list(names), format_func=names.__getitem__, key=f"{key}_take_back",
        placeholder=_("Choisissez des séances"), select_all=False,
    )  # fmt: skip
