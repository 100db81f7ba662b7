"""Europe/Paris for a calendar: the time zone component, and instants written so that every parser reads them back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from app.core.clock import PARIS

_HOUR = timedelta(hours=1)


def paris_zone() -> Timezone:
    """Europe/Paris in two rules (directive 2000/84/CE: last Sundays of March and October at 01:00 UTC).

    Eighteen lines: more than about 200 before the first event break Google, and what ``add_missing_timezones()`` writes
    breaks a strict parser.
    """
    zone = Timezone()
    zone.add("tzid", "Europe/Paris")
    zone.add_component(_rule(TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), _HOUR))  # noqa: DTZ001
    zone.add_component(_rule(TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), -_HOUR))  # noqa: DTZ001
    return zone


def _rule(
    rule: TimezoneDaylight | TimezoneStandard, name: str, first: datetime, shift: timedelta
) -> TimezoneDaylight | TimezoneStandard:
    """``first`` is the wall time, before the change, from which the rule holds on the last Sunday of its month."""
    before = _HOUR if shift > timedelta(0) else 2 * _HOUR
    rule.add("dtstart", first)
    rule.add("tzname", name)
    rule.add("tzoffsetfrom", before)
    rule.add("tzoffsetto", before + shift)
    rule.add("rrule", {"freq": "yearly", "bymonth": first.month, "byday": "-1su"})
    return rule


def written_bounds(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    """Both bounds in Europe/Paris, or both in UTC when one lies in the doubled hour, which no wall time can tell apart."""
    local = starts_at.astimezone(PARIS), ends_at.astimezone(PARIS)
    if any(_doubled(bound) for bound in local):
        return starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    return local


def _doubled(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
