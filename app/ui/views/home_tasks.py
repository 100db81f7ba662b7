"""What there is to do, most urgent first, each with the one button that mends it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.scheduling.capacity import is_held
from app.scheduling.spoken import listed, moment_near, place_of
from app.ui.parts.call_list import CallRow
from app.ui.parts.confirm import Question
from app.ui.views.home import unconfirmed
from app.ui.views.rota_bench import Bench, calls, phone_words
from app.ui.views.rota_missing import Lack, lack_sentence, lacks
from app.words import _, ngettext
from app.words.deadlines import by_instant
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from app.core.ids import SeatId, SessionId
    from app.roster.person import Person
    from app.services.continuity.read_pending import Pending
    from app.services.rota.read_rota import RotaView

MOST_PEOPLE = 10
"""People shown behind « Voir qui »; the others are counted in the sentence."""

MOST_NAMES = 8
"""People named in a question; the others are counted."""

AHEAD = timedelta(days=7)
"""How far the first screen looks, besides the week it shows."""

EVERYONE = 999
"""No limit: a button counts all who may be called."""


class Act(StrEnum):
    """What a button does besides opening a screen."""

    REMIND = "remind"
    """Remind the silent of the poll named by ``subjects``."""
    SEEK = "seek"
    """Seek stand-ins for the seats named by ``subjects``, once a question was answered, then call."""


class Gravity(IntEnum):
    """The order of the first screen, whatever the subject."""

    NOW = 0
    """Somebody goes without care, a crisis or an exercise is under way, a session of the next 24 hours is not held."""
    SOON = 1
    """A session of the week can't open, a stand-in is sought, somebody was told nothing, a lot can't be used."""
    LATE = 2
    """A duty with a date that is past."""
    LATER = 3
    """What merely waits."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: its sentence and state, and what its one button does. ``by``: until when, in words.

    ``act`` is done on ``subjects``; otherwise the button goes to ``page`` with ``query``. ``calls`` are people to ring
    first: without any ``act`` the button only lists them.
    """

    id: str
    state: str
    sentence: str
    button: str
    page: str = "rota"
    query: Mapping[str, str] = field(default_factory=dict)
    calls: tuple[CallRow, ...] = ()
    act: Act | None = None
    subjects: tuple[str, ...] = ()
    by: str = ""
    gravity: Gravity = Gravity.LATER


def in_order(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """What is gravest first, otherwise as they come."""
    return tuple(sorted(tasks, key=lambda one: one.gravity))


def graver(tasks: Iterable[Task], gravity: Gravity) -> tuple[Task, ...]:
    """The tasks at one gravity."""
    return tuple(replace(one, gravity=gravity) for one in tasks)


def seek_question(task: Task) -> Question:
    """What seeking stand-ins for the seats of a task does, and to whom, before anything is done."""
    count = len(task.subjects)
    names = list(dict.fromkeys(row.name for row in task.calls))
    rest = len(names) - MOST_NAMES
    if rest > 0:
        names[MOST_NAMES:] = [ngettext("{n} autre personne", "{n} autres personnes", rest).format(n=rest)]
    return Question(
        ngettext("Chercher un remplaçant pour {n} poste ?", "Chercher des remplaçants pour {n} postes ?", count).format(
            n=count
        ),
        (
            _("Concerne : {people}.").format(people=listed(names)),
            _("Chacun reste responsable de son poste jusqu’à ce que quelqu’un le prenne ; qui confirme le garde."),
            _("La liste d’attente se voit proposer ces postes tout de suite, avant tout appel."),
        ),
        _("Chercher des remplaçants") if count > 1 else _("Chercher un remplaçant"),
    )


def week_tasks(standing: RotaView, bench: Bench, pending: Pending, monday: date) -> tuple[Task, ...]:
    """What the week and the next seven days lack: what can't open first, then in order of time.

    ``standing`` is what people live by.
    """
    until = bench.today + AHEAD
    found = [
        one for one in lacks(standing, bench.today) if one.session.day <= until or monday_of(one.session.day) == monday
    ]
    return tuple(_lack_task(standing, bench, pending, lack) for lack in found)


def _lack_task(view: RotaView, bench: Bench, pending: Pending, lack: Lack) -> Task:
    by = by_instant(lack.session.starts_at, view.horizon.now)
    return replace(_lack(view, bench, pending, lack), by=by)


def _lack(view: RotaView, bench: Bench, pending: Pending, lack: Lack) -> Task:
    blocking = {role for role, _n in view.capacities[lack.session.id].to_open} if lack.opening else set()
    wanted = blocking or {role for role, _n in lack.missing}
    places = open_places(view, lack.session.id, wanted)
    said = lack_sentence(view, lack, bench.today)
    id = f"lack_{lack.session.id}"
    running = next((pending.calling[seat] for seat in places if seat in pending.calling), "")
    if running:
        return follow_task(id, lack.state, said, running, pending)
    reachable = len(calls(bench, lack.session, wanted, today=bench.today, most=EVERYONE))
    if not reachable:
        return Task(id, lack.state, said, _("Voir le poste"), query={"poste": next(iter(places), "")})
    return Task(id, lack.state, said, _("Appeler ({n})").format(n=reachable), "call_outs", call_query(places))


def open_places(view: RotaView, session: SessionId, roles: Iterable[str]) -> tuple[SeatId, ...]:
    """Seats of some roles that nobody holds in a session."""
    named = frozenset(roles)
    return tuple(
        seat.id for seat in view.drafted if seat.session_id == session and seat.role in named and not is_held(seat)
    )


def call_query(places: Iterable[SeatId]) -> dict[str, str]:
    """What opens the screen of call-outs with these seats chosen."""
    return {"postes": ",".join(places)}


def follow_task(id: str, state: str, said: str, running: str, pending: Pending) -> Task:
    """A hole for which people are being called: how far that has come, and the way to it."""
    progress = pending.running[running].sentence if running in pending.running else ""
    sentence = f"{said} {_('Appel en cours : {progress}.').format(progress=progress)}" if progress else said
    return Task(id, state, sentence, _("Suivre l’appel"), "call_outs", {"appel": running})


def rota_tasks(draft: RotaView) -> tuple[Task, ...]:
    """What the draft waits for: a proposal, or its publication."""
    if not draft.proposal and not draft.version:
        count = len(draft.upcoming)
        said = ngettext("{n} séance à venir n’a pas de planning.", "{n} séances à venir n’ont pas de planning.", count)
        return (Task("propose", "open", said.format(n=count), _("Proposer un planning")),)
    if draft.changes.people or draft.version is None:
        said = _("Brouillon non publié : {changes}.").format(changes=draft.changes.sentence)
        return (Task("publish", "proposed", said, _("Relire et publier")),)
    return ()


def confirmation_tasks(view: RotaView, bench: Bench, monday: date, told: Collection[SeatId] = ()) -> tuple[Task, ...]:
    """Who has not confirmed their presence in the week, with their numbers; seats ``told`` in another row are left out."""
    people = unconfirmed(view, monday, told)
    if not people:
        return ()
    said = ngettext(
        "{n} personne n’a pas encore confirmé sa présence.",
        "{n} personnes n’ont pas encore confirmé leur présence.",
        len(people),
    )
    rows = [
        CallRow(one.id, bench.introduce(one), _next_session(view, one, monday, bench.today, told), phone_words(one))
        for one in people[:MOST_PEOPLE]
    ]
    return (Task("confirm", "published", said.format(n=len(people)), _("Voir qui"), calls=tuple(rows)),)


def _next_session(view: RotaView, person: Person, monday: date, today: date, told: Collection[SeatId]) -> str:
    sessions = {one.id: one for one in view.upcoming if monday_of(one.day) == monday}
    theirs = [s for s in view.seats if s.holder.person_id == person.id and s.session_id in sessions]
    seats = [s for s in theirs if s.id not in told]
    first = min(seats, key=lambda seat: sessions[seat.session_id].starts_at)
    return f"{capitalised(moment_near(sessions[first.session_id], today))}, {place_of(first, view.naming.role)}"


def silence_tasks(view: RotaView, monday: date) -> tuple[Task, ...]:
    """Who answered nothing for the week although no poll asks them."""
    asked = {one.id for one in view.upcoming if monday_of(one.day) == monday}
    answered = {person for person, session in view.horizon.answers if session in asked}
    silent = [p for p in view.horizon.people if p.is_contactable_on(monday) and p.id not in answered]
    if not asked or not silent:
        return ()
    said = ngettext(
        "{n} personne n’a rien répondu pour cette semaine-là.",
        "{n} personnes n’ont rien répondu pour cette semaine-là.",
        len(silent),
    )
    return (Task("poll", "unconfirmed", said.format(n=len(silent)), _("Voir les réponses"), page="availability"),)
