"""What the calendars of the improvement plan hold: one day an action, the whole plan or the one action behind a link. No person's name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.exercise.improvement import IMPROVEMENT_STATE_WORDS, ImprovementState
from app.feeds.feed import WINDOW_PAST_DAYS, Audience, Feed, Notice, still_announced
from app.response.plan import SECTIONS
from app.store import improvements
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.exercise.improvement import Improvement
    from app.store.database import Connection

EVERY = "all"
"""The subject that holds the whole plan."""

LONGEST_TITLE = 80


def improvement_feed_name(conn: Connection, whose: str) -> str | None:
    """What phones list the calendar as; None when its action is gone."""
    if whose == EVERY:
        return _("Plan d’amélioration")
    return _("Action d’amélioration") if improvements.find(conn, whose, removed=True) else None


def improvement_feed(conn: Connection, whose: str, today: date) -> Feed | None:
    """The due days behind a link on a civil day (Paris); None when no action is behind it.

    An action given up or removed is announced as cancelled for a week; one whose day is long past goes.
    """
    name = improvement_feed_name(conn, whose)
    if name is None:
        return None
    held = [one for one in improvements.every(conn, removed=True) if whose in (EVERY, one.id) and _is_shown(one, today)]
    return Feed(name, Audience.PARTNER, today, notices=tuple(map(_notice, held)))


def _is_shown(one: Improvement, today: date) -> bool:
    if _is_cancelled(one) and not still_announced(paris_date(one.changed_at), today):
        return False
    return one.due_on >= today - timedelta(days=WINDOW_PAST_DAYS)


def _is_cancelled(one: Improvement) -> bool:
    return one.removed_at is not None or one.state is ImprovementState.DROPPED


def _notice(one: Improvement) -> Notice:
    is_cancelled = _is_cancelled(one)
    return Notice(
        uid=f"improvement-{one.id}",
        first_day=one.due_on,
        end_day=one.due_on + timedelta(days=1),
        at=one.changed_at,
        summary=_title(one, is_cancelled=is_cancelled),
        description=_told(one),
        sequence=one.sequence,
        is_cancelled=is_cancelled,
    )


def _title(one: Improvement, *, is_cancelled: bool) -> str:
    action = " ".join(one.action.split())
    short = action if len(action) <= LONGEST_TITLE else f"{action[: LONGEST_TITLE - 1].rstrip()}…"
    if is_cancelled:
        return _("ANNULÉ – {action}").format(action=short)
    return short if one.is_awaited else _("FAIT – {action}").format(action=short)


def _told(one: Improvement) -> str:
    who = ", ".join(filter(None, (one.owner, one.organisation))) or _("à attribuer")
    lines = [one.action, _("Responsable : {who}").format(who=who)]
    if one.section:
        lines.append(_("Section du plan : {section}").format(section=_(SECTIONS[one.section])))
    lines.append(_("État : {state}").format(state=_(IMPROVEMENT_STATE_WORDS[one.state])))
    return "\n".join(lines)
