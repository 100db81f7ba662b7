"""Each indicator's figure, made from the facts of a period. One small function an indicator; no figure is guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.indicators import registry
from app.indicators.denominators import CareOffer, Denominators, is_liberal, liberal_by_profession
from app.indicators.groups import group_rates
from app.indicators.measures import UNKNOWN, Definition, Indicator, Measure
from app.indicators.opinions import mean_mark, share_too_much
from app.indicators.participation import on_the_rota, took_part
from app.indicators.weeks import days_elapsed, injections_by_day
from app.scheduling.capacity import is_held
from app.scheduling.session import SeatState
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.core.ids import PersonId
    from app.indicators.facts import Facts
    from app.indicators.periods import Period

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Counting:
    """Facts and the denominators they are counted over."""

    facts: Facts
    denominators: Denominators
    offer: tuple[CareOffer, ...] = ()

    @property
    def liberal(self) -> Mapping[str, int]:
        """Profession → liberal professionals, as chosen."""
        return liberal_by_profession(self.denominators, self.facts.people, self.offer)


def indicators(now: Counting, before: Counting, period: Period) -> tuple[Indicator, ...]:
    """Every indicator of the registry over a period, with the figure of the period before."""
    return tuple(Indicator(one, period, measure(one, now), measure(one, before)) for one in registry.REGISTRY)


def measure(definition: Definition, counting: Counting) -> Measure:
    """The figure of one indicator; unknown for what is not followed."""
    count = _COUNTS.get(definition.code)
    return count(counting) if count else UNKNOWN


def _share_of_liberals(counting: Counting, among: Collection[PersonId]) -> Measure:
    """Only people of professions that the denominator holds are counted: a share never exceeds what it is a share of."""
    liberal = counting.liberal
    found = [one for one in counting.facts.people if is_liberal(one) and one.id in among]
    inside = [one for one in found if (one.profession or "") in liberal]
    outside = len(found) - len(inside)
    left_out = ngettext(
        "{n} personne d’une profession absente du dénominateur n’est pas comptée",
        "{n} personnes de professions absentes du dénominateur ne sont pas comptées",
        outside,
    ).format(n=outside)
    return Measure(len(inside), sum(liberal.values()), bound=left_out if outside else "")


def _taking_part(counting: Counting) -> Measure:
    closed = bool(counting.facts.expected)
    return (
        _share_of_liberals(counting, took_part(counting.facts)) if closed else Measure(why=_("aucune séance émargée"))
    )


def _on_the_rota(counting: Counting) -> Measure:
    if not counting.facts.sessions:
        return Measure(why=_("aucune séance"))
    return _share_of_liberals(counting, on_the_rota(counting.facts))


def _active_lines(counting: Counting) -> Measure:
    planned = sum(one.session.lines for one in counting.facts.capacities)
    return Measure(sum(one.open_lines for one in counting.facts.capacities), planned) if planned else UNKNOWN


def _injections(counting: Counting) -> Measure:
    counted = counting.facts.injected
    return Measure(sum(counted.values())) if counted else Measure(why=_("aucune dose comptée"))


def _injections_target(counting: Counting) -> Measure:
    facts = counting.facts
    days = {session.id: session.day for session in facts.sessions}
    weeks = {monday_of(days[one]) for one in facts.injected if one in days}
    inside = weeks & set(facts.allotted)
    done = sum(count for one, count in facts.injected.items() if one in days and monday_of(days[one]) in inside)
    return Measure(done, sum(facts.allotted[one] for one in inside)) if inside else UNKNOWN


def _daily_pace(counting: Counting) -> Measure:
    by_day = injections_by_day(counting.facts)
    return Measure(sum(by_day.values()), days_elapsed(by_day)) if by_day else Measure(why=_("aucune dose comptée"))


def _people_vaccinated(counting: Counting) -> Measure:
    rates = group_rates(counting.facts, counting.denominators.groups)
    known = [one for one in rates if one.population]
    if not known:
        return Measure(why=_("population à saisir") if rates else _("aucun public compté"))
    return Measure(sum(one.people for one in known), sum(one.population or 0 for one in known))


def _fill_rate(counting: Counting) -> Measure:
    asked = [seat for seat in counting.facts.seats if seat.state is not SeatState.CANCELLED]
    filled = sum(seat.holder.filled for seat in asked)
    return Measure(filled, len(asked)) if asked else Measure(why=_("aucune séance"))


def _time_to_fill(counting: Counting) -> Measure:
    delays = [delay / HOUR for delay in counting.facts.delays]
    return Measure(median(delays), len(delays)) if delays else Measure(why=_("aucun poste pourvu par appel"))


def _poll_response(counting: Counting) -> Measure:
    asked = counting.facts.polls
    return Measure(asked.answered, asked.people) if asked.people else Measure(why=_("aucun sondage"))


def _call_response(counting: Counting) -> Measure:
    asked = counting.facts.calls
    return Measure(asked.answered, asked.people) if asked.people else Measure(why=_("aucun appel"))


def _confirmed(counting: Counting) -> Measure:
    held = [
        seat
        for seat in counting.facts.seats
        if seat.holder.person_id is not None and (is_held(seat) or seat.state is SeatState.NO_SHOW)
    ]
    return Measure(sum(seat.id in counting.facts.confirmed for seat in held), len(held)) if held else UNKNOWN


def _no_shows(counting: Counting) -> Measure:
    expected = sum(one.expected for one in counting.facts.expected)
    if not expected:
        return Measure(why=_("aucune séance émargée"))
    return Measure(sum(one.absent for one in counting.facts.expected), expected)


def _hours(counting: Counting) -> Measure:
    present = counting.facts.present
    if not counting.facts.expected:
        return Measure(why=_("aucune séance émargée"))
    return Measure(sum((one.worked.duration for one in present), timedelta()) / HOUR, len(present))


def _fees(counting: Counting) -> Measure:
    fees = counting.facts.fees
    if not fees.vacations:
        return Measure(why=_("aucune vacation"))
    missing = ngettext("{n} montant inconnu", "{n} montants inconnus", fees.unknown).format(n=fees.unknown)
    if fees.unknown == fees.vacations:
        return Measure(why=missing)
    return Measure(fees.known_cents, fees.vacations, bound=missing if fees.unknown else "")


def _solicitations(counting: Counting) -> Measure:
    facts = counting.facts
    return Measure(facts.solicitations, facts.contactable) if facts.contactable else UNKNOWN


def _communications(counting: Counting) -> Measure:
    return Measure(counting.facts.messages)


def _satisfaction(counting: Counting) -> Measure:
    return mean_mark(counting.facts.satisfaction)


def _fatigue(counting: Counting) -> Measure:
    return share_too_much(counting.facts.fatigue)


def _plans(counting: Counting) -> Measure:
    facts = counting.facts
    if facts.plan_number is None:
        return Measure(why=_("aucun plan validé"))
    return Measure(len(facts.typologies), bound=_("plan version {n}").format(n=facts.plan_number))


def _responders(counting: Counting) -> Measure:
    found = counting.facts.responders
    return Measure(len(found)) if found else Measure(why=_("personne"))


def _trainings(counting: Counting) -> Measure:
    held = counting.facts.trainings
    if not held:
        return Measure(why=_("aucune formation"))
    people = ngettext("{n} personne présente", "{n} personnes présentes", sum(held)).format(n=sum(held))
    return Measure(len(held), bound=people)


def _exercises(counting: Counting) -> Measure:
    held = counting.facts.exercises
    if not held:
        return Measure(why=_("aucun exercice"))
    people = ngettext("{n} participant", "{n} participants", sum(held)).format(n=sum(held))
    return Measure(len(held), bound=people)


def _coverage(counting: Counting) -> Measure:
    found = counting.facts.covered
    return Measure(*found) if found else Measure(why=_("aucun essai gardé"))


def _relayed(counting: Counting) -> Measure:
    found = counting.facts.relayed
    if found is None:
        return Measure(why=_("aucun relais proposé"))
    if found.asked is None or found.visited is None:
        return Measure(why=_("masqué, nombre trop petit"))
    return Measure(found.visited, found.asked)


def _slots_taken(counting: Counting) -> Measure:
    held = counting.facts.slots
    return (
        Measure(held.total.booked, held.total.places) if held and held.total.places else Measure(why=_("aucun créneau"))
    )


def _slots_in_time(counting: Counting) -> Measure:
    held = counting.facts.slots
    if held is None or not held.delays.counted:
        return Measure(why=_("aucun rendez-vous"))
    hours = ngettext("délai attendu : {n} heure", "délai attendu : {n} heures", held.delays.limit_hours)
    return Measure(held.delays.within, held.delays.counted, bound=hours.format(n=held.delays.limit_hours))


def _awareness(counting: Counting) -> Measure:
    found = counting.facts.communications
    return Measure(found) if found else Measure(why=_("aucune communication"))


_COUNTS: Mapping[str, Callable[[Counting], Measure]] = {
    registry.TAKING_PART.code: _taking_part,
    registry.ON_THE_ROTA.code: _on_the_rota,
    registry.ACTIVE_LINES.code: _active_lines,
    registry.INJECTIONS.code: _injections,
    registry.INJECTIONS_TARGET.code: _injections_target,
    registry.DAILY_PACE.code: _daily_pace,
    registry.PEOPLE_VACCINATED.code: _people_vaccinated,
    registry.FILL_RATE.code: _fill_rate,
    registry.TIME_TO_FILL.code: _time_to_fill,
    registry.POLL_RESPONSE.code: _poll_response,
    registry.CALL_RESPONSE.code: _call_response,
    registry.CONFIRMED.code: _confirmed,
    registry.NO_SHOWS.code: _no_shows,
    registry.HOURS.code: _hours,
    registry.FEES.code: _fees,
    registry.SOLICITATIONS.code: _solicitations,
    registry.COMMUNICATIONS.code: _communications,
    registry.SATISFACTION.code: _satisfaction,
    registry.FATIGUE.code: _fatigue,
    registry.PLANS.code: _plans,
    registry.RESPONDERS.code: _responders,
    registry.TRAININGS.code: _trainings,
    registry.AWARENESS.code: _awareness,
    registry.EXERCISES.code: _exercises,
    registry.COVERAGE.code: _coverage,
    registry.RELAYED.code: _relayed,
    registry.SLOTS_TAKEN.code: _slots_taken,
    registry.SLOTS_IN_TIME.code: _slots_in_time,
}
