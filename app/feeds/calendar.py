"""Writes a feed as calendar bytes (RFC 5545, RFC 7986). Pure: same feed, same bytes, in any process at any time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event, vDuration

from app.core.clock import paris_date
from app.feeds import wording
from app.feeds.feed import MAX_BYTES, MAX_REMINDERS, REFRESH, Audience, EventStatus, Feed, FeedEvent, Notice
from app.feeds.folding import folded
from app.feeds.zone import paris_zone, written_bounds
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from icalendar import Component

PRODUCT = "-//releve//releve-cpts//FR"
DOMAIN = "releve"
END = b"END:VCALENDAR\r\n"

Day = tuple[date, bytes]
"""A civil day and its events, written."""


def build(feed: Feed) -> bytes:
    """The calendar of ``feed``: CRLF lines of at most 75 octets in UTF-8, under :data:`MAX_BYTES`.

    Events come in order of start, then seat; what does not fit is announced by a notice on the first day left out.
    """
    days = _written_days(feed)
    kept, missing = _that_fit(days, feed)
    notices = [*feed.notices, *([_split_notice(feed, missing)] if missing else [])]
    body = b"".join(written for _day, written in kept)
    return _head(feed, split=missing is not None) + body + b"".join(_notice(notice) for notice in notices) + END


def _written_days(feed: Feed) -> list[Day]:
    ordered = sorted(feed.events, key=lambda event: (event.starts_at, event.seat_id))
    by_day = groupby(ordered, key=lambda event: paris_date(event.starts_at))
    return [(day, b"".join(_event(event, feed) for event in events)) for day, events in by_day]


def _that_fit(days: Sequence[Day], feed: Feed) -> tuple[list[Day], date | None]:
    """The days within the size limit, those to come first, then the most recent past; and the first future day left out."""
    room = MAX_BYTES - len(_head(feed, split=True)) - len(END) - 2_000 - 400 * len(feed.elsewhere)
    coming = [day for day in days if day[0] >= feed.today]
    kept = _prefix(coming, room)
    missing = coming[len(kept)][0] if len(kept) < len(coming) else None
    if missing is None:
        past = [day for day in reversed(days) if day[0] < feed.today]
        kept = [*reversed(_prefix(past, room - sum(len(written) for _day, written in kept))), *kept]
    return kept, missing


def _prefix(days: Iterable[Day], room: int) -> list[Day]:
    kept: list[Day] = []
    for day in days:
        room -= len(day[1])
        if room < 0:
            break
        kept.append(day)
    return kept


def _head(feed: Feed, *, split: bool) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = wording.one_line(feed.name)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    if split:
        calendar.add("x-wr-caldesc", _split_words(feed))
    # icalendar leaves VALUE=DURATION out, without which RFC 7986 §5.7 readers reject the property.
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH).to_ical().decode())  # type: ignore[no-untyped-call]
    calendar.add_component(paris_zone())
    return _written(calendar).removesuffix(END)


def _event(event: FeedEvent, feed: Feed) -> bytes:
    written = Event()
    starts, ends = written_bounds(event.starts_at, event.ends_at)
    written.add("uid", f"{event.seat_id}@{DOMAIN}")
    _stamped(written, event.changed_at)
    written.add("dtstart", starts)
    written.add("dtend", ends)
    written.add("sequence", event.sequence)
    written.add("status", event.status.value)
    written.add("transp", "TRANSPARENT" if event.status is EventStatus.CANCELLED else "OPAQUE")
    written.add("summary", wording.summary(event, feed.audience))
    written.add("description", wording.description(event, feed))
    _placed(written, event)
    if feed.audience is Audience.HOLDER:
        _for_the_holder(written, event, feed)
    return _written(written)


def _written(component: Component) -> bytes:
    return b"".join(folded(line) for line in component.content_lines() if line)


def _stamped(written: Event, at: datetime) -> None:
    written.add("dtstamp", at.astimezone(UTC))
    written.add("last-modified", at.astimezone(UTC))


def _placed(written: Event, event: FeedEvent) -> None:
    if where := wording.location(event):
        written.add("location", where)
    place = event.place
    if place.latitude is not None and place.longitude is not None and not event.site:
        written.add("geo", (round(place.latitude, 6), round(place.longitude, 6)))


def _for_the_holder(written: Event, event: FeedEvent, feed: Feed) -> None:
    if feed.page_url:
        written.add("url", feed.page_url)
    if event.status is EventStatus.CANCELLED:
        return
    for minutes in feed.reminders[:MAX_REMINDERS]:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", written["summary"])
        alarm.add("trigger", -timedelta(minutes=minutes))
        written.add_component(alarm)


def _notice(notice: Notice) -> bytes:
    written = Event()
    written.add("uid", f"{notice.uid}@{DOMAIN}")
    _stamped(written, notice.at)
    written.add("dtstart", notice.first_day)
    written.add("dtend", notice.end_day)
    written.add("sequence", 0)
    written.add("transp", "TRANSPARENT")
    written.add("summary", wording.one_line(notice.summary))
    written.add("description", wording.clean(notice.description))
    return _written(written)


def _split_notice(feed: Feed, missing: date) -> Notice:
    newest = max(event.changed_at for event in feed.events)
    where = "\n".join(f"{other.name} : {other.address}" for other in feed.elsewhere)
    return Notice(
        uid="suite",
        first_day=missing,
        end_day=missing + timedelta(days=1),
        at=newest,
        summary=_("La suite est dans les calendriers par ligne"),
        description=f"{_split_words(feed)}\n{where}".strip(),
    )


def _split_words(feed: Feed) -> str:
    if feed.elsewhere:
        return _("Ce calendrier est trop grand pour un téléphone : la suite est dans les calendriers par ligne.")
    return _(
        "Ce calendrier est trop grand pour un téléphone : demandez à la coordination les calendriers par ligne, qui ont la suite."
    )
