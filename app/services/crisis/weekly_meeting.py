"""The sheet of the weekly meeting, filled from what the folder holds: doses, seats, volunteers, incidents, requests, decisions.

Figures only and texts of the main courante: no volunteer's name. Weeks are civil, Monday to Sunday, in Paris.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import monday_of, paris_date, paris_instant
from app.response import requests
from app.response.bulletin import AUDIENCE_WORDS
from app.response.event import STATE_WORDS
from app.services.keeping.reference import read_library
from app.store import (
    authority_requests,
    community,
    doses,
    events,
    incidents,
    log,
    publications,
    seats,
    sessions,
    situation_reports,
    staffing_requests,
)
from app.store.log import LogKind, LogStatus
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import SessionId
    from app.documents.weekly_meeting import MeetingPaper
    from app.store.database import Connection, Store

MOST = 8
"""Lines of each list on the sheet; beyond, the sheet says how many more there are."""


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """What one week holds; doses are None where none were counted. ``people``: those who hold a seat, each counted once."""

    sessions: int
    seats: int
    filled: int
    people: int
    doses: int | None
    incidents: int
    reports: int
    asked: int
    """Requests received from authorities."""
    reinforcements: int
    """Requests for people, from establishments and authorities."""

    @property
    def missing(self) -> int:
        """Seats nobody holds."""
        return self.seats - self.filled


@dataclass(frozen=True, slots=True)
class WeekView:
    """The week that ends, the one before and the one to come, with what is to be spoken of."""

    monday: date
    """Of the week that ends."""
    last: WeekFigures
    before: WeekFigures
    next: WeekFigures
    incidents: tuple[str, ...]
    requests: tuple[str, ...]
    decisions: tuple[str, ...]
    open_points: tuple[str, ...]
    published: tuple[str, ...]
    agenda: tuple[str, ...]
    sentence: str


def read_week(actor: Actor, store: Store, day: date | None = None, *, played: bool = False) -> WeekView:
    """The week of ``day`` (today when not said) as the meeting looks at it; what exercises left is told apart from the rest,
    and alone when ``played``. Raises NotAllowed."""
    require(actor, Action.READ_EVENT)
    now = store.now()
    monday = monday_of(day or paris_date(now))
    with store.reading() as conn:
        exercises = frozenset(one.id for one in events.every(conn) if one.is_exercise)
        side = Side(played, exercises, staffing_requests.played_sessions(conn))
        return _view(conn, store, monday, now, side)


def weekly_meeting(
    actor: Actor, store: Store, day: date | None = None, agenda: Sequence[str] | None = None, *, played: bool = False
) -> bytes:
    """The sheet as PDF; ``agenda`` replaces the points proposed; ``played``: that of an exercise. Raises NotAllowed."""
    require(actor, Action.READ_EVENT)
    from app import __version__
    from app.documents.imprint import Band, Imprint
    from app.documents.weekly_meeting import weekly_meeting_sheet

    view = read_week(actor, store, day, played=played)
    with store.reading() as conn:
        settings = community.read(conn)
    bands: tuple[Band, ...] = (Band.EXERCISE,) if played else ()
    bands += (Band.DEMONSTRATION,) if settings.demonstration else ()
    imprint = Imprint(store.now(), week_words(view.monday), __version__, bands)
    return weekly_meeting_sheet(_paper(view, settings.name, agenda), imprint)


def week_words(monday: date) -> str:
    """« semaine du lundi 23 novembre »."""
    return _("semaine du {day}").format(day=spoken_day(monday))


def rows(view: WeekView) -> tuple[tuple[str, str, str, str], ...]:
    """What is counted, last week, the week before, the week to come; what is not known is a dash."""
    shown: list[tuple[str, Callable[[WeekFigures], str]]] = [
        (_("Séances"), lambda week: spoken_number(week.sessions)),
        (_("Postes pourvus"), lambda week: f"{spoken_number(week.filled)} / {spoken_number(week.seats)}"),
        (_("Personnes au planning"), lambda week: spoken_number(week.people)),
    ]
    past: list[tuple[str, Callable[[WeekFigures], str]]] = [
        (_("Injections"), lambda week: "–" if week.doses is None else spoken_number(week.doses)),
        (_("Incidents"), lambda week: spoken_number(week.incidents)),
        (_("Demandes des autorités"), lambda week: spoken_number(week.asked)),
        (_("Demandes de renfort"), lambda week: spoken_number(week.reinforcements)),
        (_("Points de situation envoyés"), lambda week: spoken_number(week.reports)),
    ]
    return (
        *((label, of(view.last), of(view.before), of(view.next)) for label, of in shown),
        *((label, of(view.last), of(view.before), "–") for label, of in past),
    )


def _paper(view: WeekView, name: str, agenda: Sequence[str] | None) -> MeetingPaper:
    from app.documents.weekly_meeting import MeetingPaper

    return MeetingPaper(
        community=name,
        week=week_words(view.monday).capitalize(),
        sentence=view.sentence,
        figures=rows(view),
        incidents=view.incidents,
        requests=view.requests,
        decisions=view.decisions,
        open_points=view.open_points,
        published=view.published,
        agenda=view.agenda if agenda is None else tuple(one.strip() for one in agenda if one.strip()),
    )


@dataclass(frozen=True, slots=True)
class Side:
    """Which events count: the real ones and what belongs to none, or the exercises alone."""

    played: bool
    exercises: frozenset[str]
    sessions: frozenset[SessionId]
    """Those opened for exercises."""

    def holds(self, event_id: str) -> bool:
        """Whether what belongs to this event (empty: to none) counts."""
        return (event_id in self.exercises) == self.played

    def counts(self, session_id: SessionId) -> bool:
        """Whether what happened in this session counts."""
        return (session_id in self.sessions) == self.played


def _view(conn: Connection, store: Store, monday: date, now: datetime, side: Side) -> WeekView:
    start, end = _bounds(monday)
    last, before, after = (_figures(conn, monday + timedelta(days=shift), side) for shift in (0, -7, 7))
    entries = [one for one in log.every(conn) if side.holds(one.event_id)]
    decided = [f"{_day(one.happened_at)}\u00a0: {one.text}" for one in entries if one.kind is LogKind.DECISION and one.text and start <= one.happened_at < end]  # fmt: skip
    waiting = [f"n°\u00a0{one.number}, {one.text}" for one in entries if one.status is LogStatus.OPEN and one.text]
    published = [
        f"{_day(one.at)}\u00a0: {one.title} ({_(AUDIENCE_WORDS[one.audience])}, {one.channel})"
        for one in publications.published_between(conn, start, end)
        if side.holds(one.event_id)
    ]
    return WeekView(
        monday, last, before, after,
        incidents=_incidents(conn, store, start, end, side),
        requests=_few(_requests(conn, start, end, now, side)),
        decisions=_few(decided),
        open_points=_few(waiting),
        published=_few(published),
        agenda=_agenda(conn, last, after, waiting, now, side),
        sentence=_sentence(last, after),
    )  # fmt: skip


def _figures(conn: Connection, monday: date, side: Side) -> WeekFigures:
    start, end = _bounds(monday)
    held = [one for one in seats.between(conn, start, end) if side.counts(one.session_id)]
    counts = [one for one in doses.counts_between(conn, start, end) if side.counts(one.session_id)]
    return WeekFigures(
        sessions=sum(side.counts(one.id) for one in sessions.between(conn, start, end)),
        seats=len(held),
        filled=sum(one.holder.filled for one in held),
        people=len({one.holder.person_id for one in held if one.holder.person_id}),
        doses=sum(one.count.injected for one in counts) if counts else None,
        incidents=sum(side.counts(one.session_id) for one in incidents.between(conn, start, end)),
        reports=sum(side.holds(one.event_id) for one in situation_reports.sent_between(conn, start, end)),
        asked=sum(side.holds(one.event_id) for one in authority_requests.received_between(conn, start, end)),
        reinforcements=sum(start <= one.at < end and side.holds(one.event_id) for one in staffing_requests.every(conn)),
    )


def _incidents(conn: Connection, store: Store, start: datetime, end: datetime, side: Side) -> tuple[str, ...]:
    """« réaction allergique : 2, dont 1 sans clôture »: kinds and counts, never a note."""
    labels = {one.code: one.label for one in read_library(store, conn).incident_types}
    found = [one for one in incidents.between(conn, start, end) if side.counts(one.session_id)]
    counts, left = Counter(one.type for one in found), Counter(one.type for one in found if one.closed_at is None)
    said = []
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        line = f"{labels.get(code, code)}\u00a0: {count}"
        said.append(_("{line}, dont {n} sans clôture").format(line=line, n=left[code]) if left[code] else line)
    return tuple(said)


def _requests(conn: Connection, start: datetime, end: datetime, now: datetime, side: Side) -> list[str]:
    """Requests of authorities received in the week, and those still owed whenever they came."""
    found = [
        one
        for one in authority_requests.every(conn)
        if (start <= one.received_at < end or one.is_open()) and side.holds(one.event_id)
    ]
    return [
        f"{one.asked_by}\u00a0: {one.text.splitlines()[0]} ({_(requests.STATE_WORDS[one.state(now)])})"
        for one in requests.worked_through(found, now)
    ]


def _agenda(
    conn: Connection, last: WeekFigures, after: WeekFigures, waiting: Sequence[str], now: datetime, side: Side
) -> tuple[str, ...]:
    """The points to speak of: only those that there is something to say of."""
    said = [_("Chiffres de la semaine écoulée")] if last.sessions or last.doses else []
    if after.missing:
        said.append(ngettext("{n} poste à pourvoir la semaine à venir", "{n} postes à pourvoir la semaine à venir", after.missing).format(n=after.missing))  # fmt: skip
    said += [
        _("{event} : {state}, suite à donner").format(event=one.title, state=_(STATE_WORDS[one.state]))
        for one in events.under_way(conn)
        if side.holds(one.id)
    ]
    owed = requests.counted((one for one in authority_requests.every(conn) if side.holds(one.event_id)), now)
    if owed.owed:
        said.append(ngettext("{n} demande d’une autorité à répondre", "{n} demandes d’autorités à répondre", owed.owed).format(n=owed.owed))  # fmt: skip
    if last.incidents:
        said.append(
            ngettext("{n} incident à revoir", "{n} incidents à revoir", last.incidents).format(n=last.incidents)
        )
    if waiting:
        said.append(ngettext("{n} point en cours de la main courante", "{n} points en cours de la main courante", len(waiting)).format(n=len(waiting)))  # fmt: skip
    return (*said, _("Date de la prochaine réunion"))


def _sentence(last: WeekFigures, after: WeekFigures) -> str:
    """« 1 200 injections, 84 postes pourvus sur 84 ; la semaine à venir, 3 postes restent à pourvoir. »."""
    past = []
    if last.doses is not None:
        past.append(ngettext("{n} injection", "{n} injections", last.doses).format(n=spoken_number(last.doses)))
    if last.seats:
        past.append(ngettext("{n} poste pourvu sur {all}", "{n} postes pourvus sur {all}", last.filled).format(n=spoken_number(last.filled), all=spoken_number(last.seats)))  # fmt: skip
    lead = ", ".join(past) if past else _("Aucune séance la semaine écoulée")
    if not after.seats:
        return _("{past} ; aucune séance la semaine à venir.").format(past=lead)
    if not after.missing:
        return _("{past} ; la semaine à venir est pourvue.").format(past=lead)
    return ngettext(
        "{past} ; la semaine à venir, {n} poste reste à pourvoir.",
        "{past} ; la semaine à venir, {n} postes restent à pourvoir.",
        after.missing,
    ).format(past=lead, n=spoken_number(after.missing))


def _few(lines: Sequence[str]) -> tuple[str, ...]:
    if len(lines) <= MOST:
        return tuple(lines)
    more = len(lines) - MOST + 1
    return (*lines[: MOST - 1], ngettext("et {n} autre", "et {n} autres", more).format(n=more))


def _bounds(monday: date) -> tuple[datetime, datetime]:
    return paris_instant(monday, time()), paris_instant(monday + timedelta(days=7), time())


def _day(at: datetime) -> str:
    return spoken_day(paris_date(at))
