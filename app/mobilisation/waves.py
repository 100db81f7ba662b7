"""The next wave of a call-out: to whom, when, or why there is none. One decision at a time, from what is true at ``now``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING

from app.core.errors import N_, RuleRefusal
from app.mobilisation.budget import Goodwill
from app.mobilisation.callout import (
    CALL_OUT_WORDS,
    DECIDED,
    ENDED,
    CallOut,
    CallOutState,
    Mode,
    Outcome,
    Response,
    Wave,
    latest,
)
from app.mobilisation.rules import MOST_IN_A_WAVE
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId, SeatId
    from app.mobilisation.ranking import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a decision rests on, beside the call-out itself.

    ``responses``: what each still means (:func:`app.mobilisation.callout.as_held`). ``open_seats``: seats that nobody holds
    live, or whose holder seeks a stand-in. ``goodwill``: its log holds the waves sent so far. ``engaged``: people
    whom another call-out has asked and who have not answered yet, or whom someone is ringing: nobody is asked twice at once.
    """

    responses: Sequence[Response] = ()
    open_seats: frozenset[SeatId]
    goodwill: Goodwill = field(default_factory=Goodwill)
    engaged: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """What to do at ``now``: ask ``people`` (empty: nobody now), and when to look again (None: nothing to wait for)."""

    state: CallOutState
    people: tuple[PersonId, ...] = ()
    at: datetime | None = None


def next_wave(callout: CallOut, situation: Situation, now: datetime) -> Step:
    """The next step of a call-out. Nobody is asked outside their hours, over their budget, twice, or for a seat already held.

    Waits for the last wave's delay unless everyone in it has spoken, and for the coordinator once enough said yes.
    """
    wanted = seats_left(callout, situation, now)
    if callout.state in ENDED or not wanted:
        return Step(_end_state(callout, situation))
    if len(awaiting_approval(callout, situation)) >= len(wanted):
        return Step(CallOutState.RUNNING)
    ready_at = _delay_ends(callout, situation, now)
    times = dict(_times(callout, situation, wanted, ready_at))
    if ready_at <= now:
        people = tuple(person for person, at in times.items() if at <= now and person not in situation.engaged)
        if people:
            return Step(CallOutState.RUNNING, people[: min(callout.size, MOST_IN_A_WAVE)])
    return _wait(callout, situation, now, ready_at, times)


def _wait(
    callout: CallOut, situation: Situation, now: datetime, ready_at: datetime, times: dict[PersonId, datetime]
) -> Step:
    """Nobody can be asked now: when to look again, or the end."""
    again = [max(at, now + callout.delay) if person in situation.engaged else at for person, at in times.items()]
    if again:
        return Step(CallOutState.RUNNING, at=max(ready_at, min(again)))
    if ready_at > now:
        return Step(CallOutState.RUNNING, at=ready_at)
    promised = list(_promised(situation))
    if promised or awaiting_approval(callout, situation):
        return Step(CallOutState.RUNNING, at=min((at for at in promised if at > now), default=None))
    return Step(CallOutState.EXHAUSTED)


def advance(callout: CallOut, step: Step, now: datetime) -> CallOut:
    """The call-out once ``step`` is taken at ``now``: its wave is written and its state follows.

    Raises RuleRefusal when the wave is too large or asks someone again: a step is taken once.
    """
    if step.state in ENDED:
        return replace(callout, state=step.state, ended_at=callout.ended_at or now)
    if len(step.people) > MOST_IN_A_WAVE:
        raise RuleRefusal(N_("Une vague compte {most} personnes au plus."), most=MOST_IN_A_WAVE)
    if callout.asked.intersection(step.people):
        raise RuleRefusal(N_("Cette vague est déjà partie : rechargez la page."))
    if not step.people:
        return replace(callout, state=step.state)
    wave = Wave(len(callout.waves) + 1, step.people, now)
    return replace(callout, state=step.state, waves=(*callout.waves, wave))


def seats_left(callout: CallOut, situation: Situation, now: datetime) -> tuple[SeatId, ...]:
    """The seats still to fill, most needed first: open live, their session not begun."""
    return tuple(seat for seat in callout.seats if seat in situation.open_seats and callout.starts[seat] > now)


def awaiting_approval(callout: CallOut, situation: Situation) -> tuple[PersonId, ...]:
    """Those whose yes the coordinator has still to approve, the first to say it first; none in the other mode.

    A yes that a rule stopped does not wait: the person has read so.
    """
    if callout.mode is Mode.FIRST_YES:
        return ()
    yes = [one for one in latest(situation.responses).values() if one.outcome is Outcome.YES]
    waiting = [one for one in yes if one.seat is None and one.rule is None]
    return tuple(one.person for one in sorted(waiting, key=lambda one: (one.at, one.person)))


def to_approve(callout: CallOut, situation: Situation, now: datetime) -> tuple[PersonId, ...]:
    """The waiting yes that a seat is left for, even once the call-out has ended: its seat may have come free again."""
    if callout.state is CallOutState.STOPPED or not seats_left(callout, situation, now):
        return ()
    return awaiting_approval(callout, situation)


def _end_state(callout: CallOut, situation: Situation) -> CallOutState:
    filled = not situation.open_seats.intersection(callout.seats)
    if callout.state in (CallOutState.STOPPED, CallOutState.FILLED):
        return callout.state
    return CallOutState.FILLED if filled else CallOutState.EXHAUSTED


def _delay_ends(callout: CallOut, situation: Situation, now: datetime) -> datetime:
    """When the last wave has had its time: at once if everyone in it has spoken."""
    if not callout.waves:
        return now
    last = callout.waves[-1]
    said = latest(situation.responses)
    silent = [p for p in last.people if p not in said or said[p].outcome not in DECIDED | {Outcome.EXPIRED}]
    return max(now, last.sent_at + callout.delay) if silent else now


def uncalled(callout: CallOut, situation: Situation, wanted: Sequence[SeatId]) -> tuple[Candidate, ...]:
    """Candidates nobody has reached yet who may hold one of the seats ``wanted``, first to ask first."""
    reached = callout.asked | {response.person for response in situation.responses}
    return tuple(one for one in callout.candidates if one.person not in reached and set(one.seats).intersection(wanted))


def _times(
    callout: CallOut, situation: Situation, wanted: Sequence[SeatId], since: datetime
) -> Iterator[tuple[PersonId, datetime]]:
    """Each uncalled candidate who may be asked before their session begins, with the first instant from ``since`` on."""
    for candidate in uncalled(callout, situation, wanted):
        at = situation.goodwill.earliest(candidate.person, since, urgent=callout.urgent)
        if at is not None and at < callout.begins(set(candidate.seats).intersection(wanted)):
            yield candidate.person, at


def _promised(situation: Situation) -> Iterator[datetime]:
    """When people asked to be rung back."""
    for response in latest(situation.responses).values():
        if response.outcome is Outcome.CALL_BACK_AT and response.call_back_at is not None:
            yield response.call_back_at


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a call-out has come, as the coordinator watches it."""

    called: int
    yes: int
    no: int
    waiting: int
    silent: int
    """Those whose time to answer has passed. With the yes, the no and those who wait they make up ``called``."""
    untold: int
    """Those counted nowhere else: their time has passed, or the call-out has ended, and their request had not left."""
    seats_left: int
    step: Step
    now: datetime
    has_begun: bool
    """Whether a wave has left."""

    @property
    def sentence(self) -> str:
        """« 5 appelés · 1 oui · 1 non · 3 en attente · vague suivante dans 12 min »; the counts add up to the first."""
        parts = []
        if self.called or not (self.untold or self._awaits_first_wave):
            parts.append(ngettext("{n} appelé", "{n} appelés", self.called).format(n=self.called))
        if self.yes:
            parts.append(_("{n} oui").format(n=self.yes))
        if self.no:
            parts.append(_("{n} non").format(n=self.no))
        over = self.step.state in ENDED
        if self.waiting and not over:
            parts.append(_("{n} en attente").format(n=self.waiting))
        silent = self.silent + (self.waiting if over else 0)
        if silent:
            parts.append(_("{n} sans réponse").format(n=silent))
        if self.untold:
            parts.append(ngettext("{n} jamais prévenu", "{n} jamais prévenus", self.untold).format(n=self.untold))
        parts.append(self._next_words())
        return " · ".join(part for part in parts if part)

    @property
    def _awaits_first_wave(self) -> bool:
        step = self.step
        return not self.has_begun and step.state not in ENDED and (bool(step.people) or step.at is not None)

    def _next_words(self) -> str:
        if self.step.state in ENDED:
            return _(CALL_OUT_WORDS[self.step.state])
        if self._awaits_first_wave:
            return self._first_words()
        if self.step.people:
            return _("vague suivante maintenant")
        if self.step.at is None:
            return _("à vous de valider ou de rappeler")
        minutes = ceil((self.step.at - self.now).total_seconds() / 60)
        if minutes < 60:
            return _("vague suivante dans {minutes} min").format(minutes=minutes)
        return _("vague suivante {when}").format(when=spoken_instant(self.step.at))

    def _first_words(self) -> str:
        if self.step.people or self.step.at is None:
            return _("première vague maintenant")
        minutes = ceil((self.step.at - self.now).total_seconds() / 60)
        if minutes < 60:
            return _("première vague dans {minutes} min").format(minutes=minutes)
        return _("première vague {when}").format(when=spoken_instant(self.step.at))


def progress(callout: CallOut, situation: Situation, now: datetime, unsent: Set[PersonId] = frozenset()) -> Progress:
    """The live figures: « pas cette fois » counts as a no, a voicemail as waiting, an expired silence as no answer.

    ``unsent``: people whose request has not left. Their silence is not one: nobody told them.
    """
    said, step = latest(situation.responses), next_wave(callout, situation, now)
    asked = {person: said[person].outcome if person in said else None for person in callout.asked | set(said)}
    over = {Outcome.EXPIRED, None} if step.state in ENDED else {Outcome.EXPIRED}
    untold = {person for person in unsent if person in asked and asked[person] in over}
    outcomes = [outcome for person, outcome in asked.items() if person not in untold]
    return Progress(
        called=len(outcomes),
        yes=outcomes.count(Outcome.YES),
        no=outcomes.count(Outcome.NO) + outcomes.count(Outcome.NOT_THIS_TIME),
        waiting=sum(one not in DECIDED | {Outcome.EXPIRED} for one in outcomes),
        silent=outcomes.count(Outcome.EXPIRED),
        untold=len(untold),
        seats_left=len(seats_left(callout, situation, now)),
        step=step,
        now=now,
        has_begun=bool(callout.waves),
    )
