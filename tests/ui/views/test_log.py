"""A line typed in a hurry is understood as it was meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.core.errors import InvalidInput
from app.store.log import LogKind, LogStatus
from app.ui.views import log as view
from app.ui.views.log import Typed

NOW = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
"""Friday 27 November 2026, 00:30 in Paris."""


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("le camion est parti", Typed("le camion est parti")),
        ("14h05 : d : on ferme", Typed("on ferme", LogKind.DECISION, "14h05")),
        ("14:05: on ferme", Typed("on ferme", None, "14:05")),
        ("Action : appeler", Typed("appeler", LogKind.ACTION)),
        ("décision: ouvrir", Typed("ouvrir", LogKind.DECISION)),
        ("i : vu", Typed("vu", LogKind.INFORMATION)),
        ("2 h 30 de retard", Typed("2 h 30 de retard")),
        ("d’accord : on part", Typed("d’accord : on part")),
        ("14h05 on ferme", Typed("14h05 on ferme")),
    ],
)
def test_an_hour_and_a_kind_before_a_colon_are_taken_out(line: str, typed: Typed) -> None:
    """Only where both are unmistakable: prose stays prose."""
    assert view.understood(line) == typed


@pytest.mark.parametrize(
    ("hour", "instant"),
    [
        ("", None),
        ("0h30", datetime(2026, 11, 26, 23, 30, tzinfo=UTC)),
        ("00:35", datetime(2026, 11, 26, 23, 35, tzinfo=UTC)),
        ("23 h 50", datetime(2026, 11, 26, 22, 50, tzinfo=UTC)),
        ("14h", datetime(2026, 11, 26, 13, 0, tzinfo=UTC)),
    ],
)
def test_an_hour_is_the_last_time_it_was_that_hour(hour: str, instant: datetime | None) -> None:
    """Ten to midnight said at half past was yesterday; watches may be five minutes ahead."""
    assert view.instant_of_hour(hour, NOW) == instant


@pytest.mark.parametrize("hour", ["25h", "14h75", "midi", "-3"])
def test_what_is_no_hour_is_refused(hour: str) -> None:
    """With what to write instead."""
    with pytest.raises(InvalidInput):
        view.instant_of_hour(hour, NOW)


def test_a_number_is_read_however_it_is_written() -> None:
    """« n° 12 », « #12 », « 12 »; nothing is nothing."""
    assert [view.number_of(text) for text in ("n° 12", "#12", " 12 ", "")] == [12, 12, 12, None]
    with pytest.raises(InvalidInput):
        view.number_of("douze")


@pytest.mark.parametrize(
    ("hour", "may"), [("23h50", False), ("0h20", False), ("22h31", False), ("22h29", True), ("14h", True), ("", False)]
)
def test_only_an_hour_long_past_may_mean_today(hour: str, *, may: bool) -> None:
    """At half past midnight ten to midnight is plainly yesterday's; two in the afternoon may be a slip."""
    assert view.may_mean_today(view.instant_of_hour(hour, NOW), NOW) is may


def test_what_is_in_progress_wears_no_tick() -> None:
    """A tick says done."""
    assert {view.ICONS[LogKind.ACTION], view.STATUS_ICONS[LogStatus.OPEN]} == {"assignment", "schedule"}


def test_a_day_is_said_where_it_is_not_today() -> None:
    """« hier », then the day by its name; today only the hour."""
    instants = [NOW, NOW - timedelta(hours=1), NOW - timedelta(days=2)]
    assert [view.on_its_day(at, NOW) for at in instants] == [
        "0 h 30",
        "hier à 23 h 30",
        "mercredi 25 novembre à 0 h 30",
    ]
