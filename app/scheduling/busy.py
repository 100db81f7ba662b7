"""Busy times read from a calendar someone pasted: intervals and nothing else. No title, place or guest is ever kept.

The text comes from outside: size, number of events and recurrences are bounded, and what can't be read is refused in a
sentence. Fetching the address is not done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias

from icalendar import Calendar, Component

from app.core.clock import PARIS
from app.core.errors import N_, InvalidInput, UnreadableFile
from app.core.intervals import Interval
from app.scheduling.recurrence import MAX_OCCURRENCES, UNREADABLE, Budget, expanded, rules_of

MAX_BYTES = 2_000_000
MAX_EVENTS = 5_000
LONGEST_WINDOW = timedelta(days=400)
OLDEST_YEAR = 1900

Moment: TypeAlias = "date | datetime"


def busy_intervals(ics: str | bytes, window: Interval) -> tuple[Interval, ...]:
    """When a calendar says « occupé » within ``window``, merged and in order; transparent or cancelled events don't count.

    Recurrences are expanded, moved occurrences stand where they were moved, all-day events take the civil days in
    Paris, times without zone are Paris. Free/busy calendars (VFREEBUSY) are read too. Raises UnreadableFile for what is
    no calendar or is too big, InvalidInput for a window over 400 days.
    """
    if window.duration > LONGEST_WINDOW:
        raise InvalidInput(N_("La période à lire dépasse 400 jours : choisissez-la plus courte."))
    calendars = _parsed(ics)
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if len(events) > MAX_EVENTS:
        raise UnreadableFile(
            N_("Ce calendrier contient {count} événements, {most} au plus : exportez une période plus courte."),
            count=len(events),
            most=MAX_EVENTS,
        )
    budget = Budget(MAX_OCCURRENCES)
    found = list(_of_events(events, window, budget))
    for calendar in calendars:
        found += _of_free_busy(calendar.walk("VFREEBUSY"), budget)
    return merged(_clipped(found, window))


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The union of the intervals, in order, touching ones joined: nothing tells how many events there were."""
    union: list[Interval] = []
    for one in sorted(intervals):
        if union and one.start <= union[-1].end:
            union[-1] = Interval(union[-1].start, max(union[-1].end, one.end))
        else:
            union.append(one)
    return tuple(union)


def _clipped(intervals: Iterable[Interval], window: Interval) -> Iterator[Interval]:
    for one in intervals:
        if one.start < one.end and one.overlaps(window):
            yield Interval(max(one.start, window.start), min(one.end, window.end))


def _parsed(ics: str | bytes) -> Sequence[Component]:
    """The calendars of the text. Their own time zone definitions are dropped: names are looked up, the rest is Paris."""
    size = len(ics if isinstance(ics, bytes) else ics.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise UnreadableFile(N_("Ce calendrier est trop gros (plus de 2 Mo) : exportez une période plus courte."))
    text = ics.decode("utf-8-sig", "replace") if isinstance(ics, bytes) else ics.lstrip("\ufeff")
    text = text.replace("\x00", "").strip()
    if text[:200].lstrip().casefold().startswith(("<!doctype", "<html", "<?xml")):
        raise UnreadableFile(
            N_("Cette adresse renvoie une page web et non un calendrier : prenez l’adresse secrète au format iCal.")
        )
    if not text.upper().startswith("BEGIN:VCALENDAR"):
        raise UnreadableFile(UNREADABLE)
    try:
        calendars = list(Calendar.from_ical(_without_zones(text), multiple=True))
        if not calendars or not text.upper().endswith("END:VCALENDAR"):
            raise ValueError("truncated")
        return calendars
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise UnreadableFile(UNREADABLE) from error


def _without_zones(text: str) -> str:
    """The text without its VTIMEZONE blocks, in one pass whatever they hold."""
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        word = line.strip().upper()
        inside = inside or word == "BEGIN:VTIMEZONE"
        if not inside:
            kept.append(line)
        inside = inside and word != "END:VTIMEZONE"
    return "\r\n".join(kept)


def _of_events(events: Iterable[Component], window: Interval, budget: Budget) -> Iterator[Interval]:
    """Single events, recurring ones, and moved occurrences, each taking the place of the one it replaces."""
    readable = [(event, span) for event in events if (span := _span(event)) is not None]
    moved = {
        (_uid(event), _instant(original))
        for event, _span_of in readable
        if (original := _moment(event, "RECURRENCE-ID")) is not None
    }
    for event, (start, length) in readable:
        if not _is_busy(event):
            continue
        if "RECURRENCE-ID" in event or ("RRULE" not in event and "RDATE" not in event):
            budget.spend()
            yield _interval(start, length)
            continue
        for moment in _occurrences(event, start, length, window, budget):
            if (_uid(event), _instant(moment)) not in moved:
                yield _interval(moment, length)


def _uid(event: Component) -> str:
    return str(event.get("UID", ""))


def _is_busy(event: Component) -> bool:
    """RFC 5545 §3.8.2.7 and §3.8.1.11; Outlook says it again in its own property."""
    words = {str(event.get(name, "")).strip().upper() for name in ("TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS")}
    return words.isdisjoint({"TRANSPARENT", "CANCELLED", "FREE", "WORKINGELSEWHERE"})


def _moment(event: Component, name: str) -> Moment | None:
    """A date or instant of the event; a doubled or unreadable property counts as absent."""
    found = _dt(event.get(name))
    if not isinstance(found, date) or not OLDEST_YEAR <= found.year < 9000:
        return None
    return found


def _dt(value: object) -> object:
    """What a property holds once read; None when it could not be."""
    try:
        return getattr(value, "dt", None)
    except ValueError:  # icalendar keeps a property it could not read and complains when it is used
        return None


def _span(event: Component) -> tuple[Moment, timedelta] | None:
    """Start and length; None for an event without start, or that ends before it starts."""
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if start is None:
        return None
    duration = _dt(event.get("DURATION"))
    all_day = not isinstance(start, datetime)
    if end is not None and isinstance(end, datetime) is not all_day:
        length = _civil(end) - _civil(start) if all_day else _instant(end) - _instant(start)
    elif isinstance(duration, timedelta):
        length = duration
    else:
        length = timedelta(days=1) if all_day and end is None else timedelta()
    return (start, length) if timedelta() < length <= LONGEST_WINDOW * 10 else None


def _civil(moment: Moment) -> datetime:
    """The wall time in the event's own zone, without it: what recurrences are counted in."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time())


def _instant(moment: Moment) -> datetime:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC)
    return _civil(moment).replace(tzinfo=PARIS).astimezone(UTC)


def _interval(start: Moment, length: timedelta) -> Interval:
    """All-day events last civil days, which the change of hour makes 23 or 25 hours long."""
    if isinstance(start, datetime):
        return Interval(_instant(start), _instant(start) + length)
    return Interval(_instant(start), _instant(start + length))


def _occurrences(
    event: Component, start: Moment, length: timedelta, window: Interval, budget: Budget
) -> Iterator[Moment]:
    """Starts of the event that can touch the window, excluded dates left out."""
    zone = start.tzinfo if isinstance(start, datetime) else None
    last = window.end.astimezone(zone or PARIS).replace(tzinfo=None) + timedelta(days=1)
    first = window.start.astimezone(zone or PARIS).replace(tzinfo=None) - length - timedelta(days=1)
    excluded = {_instant(moment) for moment in _listed(event, "EXDATE")}
    starts = {_civil(start), *(_civil(moment) for moment in _listed(event, "RDATE"))}
    budget.spend(len(starts))
    for rule in rules_of(event):
        starts.update(expanded(rule, _civil(start), first, last, budget))
    for wall in sorted(starts):
        moment: Moment = wall.replace(tzinfo=zone) if isinstance(start, datetime) else wall.date()
        if first <= wall <= last and _instant(moment) not in excluded:
            yield moment


def _listed(event: Component, name: str) -> Iterator[Moment]:
    """The dates of EXDATE or RDATE, which may be one property or several."""
    found = event.get(name, [])
    for group in found if isinstance(found, list) else [found]:
        for one in _members(group):
            moment = _dt(one)
            if isinstance(moment, tuple):
                moment = moment[0]
            if isinstance(moment, date) and OLDEST_YEAR <= moment.year < 9000:
                yield moment


def _members(group: object) -> Iterable[object]:
    try:
        return list(getattr(group, "dts", []))
    except ValueError:
        return []


def _of_free_busy(components: Iterable[Component], budget: Budget) -> Iterator[Interval]:
    """Periods of VFREEBUSY; those marked FREE are not busy."""
    for component in components:
        found = component.get("FREEBUSY", [])
        for group in found if isinstance(found, list) else [found]:
            for one in group if isinstance(group, list) else [group]:
                if str(getattr(one, "params", {}).get("FBTYPE", "BUSY")).upper() == "FREE":
                    continue
                start, end = getattr(one, "start", None), getattr(one, "end", None)
                if isinstance(start, datetime) and isinstance(end, datetime):
                    budget.spend()
                    yield Interval(_instant(start), _instant(end))
