"""Calls for unscheduled appointments in words and in a table. Nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.slots import CHANNEL_WORDS, Channel
from app.words import _, ngettext
from app.words.dates import short_day, spoken_day, spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.continuity.slots import DayCalls


def sentence(held: Sequence[DayCalls], today: date) -> str:
    """« Mercredi 25 novembre : 52 appels, 3 sans réponse. », of the last day that was noted."""
    if not held:
        return _("Aucun appel n’est noté depuis deux semaines.")
    day = max(one.day for one in held)
    calls = sum(one.calls for one in held if one.day == day)
    lost = sum(one.unanswered for one in held if one.day == day)
    said = ngettext("{n} appel", "{n} appels", calls).format(n=spoken_number(calls))
    return _("{day} : {calls}, {lost} sans réponse.").format(
        day=capitalised(spoken_day(day)), calls=said, lost=spoken_number(lost)
    )


def detail() -> str:
    """What is noted, and what never is."""
    return _("Les appels du jour pour un rendez-vous non programmé, par canal : des nombres, jamais qui appelle.")


def rows(held: Sequence[DayCalls]) -> tuple[list[str], list[list[str | int]]]:
    """A day a line, the latest first: total, unanswered, then each channel."""
    used = [channel for channel in Channel if any(one.channel is channel for one in held)]
    header = [_("jour"), _("appels"), _("sans réponse"), *(_(CHANNEL_WORDS[channel]) for channel in used)]
    lines: list[list[str | int]] = []
    for day in sorted({one.day for one in held}, reverse=True):
        of_day = {one.channel: one for one in held if one.day == day}
        lines.append(
            [
                short_day(day), sum(one.calls for one in of_day.values()), sum(one.unanswered for one in of_day.values()),
                *(of_day[channel].calls if channel in of_day else "—" for channel in used),
            ]
        )  # fmt: skip
    return header, lines
