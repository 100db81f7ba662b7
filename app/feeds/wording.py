"""What the events of a feed say: titles, places, descriptions; and text made fit for a calendar line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.feeds.feed import Audience, EventStatus
from app.words import _
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.feeds.feed import Feed, FeedEvent

_LINE_ENDS = re.compile("\r\n|\r|\u0085|\u2028|\u2029")
_GAPS = re.compile("[ \n]+")
_UNWANTED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_MISREAD = re.compile(r"\\(?=[nN])")
"""Written as it must be, a backslash before an n is read as a line end by some clients (icalendar 7 among them)."""


def clean(text: str) -> str:
    """``text`` without control characters, byte-order marks or lone surrogates; every kind of line end becomes ``\\n``."""
    kept = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text.replace("\t", " ")))
    return _MISREAD.sub("/", kept)


def one_line(text: str) -> str:
    """``text`` cleaned and on one line; no-break spaces stay."""
    return _GAPS.sub(" ", clean(text)).strip(" ")


def summary(event: FeedEvent, audience: Audience) -> str:
    """« Ligne 2 · Injection — Centre du Pratel »; Outlook ignores STATUS, so a cancelled one says so here."""
    title = f"{seat_words(event)} — {one_line(event.centre)}"
    if audience is Audience.COORDINATION and event.holder:
        title = f"{seat_words(event)} : {one_line(event.holder)} — {one_line(event.centre)}"
    if event.status is EventStatus.CANCELLED:
        return _("ANNULÉ – {title}").format(title=title)
    return title if event.filled else _("À pourvoir – {title}").format(title=title)


def seat_words(event: FeedEvent) -> str:
    """« Ligne 2 · Injection », or « Accueil » for a role held for the whole centre."""
    role = one_line(event.role)
    role = capitalised(role)
    return role if event.line is None else _("Ligne {line} · {role}").format(line=event.line, role=role)


def location(event: FeedEvent) -> str:
    """Where to go: the mobile session's site, else the centre's place, street and commune."""
    if event.site:
        return one_line(event.site)
    place = event.place
    parts = [one_line(part) for part in (place.name, place.address, place.commune)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def description(event: FeedEvent, feed: Feed) -> str:
    """Role, line, state, who to ask for and where to answer; other people's names only for the coordination."""
    if event.told:
        return clean(event.told)
    lines = [_("Rôle : {role}").format(role=one_line(event.role))]
    if event.line is not None:
        lines.append(_("Ligne : {line}").format(line=event.line))
    if event.target_group:
        lines.append(_("Public : {group}").format(group=one_line(event.target_group)))
    lines.append(_state(event, feed.audience))
    if event.place.access_note and not event.site:
        lines.append(_("Accès : {note}").format(note=one_line(event.place.access_note)))
    if event.contact:
        lines.append(_("Contact du centre : {contact}").format(contact=one_line(event.contact)))
    if feed.page_url and feed.audience is Audience.HOLDER:
        lines.append(
            _("Votre page (téléphone du centre, prochaines vacations) : {address}").format(address=feed.page_url)
        )
    return "\n".join(line for line in lines if line)


def _state(event: FeedEvent, audience: Audience) -> str:
    if event.status is EventStatus.CANCELLED:
        return _("Cette vacation est annulée : n’y allez pas.")
    if not event.filled:
        return _("Poste à pourvoir : appelez la coordination si vous pouvez le prendre.")
    if audience is Audience.HOLDER:
        return _holder_state(event)
    words = [_("à confirmer") if event.status is EventStatus.TENTATIVE else _("confirmé")]
    if event.stand_in_wanted:
        words.append(_("cherche un remplaçant"))
    held = _("Poste pourvu")
    if audience is Audience.COORDINATION and event.holder:
        held = _("Tenu par : {name}").format(name=one_line(event.holder))
    return f"{held} ({', '.join(words)})"


def _holder_state(event: FeedEvent) -> str:
    if event.stand_in_wanted:
        return _("Un remplaçant est cherché ; tant qu’il n’est pas trouvé, ce poste reste le vôtre.")
    if event.status is EventStatus.TENTATIVE:
        return _("À confirmer : dites à la coordination que vous y serez.")
    return _("Confirmé. Si vous ne pouvez plus, prévenez la coordination.")
