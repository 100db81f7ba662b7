"""Writes a feed as calendar bytes (RFC 5545, RFC 7986). Pure: same feed, same bytes, in any process at any time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from icalendar import Calendar, vDuration, vText

from app.core.clock import paris_date
from app.feeds import wording
from app.feeds.feed import MAX_BYTES, MAX_REMINDERS, REFRESH, Audience, EventStatus, Feed, FeedEvent, Notice
from app.feeds.folding import folded
from app.feeds.zone import paris_zone, written_bounds
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    calendar.add("x-published-ttl", _duration(REFRESH))
    calendar.add_component(paris_zone())
    return _written(str(line) for line in calendar.content_lines() if line).removesuffix(END)


def _event(event: FeedEvent, feed: Feed) -> bytes:
    """One seat, line by line: the library's components would take ten times as long, its values are used."""
    title = _text("SUMMARY", wording.summary(event, feed.audience))
    is_cancelled = event.status is EventStatus.CANCELLED
    lines = [
        "BEGIN:VEVENT",
        title,
        *_bounds(event),
        f"DTSTAMP:{_utc(event.changed_at)}",
        f"UID:{event.seat_id}@{DOMAIN}",
        f"SEQUENCE:{event.sequence}",
        _text("DESCRIPTION", wording.description(event, feed)),
        *_position(event),
        f"LAST-MODIFIED:{_utc(event.changed_at)}",
        *_location(event),
        f"STATUS:{event.status.value}",
        f"TRANSP:{'TRANSPARENT' if is_cancelled else 'OPAQUE'}",
    ]
    if feed.audience is Audience.HOLDER and feed.page_url:
        lines.append(f"URL:{feed.page_url}")
    if feed.audience is Audience.HOLDER and not is_cancelled:
        lines += _reminders(title, feed)
    return _written([*lines, "END:VEVENT"])


def _bounds(event: FeedEvent) -> Iterable[str]:
    for name, bound in zip(("DTSTART", "DTEND"), written_bounds(event.starts_at, event.ends_at), strict=True):
        yield f"{name}:{_utc(bound)}" if bound.tzinfo is UTC else f"{name};TZID=Europe/Paris:{bound:%Y%m%dT%H%M%S}"


def _position(event: FeedEvent) -> Iterable[str]:
    place = event.place
    if place.latitude is not None and place.longitude is not None and not event.site:
        yield f"GEO:{round(place.latitude, 6)};{round(place.longitude, 6)}"


def _location(event: FeedEvent) -> Iterable[str]:
    if where := wording.location(event):
        yield _text("LOCATION", where)


def _reminders(title: str, feed: Feed) -> Iterable[str]:
    for minutes in feed.reminders[:MAX_REMINDERS]:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield title.replace("SUMMARY", "DESCRIPTION", 1)
        yield f"TRIGGER:{_duration(-timedelta(minutes=minutes))}"
        yield "END:VALARM"


def _notice(notice: Notice) -> bytes:
    return _written(
        [
            "BEGIN:VEVENT",
            _text("SUMMARY", wording.one_line(notice.summary)),
            f"DTSTART;VALUE=DATE:{notice.first_day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{notice.end_day:%Y%m%d}",
            f"DTSTAMP:{_utc(notice.at)}",
            f"UID:{notice.uid}@{DOMAIN}",
            f"SEQUENCE:{notice.sequence}",
            _text("DESCRIPTION", wording.clean(notice.description)),
            f"LAST-MODIFIED:{_utc(notice.at)}",
            *([f"STATUS:{EventStatus.CANCELLED.value}"] if notice.is_cancelled else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    )


def _written(lines: Iterable[str]) -> bytes:
    return b"".join(folded(line) for line in lines)


def _text(name: str, text: str) -> str:
    return f"{name}:{vText(text).to_ical().decode()}"


def _duration(duration: timedelta) -> str:
    written: bytes = vDuration(duration).to_ical()  # type: ignore[no-untyped-call]
    return written.decode()


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


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
