"""The week in numbers: injections, professionals, lines, needs, each with its rule, source, date and terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.roster.person import ExerciseMode, PersonKind
from app.scheduling.capacity import is_held
from app.scheduling.session import SeatState
from app.ui.parts.figures import Figure, Origin
from app.ui.views.home import asked_injections
from app.words import _, ngettext
from app.words.dates import spoken_instant, spoken_number

if TYPE_CHECKING:
    from datetime import date

    from app.services.home.read_home import HomeView
    from app.services.rota.read_rota import RotaView


def figures(home: HomeView, view: RotaView, monday: date) -> tuple[Figure, ...]:
    """The week in numbers, each with where it comes from."""
    return (
        _injections(view, monday),
        _people(home, view, monday),
        _lines(view, monday),
        _needs(view, monday),
    )


def _read(view: RotaView) -> str:
    return spoken_instant(view.horizon.now)


def _source(view: RotaView) -> str:
    if view.version is None:
        return _("planning en préparation, non publié")
    return _("version {number} du planning, désistements compris").format(number=view.version.number)


def _injections(view: RotaView, monday: date) -> Figure:
    week = view.week(monday)
    target = asked_injections(view, monday)
    return Figure(
        _("Injections / objectif"),
        f"{spoken_number(min(week.injections, target))} / {spoken_number(target)}",
        Origin(
            _("Par séance : lignes ouvertes × injections par heure × durée, au rythme du rôle le moins pourvu, dans la limite des créneaux."),
            source=_source(view),
            date=_read(view),
            numerator=_("ce que donnent les postes pourvus"),
            denominator=_("doses allouées à la semaine") if week.doses is not None else _("équipes au complet ; dotation non saisie"),
            bound=_("à {rate} injections par heure et par ligne, taux du centre").format(rate=view.centre.injections_per_hour),
        ),
        change=_("faites : pas encore suivi"),
    )  # fmt: skip


def _people(home: HomeView, view: RotaView, monday: date) -> Figure:
    week = {one.id for one in view.sessions if monday_of(one.day) == monday}
    roster = {person.id: person for person in home.people}
    holders = {
        seat.holder.person_id
        for seat in view.drafted
        if seat.session_id in week and seat.holder.person_id in roster and is_held(seat)
    }
    professionals = sum(roster[one].kind is PersonKind.PROFESSIONAL for one in holders if one)
    liberal = sum(person.exercise_mode is ExerciseMode.LIBERAL for person in home.people)
    return Figure(
        _("Au planning / libéraux"),
        f"{spoken_number(professionals)} / {spoken_number(liberal)}",
        Origin(
            _("Professionnels différents qui tiennent au moins un poste de la semaine."),
            source=_source(view),
            date=_read(view),
            numerator=_("professionnels au planning, salariés compris"),
            denominator=_("professionnels libéraux de l’effectif"),
        ),
    )


def _lines(view: RotaView, monday: date) -> Figure:
    week = view.week(monday).sessions
    opened, planned = sum(one.open_lines for one in week), sum(one.session.lines for one in week)
    return Figure(
        _("Lignes actives"),
        f"{spoken_number(opened)} / {spoken_number(planned)}",
        Origin(
            _("Demi-journées de ligne qui ont tous leurs rôles indispensables."),
            source=_source(view),
            date=_read(view),
            numerator=_("demi-journées de ligne qui peuvent ouvrir"),
            denominator=_("demi-journées de ligne prévues"),
        ),
    )


def _needs(view: RotaView, monday: date) -> Figure:
    week = {one.id for one in view.sessions if monday_of(one.day) == monday}
    seats = [seat for seat in view.drafted if seat.session_id in week and seat.state is not SeatState.CANCELLED]
    filled = sum(map(is_held, seats))
    share = f"{spoken_number(100 * filled // len(seats))} %" if seats else "–"
    return Figure(
        _("Besoins couverts"),
        share,
        Origin(
            _("Postes pourvus sur postes demandés, arrondi vers le bas."),
            source=_source(view),
            date=_read(view),
            numerator=ngettext("{n} poste pourvu", "{n} postes pourvus", filled).format(n=filled),
            denominator=ngettext("{n} poste demandé", "{n} postes demandés", len(seats)).format(n=len(seats)),
        ),
    )
