"""Links to hand out, as parts draw them: whose, what it opens, by which channel."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.access.links import SCOPE_WORDS
from app.scheduling.spoken import listed
from app.services.messages.hand_out_links import CHANNEL_WORDS
from app.ui.parts.links_page import Link
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.services.messages.hand_out_links import CalendarLink, HandOut
    from app.services.messages.hand_out_pages import PageLink


def links_sentence(hand_outs: Sequence[HandOut]) -> str:
    """« 134 liens à distribuer (e-mail : 120, SMS : 10 et remis en main propre : 4). »"""
    if not hand_outs:
        return _("Personne ne tient encore de poste publié : publiez le planning, les liens suivront.")
    count = Counter(one.channel for one in hand_outs)
    by = listed(
        _("{role} : {n}").format(role=_(word), n=count[channel])
        for channel, word in CHANNEL_WORDS.items()
        if count[channel]
    )
    said = ngettext("{n} lien à distribuer ({by}).", "{n} liens à distribuer ({by}).", len(hand_outs))
    return said.format(n=len(hand_outs), by=by)


def feed_links(feeds: Iterable[CalendarLink]) -> tuple[Link, ...]:
    """The centre's own calendars: their subscription pages."""
    return tuple(Link(feed.name, _(SCOPE_WORDS[feed.subject.scope]), feed.page) for feed in feeds)


def page_links(pages: Iterable[PageLink]) -> tuple[Link, ...]:
    """The pages of partners and neighbours."""
    return tuple(Link(page.name, _(SCOPE_WORDS[page.subject.scope]), page.address) for page in pages)


def contact_of(hand_out: HandOut) -> str:
    """« e-mail : nolwenn@example.org »."""
    word = _(CHANNEL_WORDS[hand_out.channel])
    return _("{channel} : {contact}").format(channel=word, contact=hand_out.contact) if hand_out.contact else word
