"""A centre about to be created: from a few answers to lines, sessions, needs and seats. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.core.ids import CentreId, PartnerId, new_id
from app.scheduling.centre import Centre, CentreKind, Place, RoleNeed
from app.scheduling.demand import INJECTIONS_PER_HOUR, DemandPlan, plan_demand
from app.scheduling.openings import Hours, SessionTemplate, plan_opening
from app.scheduling.seats import Provision, needs_of
from app.ui.parts.seats_table import RoleDemand
from app.ui.views.centre_roles import rule_sentence
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.library import Library
    from app.roster.commune import Commune, Communes
    from app.roster.vaccine import Vaccine
    from app.scheduling.openings import Opening
    from app.scheduling.session import Need, Session
    from app.scheduling.spoken import RoleLabel
    from app.services.rota.set_up_centre import Offer

SCREENING_CAMPAIGN = "screening"
WITHOUT_VACCINE = (CentreKind.SCREENING, CentreKind.REINFORCEMENT)
_NO_PARTNER_YET = PartnerId("")
"""Stands for a partner whose id is given when the centre is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreAnswers:
    """What the coordinator answered so far; every field has a sensible default. ``lines`` is what was settled on."""

    name: str
    kind: CentreKind
    place: Place
    template: SessionTemplate
    vaccine: Vaccine | None = None
    doses: int | None = None
    lines: int = 1
    injections_per_hour: int = INJECTIONS_PER_HOUR
    roles: tuple[RoleNeed, ...] = ()
    offers: Mapping[str, Offer] = field(default_factory=dict)
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """What pressing « Créer le centre » would write."""

    centre: Centre
    opening: Opening
    needs: tuple[Need, ...]

    @property
    def seats(self) -> int:
        return sum(need.count for need in self.needs)


def next_monday(today: date) -> date:
    """The Monday after ``today``, tomorrow at the earliest."""
    return today + timedelta(days=7 - today.weekday())


def weekly_hours(template: SessionTemplate) -> tuple[Hours, ...]:
    """The sessions of a full week, holidays aside."""
    return tuple(
        hours
        for weekday in sorted(template.weekdays)
        for hours in sorted(template.hours_on.get(weekday, template.hours), key=lambda one: one.starts)
    )


def demand_of(
    template: SessionTemplate, doses: int | None, vaccine: Vaccine | None, injections_per_hour: int
) -> DemandPlan | None:
    """What the doses take over the week's half-days; None until doses and half-days are known."""
    hours = weekly_hours(template)
    if not doses or not hours:
        return None
    average = Fraction(sum(_minutes(one) for one in hours), 60 * len(hours))
    return plan_demand(
        doses,
        len(hours),
        injections_per_hour=injections_per_hour,
        session_hours=average,
        doses_per_vial=vaccine.doses_per_vial if vaccine else 1,
    )


def planned(answers: CentreAnswers, *, today: date, existing: Iterable[Session] = ()) -> Planned:
    """The centre, its sessions and their needs. Raises InvalidInput as ``plan_opening`` and ``needs_of`` do."""
    centre = Centre(
        id=CentreId(new_id()),
        name=answers.name.strip(),
        kind=answers.kind,
        place=answers.place,
        contact_name=answers.contact_name,
        contact_phone=answers.contact_phone,
        campaign=campaign_of(answers.kind, answers.vaccine),
        vaccine=answers.vaccine.slug if answers.vaccine else "",
        injections_per_hour=answers.injections_per_hour,
        slot_minutes=slot_minutes_of(answers.injections_per_hour),
        lines=answers.lines,
        youngest=max(18, answers.vaccine.min_age) if answers.vaccine else 18,
        roles=answers.roles,
    )
    template = replace(answers.template, lines=answers.lines)
    opening = plan_opening(template, centre.id, new_id, today=today, existing=existing)
    return Planned(centre, opening, needs_of_sessions(opening.sessions, centre, answers.offers))


def needs_of_sessions(sessions: Iterable[Session], centre: Centre, offers: Mapping[str, Offer]) -> tuple[Need, ...]:
    """What each session would ask for, what partners give taken off."""
    provided = {role: Provision(offer.count, _NO_PARTNER_YET) for role, offer in offers.items()}
    return tuple(need for session in sessions for need in needs_of(session, centre, provided))


def campaign_of(kind: CentreKind, vaccine: Vaccine | None) -> str:
    """The campaign whose rules govern the centre: the vaccine's, or that of its kind."""
    return SCREENING_CAMPAIGN if kind is CentreKind.SCREENING else vaccine.campaign if vaccine else "calendar"


def slot_minutes_of(injections_per_hour: int) -> int:
    """A slot as long as one injection takes: 5 minutes at 12 an hour."""
    return max(1, 60 // max(1, injections_per_hour))


def vaccines_on(library: Library, day: date) -> dict[str, Vaccine]:
    """The products that may be used on a day, seasonal ones first as the table has them."""
    return {slug: one for slug, one in library.vaccines.items() if one.is_valid_on(day)}


def main_commune(communes: Communes) -> Commune | None:
    """Where a centre most likely stands: the most populous commune of the territory."""
    return max(communes, key=lambda one: (one.population, one.insee), default=None)


def lines_sentence(demand: DemandPlan | None, lines: int) -> str:
    """What the lines chosen give when they are not those proposed; empty when they are."""
    if demand is None or lines == demand.lines:
        return ""
    given = int(lines * demand.half_days * demand.injections_per_hour * demand.session_hours)
    said = ngettext("{n} ligne donne {given} injections par semaine", "{n} lignes donnent {given} injections par semaine", lines).format(n=lines, given=spoken_number(given))  # fmt: skip
    lacking = demand.doses_per_week - given
    if lacking <= 0:
        return _("{said}, assez pour les doses.").format(said=said)
    return _("{said} : il en manque {lacking}.").format(said=said, lacking=spoken_number(lacking))


def first_week(sessions: Sequence[Session]) -> tuple[Session, ...]:
    """The sessions of the first week of an opening: what can be foreseen."""
    return tuple(one for one in sessions if monday_of(one.day) == monday_of(sessions[0].day))


def role_demands(needs: Iterable[Need], roles: Iterable[RoleNeed], label: RoleLabel) -> tuple[RoleDemand, ...]:
    """Seats by role, in one session and over all, heaviest need first as the centre lists them."""
    total: Counter[str] = Counter()
    largest: dict[str, Need] = {}
    for need in needs:
        total[need.role] += need.count
        if need.role not in largest or need.count > largest[need.role].count:
            largest[need.role] = need
    return tuple(
        RoleDemand(
            label(one.role),
            largest[one.role].count,
            total[one.role],
            largest[one.role].provided,
            rule_sentence(one),
        )
        for one in roles
        if one.role in largest
    )


def _minutes(hours: Hours) -> int:
    minutes = (hours.ends.hour - hours.starts.hour) * 60 + hours.ends.minute - hours.starts.minute
    return minutes + (24 * 60 if hours.ends_next_day else 0)
