"""The solicitation budget: who may be asked when, who is being worn out, and whether offers are shared equally."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.mobilisation.preferences import NO_WISH, Preferences
from app.mobilisation.quiet import QuietHours, next_allowed
from app.mobilisation.rules import SolicitationRules
from app.scheduling.spoken import listed
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.core.ids import PersonId
    from app.scheduling.spoken import PersonName

NAMES_SHOWN = 8
"""Beyond, a sentence counts the others instead of naming them."""


class Ask(StrEnum):
    """What costs goodwill. News about someone's own seats, links asked for again and thanks are free."""

    POLL = "poll"
    POLL_REMINDER = "poll_reminder"
    CALL_OUT = "call_out"
    PHONE = "phone"
    SWAP = "swap"


@dataclass(frozen=True, slots=True)
class Solicitation:
    """One request that reached, or is on its way to, a person. ``subject`` is the id of the poll or call-out."""

    person: PersonId
    at: datetime
    ask: Ask
    subject: str


@dataclass(frozen=True, slots=True)
class SolicitationLog:
    """Who was asked when; build it with :func:`solicitation_log`."""

    times: Mapping[PersonId, tuple[datetime, ...]] = field(default_factory=dict)
    """Person → instants in order."""

    def within(self, person: PersonId, now: datetime, period: timedelta) -> int:
        """How many requests the person received since ``now - period``; one exactly that old is past, one queued counts."""
        return sum(now - period < at for at in self.times.get(person, ()))

    def last(self, person: PersonId) -> datetime | None:
        """When the person was asked last, or None."""
        times = self.times.get(person, ())
        return times[-1] if times else None

    def also(self, people: Iterable[PersonId], at: datetime) -> SolicitationLog:
        """The same log once each of ``people`` has been asked at ``at``."""
        times = dict(self.times)
        for person in people:
            times[person] = tuple(sorted((*times.get(person, ()), at)))
        return SolicitationLog(times)


def solicitation_log(rows: Iterable[Solicitation]) -> SolicitationLog:
    """The log of these requests."""
    times: dict[PersonId, list[datetime]] = {}
    for row in rows:
        times.setdefault(row.person, []).append(row.at)
    return SolicitationLog({person: tuple(sorted(found)) for person, found in times.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodwill:
    """All that decides when someone may be asked: the community's rules, what each person wishes, what was sent."""

    rules: SolicitationRules = field(default_factory=SolicitationRules)
    log: SolicitationLog = field(default_factory=SolicitationLog)
    wishes: Mapping[PersonId, Preferences] = field(default_factory=dict)
    awake: frozenset[PersonId] = frozenset()
    """Who has just said, answering an alert, that they are available for what is asked: no quiet hours hold it."""

    def wish(self, person: PersonId) -> Preferences:
        return self.wishes.get(person, NO_WISH)

    def budget(self, person: PersonId) -> int:
        """Requests allowed over the period: the community's, or fewer when the person says so."""
        own = self.wish(person).budget
        return self.rules.budget if own is None else min(own, self.rules.budget)

    def used(self, person: PersonId, now: datetime) -> int:
        """Requests received over the period that ends at ``now``."""
        return self.log.within(person, now, self.rules.period)

    def left(self, person: PersonId, now: datetime) -> int:
        """Requests still allowed at ``now``, never negative."""
        return max(0, self.budget(person) - self.used(person, now))

    def quiet(self, person: PersonId, *, urgent: bool = False) -> tuple[QuietHours, ...]:
        """The quiet hours that hold for a person: an urgent request lifts the community's for those who agreed to it.

        None holds for who is ``awake``.
        """
        if person in self.awake:
            return ()
        wish = self.wish(person)
        house = () if urgent and wish.last_minute else (self.rules.quiet,)
        return (*house, wish.quiet) if wish.quiet is not None else house

    def may_ask(self, person: PersonId, now: datetime, *, urgent: bool = False) -> bool:
        """Whether one more request may leave at ``now``: within budget and outside quiet hours."""
        return self.left(person, now) > 0 and not any(one.covers(now) for one in self.quiet(person, urgent=urgent))

    def earliest(self, person: PersonId, now: datetime, *, urgent: bool = False) -> datetime | None:
        """The first instant from ``now`` on at which :meth:`may_ask` holds if nothing else is sent; None: never."""
        free = self._within_budget(person, now)
        return None if free is None else next_allowed(free, self.quiet(person, urgent=urgent))

    def _within_budget(self, person: PersonId, now: datetime) -> datetime | None:
        budget = self.budget(person)
        if budget <= 0:
            return None
        recent = [at for at in self.log.times.get(person, ()) if at > now - self.rules.period]
        return now if len(recent) < budget else max(now, recent[-budget] + self.rules.period)


@dataclass(frozen=True, slots=True)
class Tired:
    """Someone who has used, or is about to use, more than half of their budget."""

    person: PersonId
    used: int
    budget: int


def tired(
    people: Iterable[PersonId], goodwill: Goodwill, now: datetime, adding: Collection[PersonId] = ()
) -> tuple[Tired, ...]:
    """« Qui est-ce que je fatigue ? »: those over half of their budget once ``adding`` are asked, the most asked first."""
    counted = (
        Tired(person, goodwill.used(person, now) + (person in adding), goodwill.budget(person))
        for person in {*people, *adding}
    )
    worn = [one for one in counted if 2 * one.used > one.budget]
    return tuple(sorted(worn, key=lambda one: (one.budget - one.used, -one.used, one.person)))


def tired_sentence(found: Sequence[Tired], rules: SolicitationRules, name: PersonName) -> str:
    """« Plus de la moitié de leur quota en 7 jours : Clarisse P. (2 sur 3) et Denez K. (3 sur 3). »"""
    if not found:
        return _("Personne n’a reçu plus de la moitié de son quota de demandes.")
    told = [
        _("{name} ({used} sur {budget})").format(name=name(one.person), used=one.used, budget=one.budget)
        for one in found[:NAMES_SHOWN]
    ]
    if others := len(found) - len(told):
        told.append(ngettext("{n} autre personne", "{n} autres personnes", others).format(n=others))
    template = ngettext(
        "Plus de la moitié du quota en {n} jour : {people}.",
        "Plus de la moitié du quota en {n} jours : {people}.",
        rules.period_days,
    )
    return template.format(n=rules.period_days, people=listed(told))


@dataclass(frozen=True, slots=True)
class Equality:
    """How offers were shared among people who could have received them: fewest, most, and how many received none."""

    people: int
    fewest: int
    most: int
    none: int
    days: int

    @property
    def spread(self) -> int:
        return self.most - self.fewest

    @property
    def sentence(self) -> str:
        """« De 0 à 3 demandes par personne en 28 jours ; 12 n’ont rien reçu. »"""
        if not self.people:
            return _("Personne à solliciter : rien à partager.")
        if not self.most:
            return _("Personne n’a été sollicité depuis {days} jours.").format(days=self.days)
        if self.fewest == self.most:
            shared = ngettext(
                "{n} demande pour chacun en {days} jours.", "{n} demandes pour chacun en {days} jours.", self.most
            )
            return shared.format(n=self.most, days=self.days)
        between = _("De {fewest} à {most} demandes par personne en {days} jours").format(
            fewest=self.fewest, most=self.most, days=self.days
        )
        if not self.none:
            return f"{between}."
        without = ngettext("{n} personne n’a rien reçu", "{n} personnes n’ont rien reçu", self.none)
        return _("{between} ; {without}.").format(between=between, without=without.format(n=self.none))


EQUALITY_DAYS = 28
"""Offers are compared over four weeks."""


def equality(people: Iterable[PersonId], log: SolicitationLog, now: datetime, days: int = EQUALITY_DAYS) -> Equality:
    """How requests were shared among ``people`` over the ``days`` (24 h each) that end at ``now``."""
    counts = [log.within(person, now, timedelta(days=days)) for person in sorted(set(people))]
    if not counts:
        return Equality(0, 0, 0, 0, days)
    return Equality(len(counts), min(counts), max(counts), counts.count(0), days)


OVER_BUDGET = N_("a atteint son quota de demandes")
QUIET_NOW = N_("est en heures de silence")


def why_not_now(person: PersonId, goodwill: Goodwill, now: datetime, *, urgent: bool = False) -> str | None:
    """Why one more request may not leave now, as a clause after a name; None when it may."""
    if goodwill.left(person, now) <= 0:
        return _(OVER_BUDGET)
    return None if goodwill.may_ask(person, now, urgent=urgent) else _(QUIET_NOW)
