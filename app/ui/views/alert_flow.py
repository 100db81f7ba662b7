"""The alert flowchart in words: its sentence, its boxes, its table. Nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.flow_svg import FlowBox
from app.response.alert_flow import rows_of
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.response.alert_flow import FlowStep


def headline(steps: Sequence[FlowStep]) -> str:
    """« De l’appel de l’ARS à l’alerte : 30 minutes, par 9 étapes. »."""
    n = rows_of(steps)
    return ngettext(
        "Du signal à la levée : {n} étape, et ce qu’on fait quand le réseau tombe.",
        "Du signal à la levée : {n} étapes, et ce qu’on fait quand le réseau tombe.",
        len(n),
    ).format(n=len(n))


def how(step: FlowStep) -> str:
    """« En 30 min, alerte Relève : e-mail, SMS »."""
    if not step.within_minutes:
        return _("Par : {channel}").format(channel=step.channel)
    return _("En {n} min, par : {channel}").format(n=step.within_minutes, channel=step.channel)


def boxes(steps: Sequence[FlowStep]) -> tuple[tuple[FlowBox, ...], ...]:
    """The drawing's boxes by height."""
    return tuple(tuple(_box(step) for step in row) for row in rows_of(steps))


def _box(step: FlowStep) -> FlowBox:
    degraded = _("Sans réseau : {text}").format(text=step.degraded)
    return FlowBox(step.code, step.who, step.does, how(step), degraded, step.tells)


def header() -> tuple[str, ...]:
    return _("Qui"), _("Fait quoi"), _("Prévient"), _("En combien de temps"), _("Par où"), _("Sans réseau"), _("Source")


def rows(steps: Sequence[FlowStep]) -> list[tuple[str, ...]]:
    """The same as a table, step by step."""
    names = {one.code: one.who for one in steps}
    return [
        (
            one.who,
            one.does,
            " ; ".join(names[code] for code in one.tells),
            _("{n} min").format(n=one.within_minutes) if one.within_minutes else "–",
            one.channel,
            one.degraded,
            one.source,
        )
        for one in steps
    ]
