"""The roles of a centre in one editable table: how many a line and a centre, what blocks opening, who provides people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.elements.lib.column_types import ColumnConfig


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role as typed. ``per_line`` is text: « 1 », « 1/2 », « 0,5 »; ``code`` is never shown."""

    code: str
    label: str
    per_line: str
    per_centre: int
    critical: bool
    weight: int
    provided: int = 0
    partner: str = ""
    contact: str = ""
    phone: str = ""


_FIELDS = ("label", "per_line", "per_centre", "critical", "weight", "provided", "partner", "contact", "phone")


def show(rows: Sequence[RoleRow], *, key: str) -> tuple[RoleRow, ...]:
    """Draw the table; returns the rows as they stand, typed over or not.

    Change ``key`` when ``rows`` change, so that what was typed over other rows is not laid on these.
    """
    frame = pd.DataFrame([[getattr(row, name) for name in _FIELDS] for row in rows], columns=list(_FIELDS))
    edited = st.data_editor(
        frame,
        hide_index=True,
        key=key,
        column_config=_columns(),
        disabled=["label"],
        alt=_("Rôles du centre, un par ligne"),
    )
    return tuple(
        _row(row.code, {str(name): cell for name, cell in cells.items()})
        for row, cells in zip(rows, edited.to_dict("records"), strict=True)
    )


def _row(code: str, cells: dict[str, object]) -> RoleRow:
    def text(name: str) -> str:
        value = cells.get(name)
        return value.strip() if isinstance(value, str) else ""

    def number(name: str) -> int:
        value = cells.get(name)
        return int(value) if isinstance(value, int | float) and not pd.isna(value) else 0

    return RoleRow(
        code=code,
        label=text("label"),
        per_line=text("per_line"),
        per_centre=number("per_centre"),
        critical=cells.get("critical") is True or cells.get("critical") == True,  # noqa: E712 - a numpy truth
        weight=number("weight"),
        provided=number("provided"),
        partner=text("partner"),
        contact=text("contact"),
        phone=text("phone"),
    )


def _columns() -> dict[str, ColumnConfig]:
    column = st.column_config
    return {
        "label": column.TextColumn(_("Rôle"), pinned=True, width="medium"),
        "per_line": column.TextColumn(_("Par ligne"), help=_("1, 1/2 ou 0,5"), width="small"),
        "per_centre": column.NumberColumn(_("Par centre"), min_value=0, max_value=99, step=1, width="small"),
        "critical": column.CheckboxColumn(
            _("Bloquant"), help=_("Sans ce rôle une ligne ne peut pas ouvrir"), width="small"
        ),
        "weight": column.NumberColumn(
            _("Importance"), help=_("De 1 à 9 : ce qui est pourvu d’abord"), min_value=1, max_value=9, width="small"
        ),
        "provided": column.NumberColumn(
            _("Fournis"), help=_("Personnes fournies par un partenaire"), min_value=0, max_value=99, width="small"
        ),
        "partner": column.TextColumn(_("Par qui"), help=_("Mairie, hôpital, association")),
        "contact": column.TextColumn(_("Contact")),
        "phone": column.TextColumn(_("Téléphone"), width="small"),
    }
