"""The due days of the improvement plan for a calendar: a file to open, or an address to subscribe to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.links import improvement_subject, token_of
from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.feeds.calendar import build
from app.services.exercise.improvement_feed import EVERY, improvement_feed, improvement_feed_name
from app.services.messages.hand_out_links import CalendarLink, calendar_link
from app.store import journal, links

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store


def improvement_calendar(actor: Actor, store: Store) -> bytes:
    """Every due day as an iCalendar file. The same plan gives the same bytes on the same day. Raises NotAllowed."""
    require(actor, Action.READ_EXERCISES)
    with store.reading() as conn:
        feed = improvement_feed(conn, EVERY, paris_date(store.now()))
    assert feed is not None
    return build(feed)


def subscribe_to_improvements(actor: Actor, store: Store, *, base_url: str) -> CalendarLink:
    """The address of the whole plan's calendar under ``base_url``; the same at every call. Raises NotAllowed."""
    require(actor, Action.MANAGE_LINKS)
    key, subject = store.folder.key("links"), improvement_subject(EVERY)
    with store.transaction() as conn:
        now, known = store.now(), links.current(conn, subject)
        link = known or links.ensure(conn, key, subject, now)
        name = improvement_feed_name(conn, EVERY) or ""
        if known is None:
            journal.write(conn, now, actor.id, "links.handed_out", EVERY, {"calendars": 1})
    return calendar_link(subject, name, token_of(key, subject, link.generation), base_url)
