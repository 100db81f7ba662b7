"""Hand out the calendars of unscheduled care: all slots for the regulation, each practice’s, each person’s who keeps some."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import LinkScope, Subject, token_of
from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.feeds.feed import WINDOW_FUTURE_DAYS, WINDOW_PAST_DAYS
from app.services.messages.hand_out_links import calendar_link
from app.services.slots.slot_feed import EVERY, slot_feed_name
from app.store import journal, links, slots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.access.actor import Actor
    from app.continuity.slots import Slot, SlotSeries
    from app.services.messages.hand_out_links import CalendarLink
    from app.store.database import Store


_WINDOW = timedelta(days=WINDOW_PAST_DAYS + WINDOW_FUTURE_DAYS)


def slots_subject(whose: str) -> Subject:
    """The link to the slots of « practice:<id> », « person:<id> », or all."""
    return Subject(LinkScope.SLOTS, whose)


def slot_calendars(actor: Actor, store: Store, *, base_url: str) -> list[CalendarLink]:
    """The calendars to hand out: all slots first, then each practice and person that keeps some. The same at every call."""
    require(actor, Action.MANAGE_LINKS)
    key, now = store.folder.key("links"), store.now()
    with store.transaction() as conn:
        first = paris_date(now) - timedelta(days=WINDOW_PAST_DAYS)
        whose = _whose(slots.between(conn, first, first + _WINDOW)) | _whose(slots.series(conn))
        named = [(one, name) for one in sorted(whose) if (name := slot_feed_name(conn, one))]
        named = [(EVERY, slot_feed_name(conn, EVERY) or ""), *sorted(named, key=lambda one: (one[1], one[0]))]
        made = [(links.ensure(conn, key, slots_subject(one), now), name) for one, name in named]
        journal.write(conn, now, actor.id, "links.handed_out", "slots", {"calendars": len(made)})
    return [
        calendar_link(link.subject, name, token_of(key, link.subject, link.generation), base_url) for link, name in made
    ]


def _whose(held: Sequence[Slot] | Sequence[SlotSeries]) -> set[str]:
    found = {f"practice:{one.practice}" for one in held if one.practice}
    return found | {f"person:{one.person}" for one in held if one.person}
