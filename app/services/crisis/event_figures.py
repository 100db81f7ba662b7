"""The figures of an event at this moment, read from what is live: tasks, alert, practices, people asked for, doses, requests.

What every report, sheet and bulletin of an event starts from. Nobody's name is in them; nothing is written.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.continuity.overview import BASIS_WORDS
from app.continuity.unsigned import unsigned_words
from app.core.clock import PARIS
from app.core.ids import SessionId
from app.response import checklist, requests, staffing_request
from app.response.alert import AlertKind
from app.response.desk_survey import DeskState, SurveyKind
from app.response.event import STATE_WORDS, EventState
from app.response.situation import Figures, Staffed
from app.response.situation_said import moment
from app.services.continuity.read_continuity import continuity_figures
from app.services.crisis.the_event import the_event
from app.services.keeping.reference import commune_names, read_library
from app.services.plans.plan_shelf import shelf_of
from app.store import (
    alerts,
    authority_requests,
    checklists,
    desk_surveys,
    doses,
    events,
    log,
    seats,
    situation_reports,
    staffing_requests,
)
from app.store.log import LogKind, LogStatus
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from datetime import datetime

    from app.response.event import Event, Step
    from app.services.continuity.read_continuity import ContinuityFigures
    from app.services.plans.plan_shelf import PlanShelf
    from app.store.database import Connection, Store

MOST_DECISIONS = 6
"""Decisions that a report recalls, the latest; the decision log holds them all (house rule: one A4)."""


def event_figures(conn: Connection, store: Store, event_id: str, at: datetime) -> Figures:
    """The figures of an event at ``at`` (now). Raises NotFound."""
    event = the_event(conn, event_id)
    steps = events.steps(conn, event_id)
    items, plans = checklists.of_event(conn, event_id), events.plans(conn, event_id)
    shelf = shelf_of(read_library(store, conn)) if items or plans else None
    progress = checklist.progress(items, at)
    owed = requests.counted(authority_requests.every(conn, event_id), at)
    asked, reached, answered, available = _alerted(conn, event_id)
    practices = _practices(conn, event, at)
    care = continuity_figures(conn, store, at, exercise=event.is_exercise)
    return Figures(
        at=at,
        title=event.title,
        exercise=event.is_exercise,
        state=_(STATE_WORDS[event.state]),
        since=steps[-1].at if steps else event.opened_at,
        authority=_authority(steps, at),
        communes=_communes(conn, store, event),
        plans=tuple(_plan(shelf, one.slug) for one in plans),
        tasks=progress.total,
        tasks_done=progress.settled,
        tasks_late=progress.late,
        late=tuple(
            f"{shelf.function(one.function) if shelf else one.function}\u00a0: {one.text.rstrip(' .')}"
            for one in checklist.in_order(items, at)
            if one.is_late(at)
        )[:3],
        asked=asked,
        reached=reached,
        answered=answered,
        available=available,
        practices=sum(practices.values()) if practices else None,
        practices_open=practices.get(DeskState.OPEN, 0) if practices else 0,
        practices_degraded=practices.get(DeskState.DEGRADED, 0) if practices else 0,
        practices_closed=practices.get(DeskState.CLOSED, 0) if practices else 0,
        uncovered=_masked(care.uncovered) if care.practices or care.cuts else "",
        relayed=_masked(care.relayed),
        care=_care(care, at),
        requests=_staffed(conn, event_id),
        doses=_doses(conn, event, at),
        owed=owed.owed,
        owed_late=owed.late,
        open_points=sum(one.status is LogStatus.OPEN for one in log.every(conn, event_id)),
        decisions=_decisions(conn, event_id, at),
    )


def _masked(count: int | None) -> str:
    return _("masqué") if count is None else spoken_number(count)


def _care(found: ContinuityFigures, at: datetime) -> tuple[str, ...]:
    """« Soins : 6 besoins sans solution, dont 4 avant 12 h ; 25 repris, 20 transmis. », and what that rests on."""
    if not found.practices and not found.cuts:
        return ()
    slices = [
        _("avant {hour} : {n}").format(hour=moment(one.ends_at, at), n=_masked(one.uncovered))
        for one in found.slices
        if one.uncovered != 0
    ]
    said = _("Continuité des soins : {uncovered} sans solution{slices} ; {relayed} repris, {sent} transmis.").format(
        uncovered=_masked(found.uncovered),
        slices=f" ({', '.join(slices)})" if slices else "",
        relayed=_masked(found.relayed),
        sent=_masked(found.transmitted),
    )
    lines = [said, _(BASIS_WORDS[found.basis])]
    if found.unread:
        lines.append(
            ngettext(
                "{n} besoin illisible, sa clé manque : il n’est dans aucun de ces chiffres.",
                "{n} besoins illisibles, leur clé manque : ils ne sont dans aucun de ces chiffres.",
                found.unread,
            ).format(n=found.unread)
        )
    if found.unsigned is not None:
        lines.append(unsigned_words(found.unsigned))
    return tuple(lines)


def _plan(shelf: PlanShelf | None, slug: str) -> str:
    return shelf.sheets[slug].title if shelf and slug in shelf.sheets else slug


def _authority(steps: list[Step], now: datetime) -> str:
    """« ARS Bretagne (56), réf. 2026-114, 14 h 05 », of the last word an authority gave."""
    said = next((one for one in reversed(steps) if one.authority and one.state is not EventState.STOOD_DOWN), None)
    if said is None:
        return ""
    where = f"{said.authority} ({said.department})" if said.department else said.authority
    reference = _("réf. {reference}").format(reference=said.reference) if said.reference else ""
    return ", ".join(part for part in (where, reference, moment(said.at, now)) if part)


def _communes(conn: Connection, store: Store, event: Event) -> tuple[str, ...]:
    names = commune_names(store, conn)
    return tuple(sorted(names.get(code, code) for code in event.communes))


def _alerted(conn: Connection, event_id: str) -> tuple[int | None, int, int, int]:
    """People alerted, reached, who answered, who said they would come; each counted once whatever the number of alerts."""
    found = [one for one in alerts.of_event(conn, event_id) if one.kind is AlertKind.ALERT]
    if not found:
        return None, 0, 0, 0
    people = [called for alert in found for called in alerts.people(conn, alert.id)]
    return (
        len({one.person for one in people}),
        len({one.person for one in people if one.is_reached}),
        len({one.person for one in people if one.has_answered}),
        len({one.person for one in people if one.is_coming}),
    )


def _staffed(conn: Connection, event_id: str) -> tuple[Staffed, ...]:
    """Every request not refused, with the seats of its session that somebody holds."""
    found = []
    for one in staffing_requests.of_event(conn, event_id):
        if one.state is staffing_request.RequestState.REFUSED:
            continue
        held = seats.of_session(conn, SessionId(one.session_id)) if one.session_id else []
        filled = staffing_request.filled(one, held)
        text = one.text or one.asked_by
        found.append(Staffed(text, one.place, filled.held, filled.asked, one.requisitioned))
    return tuple(found)


def _doses(conn: Connection, event: Event, at: datetime) -> int | None:
    """Injections counted in sessions since the day it was opened; None where none were counted. A real event never counts
    those of an exercise, nor an exercise those of the real world."""
    start = event.opened_at.astimezone(PARIS).replace(hour=0, minute=0, second=0, microsecond=0)
    played = staffing_requests.played_sessions(conn)
    counts = [one for one in doses.counts_between(conn, start, at) if (one.session_id in played) == event.is_exercise]
    return sum(one.count.injected for one in counts) if counts else None


def _decisions(conn: Connection, event_id: str, at: datetime) -> tuple[str, ...]:
    """Decisions noted since the last report that was sent, the latest ones, oldest first."""
    sent = [one.at for one in situation_reports.of_event(conn, event_id) if one.sent_at]
    since = max(sent, default=None)
    found = [
        one
        for one in log.every(conn, event_id)
        if one.kind is LogKind.DECISION and one.text and (since is None or one.happened_at > since)
    ]
    return tuple(f"{moment(one.happened_at, at)}\u00a0: {one.text}" for one in found[-MOST_DECISIONS:])


def _practices(conn: Connection, event: Event, at: datetime) -> dict[DeskState | None, int] | None:
    """Everyone asked how they stand during the event, by the state they last said; None: silence. None while nobody was asked."""
    surveys = [one for one in desk_surveys.of_event(conn, event.id) if one.kind is SurveyKind.STATE]
    asked = {reply.subject for survey in surveys for reply in desk_surveys.replies(conn, survey.id)}
    if not asked:
        return None
    said = desk_surveys.practice_states(conn, at, exercise=event.is_exercise)
    return Counter(said.get(subject) for subject in asked)
