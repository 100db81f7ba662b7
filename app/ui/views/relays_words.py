"""Words that closures and cuts share: since when and until when, lists of names, telephone numbers to press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_date
from app.roster.phones import spoken_phone
from app.ui.parts.plain import plain
from app.words import N_, _
from app.words.dates import spoken_hour, spoken_instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


EXERCISE = N_("EXERCICE")


def span(start: datetime, end: datetime | None, now: datetime) -> str:
    """« depuis 8 h, jusqu’à vendredi 27 novembre à 20 h »; « à partir de … » for what is to come; « sans fin connue »."""
    begins = _("à partir de {at}") if start > now else _("depuis {at}")
    until = _("jusqu’à {at}").format(at=instant(end, now)) if end is not None else _("sans fin connue")
    return _("{since}, {until}").format(since=begins.format(at=instant(start, now)), until=until)


def instant(at: datetime, now: datetime) -> str:
    """« 17 h 05 » today, « vendredi 27 novembre à 20 h » another day."""
    if paris_date(at) != paris_date(now):
        return spoken_instant(at)
    return spoken_hour(at.astimezone(PARIS).time())


def listed(names: Sequence[str], most: int = 3) -> str:
    """« Fégréac, Redon et Allaire », « Fégréac, Redon et 4 de plus »; names that hold a comma are told apart by « ; »."""
    between = "\u00a0; " if any("," in name for name in names) else ", "
    kept, rest = list(names[:most]), len(names) - most
    if rest > 0:
        return _("{names} et {n} de plus").format(names=between.join(kept), n=rest)
    if len(kept) < 2:
        return "".join(kept)
    return _("{names} et {last}").format(names=between.join(kept[:-1]), last=kept[-1])


def phone_link(phone: str) -> str:
    """A number to press, in Markdown; empty without one."""
    if not phone:
        return ""
    digits = "".join(one for one in phone if one in "+0123456789")
    return f"[:material/call: {plain(spoken_phone(phone).replace(' ', chr(0xA0)))}](tel:{digits})"
