"""What the register of authorities' requests says, and how a deadline typed in a hurry is understood; nothing is drawn here."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.core.errors import N_, InvalidInput
from app.response.requests import STATE_WORDS, RequestState
from app.response.situation_said import moment, when
from app.services.crisis.answer_authority import channel_words
from app.ui.parts.coloured import coloured
from app.ui.parts.tones import COLOURS
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.response.requests import AuthorityRequest
    from app.services.crisis.answer_authority import RegisterView

LOOKS: dict[RequestState, tuple[str, str]] = {
    RequestState.LATE: ("priority_high", "alarm"),
    RequestState.SOON: ("schedule", "open"),
    RequestState.WAITING: ("schedule", "pending"),
    RequestState.ANSWERED_LATE: ("check_circle", "draft"),
    RequestState.ANSWERED: ("check_circle", "confirmed"),
}

_DEADLINE = re.compile(
    r"^\s*(?:(?P<day>demain|(?P<d>\d{1,2})/(?P<m>\d{1,2}))\s*(?:à\s*)?)?(?P<h>\d{1,2})\s*(?:h|:)\s*(?P<min>\d{2})?\s*$",
    re.IGNORECASE,
)
_IN = re.compile(r"^\s*(?:dans|\+)\s*(?P<n>\d{1,3})\s*(?P<unit>h|min)\s*$", re.IGNORECASE)


def sentence(view: RegisterView) -> str:
    """« 1 demande en retard, 2 à répondre ; 4 répondues, dont 3 dans le délai. »"""
    counts = view.counts
    if not view.requests:
        return _("Aucune demande d’une autorité n’a été notée.")
    late = ngettext("{n} demande en retard", "{n} demandes en retard", counts.late).format(n=counts.late)
    left = counts.owed - counts.late
    owed = ngettext("{n} demande à répondre", "{n} demandes à répondre", left).format(n=left)
    first = ", ".join(part for part in (late if counts.late else "", owed if left else "") if part)
    done = ngettext("{n} répondue", "{n} répondues", counts.answered).format(n=counts.answered)
    if counts.answered and counts.on_time < counts.answered:
        done = _("{done}, dont {n} dans le délai").format(done=done, n=counts.on_time)
    return _(" ; ").join(part for part in (first, done if counts.answered else "") if part) + "."


def badge(one: AuthorityRequest, now: datetime) -> str:
    """Where a request stands as icon, word and colour, in Markdown."""
    state = one.state(now)
    icon, tone = LOOKS[state]
    return coloured(COLOURS[tone], icon, _(STATE_WORDS[state]))


def about(one: AuthorityRequest, now: datetime) -> str:
    """« ARS Bretagne · téléphone · reçue à 14 h 05 · pour 18 h »."""
    said = [one.asked_by, channel_words(one.channel), _("reçue {when}").format(when=when(one.received_at, now))]
    if one.due_at is not None:
        said.append(_("pour {when}").format(when=moment(one.due_at, now)))
    return " · ".join(part for part in said if part)


def answered(one: AuthorityRequest, now: datetime) -> str:
    """« Répondu à 16 h · preuve : accusé de réception »."""
    assert one.replied_at is not None
    said = _("Répondu {when}").format(when=when(one.replied_at, now))
    return said if not one.proof else _("{said} · preuve : {proof}").format(said=said, proof=one.proof)


def deadline_of(text: str, now: datetime) -> datetime | None:
    """« 18h » (the next time it is), « demain 9h », « 28/11 9h30 », « dans 2h », « +30 min », in Paris; None for nothing.

    Raises InvalidInput for anything else.
    """
    if not text.strip():
        return None
    soon, found = _IN.match(text), _DEADLINE.match(text)
    if soon is not None:
        return now + timedelta(**{"hours" if soon["unit"].lower() == "h" else "minutes": int(soon["n"])})
    if found is None or int(found["h"]) > 23 or int(found["min"] or 0) > 59:
        raise InvalidInput(
            N_("« {text} » n’est pas une échéance : écrivez 18h, demain 9h, 28/11 9h30 ou dans 2h."), text=text.strip()
        )
    wall, today = time(int(found["h"]), int(found["min"] or 0)), now.astimezone(PARIS).date()
    if found["d"]:
        return _on(text, int(found["d"]), int(found["m"]), wall, now)
    if found["day"]:
        return datetime.combine(today + timedelta(days=1), wall, PARIS)
    at = datetime.combine(today, wall, PARIS)
    return at if at > now else datetime.combine(today + timedelta(days=1), wall, PARIS)


def typed(at: datetime | None) -> str:
    """A deadline as it would be typed: « 28/11 9h30 »."""
    return f"{at.astimezone(PARIS):%d/%m %Hh%M}" if at is not None else ""


def _on(text: str, day: int, month: int, wall: time, now: datetime) -> datetime:
    """That day of this year, or of the next where it has passed by months."""
    local = now.astimezone(PARIS)
    for year in (local.year, local.year + 1):
        try:
            at = datetime(year, month, day, wall.hour, wall.minute, tzinfo=PARIS)
        except ValueError:
            break
        if at > local - timedelta(days=180):
            return at
    raise InvalidInput(N_("« {text} » n’est pas un jour du calendrier : écrivez 28/11 9h30."), text=text.strip())
