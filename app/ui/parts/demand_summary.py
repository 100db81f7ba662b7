"""From doses to lines to seats: the sentence, then the small table of how many people each role takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import table
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class RoleDemand:
    """One role: seats in a session, seats over the week, how many partners provide, and the rule in words."""

    role: str
    per_session: int
    per_week: int
    provided: int = 0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a week's doses ask for. ``line_half_days`` are half-days of one line."""

    doses: int
    line_half_days: int
    seats: int
    vials: int = 0
    roles: tuple[RoleDemand, ...] = ()


def show(demand: Demand) -> None:
    """Draw the chain and its table."""
    st.markdown(f"**{plain(sentence(demand))}**")
    if demand.roles:
        table.show(
            [_("Rôle"), _("Par séance"), _("Par semaine"), _("Fournis"), _("Règle")],
            _rows(demand.roles),
            caption=_("Places par rôle"),
        )


def sentence(demand: Demand) -> str:
    """« 2 400 doses par semaine → 50 demi-journées de ligne → 210 places, 400 flacons. »"""
    pieces = [
        ngettext("{count} dose par semaine", "{count} doses par semaine", demand.doses),
        ngettext("{count} demi-journée de ligne", "{count} demi-journées de ligne", demand.line_half_days),
        ngettext("{count} place", "{count} places", demand.seats),
    ]
    counts = (demand.doses, demand.line_half_days, demand.seats)
    said = [piece.format(count=spoken_number(count)) for piece, count in zip(pieces, counts, strict=True)]
    if demand.vials:
        said[-1] += ", " + ngettext("{count} flacon", "{count} flacons", demand.vials).format(
            count=spoken_number(demand.vials)
        )
    return " → ".join(said) + "."


def _rows(roles: Sequence[RoleDemand]) -> list[tuple[str | int, ...]]:
    return [(role.role, role.per_session, role.per_week, role.provided or "–", role.rule) for role in roles]
