"""A week of a centre: its sentence, its figures with their origin, and the weeks one can choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.scheduling.demand import observation_seats
from app.ui.parts.figures import Figure, Origin
from app.ui.views.centre_present import Basis
from app.words import _
from app.words.dates import spoken_date, spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.scheduling.capacity import SessionCapacity, WeekCapacity
    from app.scheduling.centre import Centre, Designation
    from app.scheduling.session import Session
    from app.scheduling.slots import WeekSlots
    from app.services.rota.read_rota import RotaView


def rests_on_rota(view: RotaView, sessions: Iterable[Session]) -> bool:
    """Whether people already hold seats of these sessions, live or in the draft."""
    ids = {session.id for session in sessions}
    return any(seat.holder.person_id for seat in view.drafted if seat.session_id in ids)


def rota_capacities(view: RotaView, sessions: Iterable[Session]) -> tuple[SessionCapacity, ...]:
    """What the drafted rota gives in these sessions."""
    return tuple(view.capacities[session.id] for session in sessions if session.id in view.capacities)


def designation_sentence(designation: Designation) -> str:
    """« Désigné par l’arrêté n° 12 du 3 novembre 2026. Porteur : CPTS. », or « Non désigné … » until then."""
    carrier = _("Porteur : {carrier}.").format(carrier=designation.carrier or _("à préciser"))
    if designation.order_date is None or not designation.order_number:
        return " ".join((_("Non désigné : numéro et date d’arrêté à saisir dans Identité."), carrier))
    order = _("Désigné par l’arrêté n° {number} du {day}.").format(
        number=designation.order_number, day=spoken_date(designation.order_date)
    )
    return " ".join((order, carrier))


def place_sentence(centre: Centre) -> str:
    """« Centre du Pratel · Salle du Pratel, Auray »."""
    commune = centre.place.commune if centre.place.commune != centre.place.name else ""
    where = ", ".join(part for part in (centre.place.name, commune) if part)
    return " · ".join(part for part in (centre.name, where) if part)


def figures_of(centre: Centre, week: WeekSlots | None, capacity: WeekCapacity, basis: Basis) -> tuple[Figure, ...]:
    """Injections, doses and slots, observation chairs: each with its rule."""
    source = {
        Basis.HABITS: _("habitudes déclarées, non confirmé"),
        Basis.ANSWERS: _("réponses reçues, sans les plafonds ni le repos entre séances"),
        Basis.ROTA: _("planning préparé"),
    }[basis]
    given = Figure(
        _("Injections possibles"),
        _("{n} / {full}").format(n=spoken_number(capacity.injections), full=spoken_number(capacity.full)),
        Origin(
            _("le plus petit des effectifs par étape, à la cadence de {n} par heure et par ligne").format(
                n=centre.injections_per_hour
            ),
            source=source,
        ),
    )
    return (given, *_slots(week), _chairs(centre, capacity.sessions))


def _slots(week: WeekSlots | None) -> tuple[Figure, ...]:
    if week is None:
        return ()
    doses = _("non saisies") if week.doses is None else spoken_number(week.doses)
    rule = _("jamais plus de créneaux que de doses attribuées dans la semaine")
    return (
        Figure(_("Doses de la semaine"), doses, Origin(rule, source=_("dotation saisie par la coordination"))),
        Figure(
            _("Créneaux ouverts"),
            _("{n} / {full}").format(n=spoken_number(week.slots), full=spoken_number(week.capacity)),
            Origin(rule, numerator=_("créneaux ouverts"), denominator=_("créneaux que les lignes pourraient prendre")),
        ),
    )


def _chairs(centre: Centre, sessions: Sequence[SessionCapacity]) -> Figure:
    lines = max((one.session.lines for one in sessions), default=centre.lines)
    chairs = observation_seats(centre.injections_per_hour, centre.observation_minutes, lines)
    rule = _("{n} places pour {minutes} minutes de surveillance, et la moitié en plus").format(
        n=chairs.base, minutes=centre.observation_minutes
    )
    return Figure(_("Places de surveillance"), spoken_number(chairs.total), Origin(rule))
