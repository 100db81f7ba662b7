"""What the people there are can give, as sentences and rows: which sessions open, how much they give, which role binds."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.scheduling.capacity import STATUS_STATES, SessionStatus
from app.scheduling.slots import appointments_sentence
from app.scheduling.spoken import listed, moment_near, some_people
from app.ui.parts.capacity_table import CapacityRow
from app.words import _, ngettext
from app.words.dates import half_day_name, short_day, spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from app.scheduling.capacity import SessionCapacity
    from app.scheduling.session import Session
    from app.scheduling.slots import SessionSlots, WeekSlots
    from app.scheduling.spoken import RoleLabel
    from app.services.rota.read_centre import Present


class Basis(StrEnum):
    """What a capacity rests on."""

    HABITS = "habits"
    ANSWERS = "answers"
    ROTA = "rota"


LEADS = {
    Basis.HABITS: N_("Avec les habitudes déclarées (non confirmé)"),
    Basis.ANSWERS: N_("Avec les réponses reçues"),
    Basis.ROTA: N_("Avec le planning préparé"),
}


def first_day_sentence(capacities: Sequence[SessionCapacity], label: RoleLabel, today: date, basis: Basis) -> str:
    """« Avec les habitudes déclarées (non confirmé), lundi matin peut ouvrir 3 lignes sur 5 (il manque 2 préparateurs). »; empty without any."""
    if not capacities:
        return ""
    lead = _(LEADS[basis])
    short = [one for one in capacities if one.closed_lines]
    if not short:
        return ngettext(
            "{lead}, la séance peut ouvrir toutes ses lignes.",
            "{lead}, les {n} séances peuvent ouvrir toutes leurs lignes.",
            len(capacities),
        ).format(lead=lead, n=len(capacities))
    return _("{lead}, {first}{rest}.").format(
        lead=lead, first=_opens(capacities[0], label, today), rest=_rest(short, capacities)
    )


def basis_of(present: Present) -> Basis:
    """What the capacities of :func:`app.services.rota.read_centre.present_staff` rest on."""
    return Basis.HABITS if present.provisional else Basis.ANSWERS


def state_of(capacities: Sequence[SessionCapacity]) -> str:
    """The state of the sessions together (key of ``app.words.states``): the worst of them; empty without any."""
    if not capacities:
        return ""
    order = (SessionStatus.CLOSED, SessionStatus.DEGRADED, SessionStatus.AT_RISK, SessionStatus.OPEN)
    return STATUS_STATES[min((one.status for one in capacities), key=order.index)]


def capacity_rows(
    capacities: Iterable[SessionCapacity], label: RoleLabel, week: WeekSlots | None = None
) -> tuple[CapacityRow, ...]:
    """One row a session: lines that open, injections, slots, appointments, and the role that binds."""
    slots = {one.session_id: one for one in week.sessions} if week else {}
    return tuple(_row(one, label, slots.get(one.session_id)) for one in capacities)


def short_moment(session: Session) -> str:
    """« lun. 30 nov., matin », with where a mobile session goes: a row of a table fits a phone."""
    half = half_day_name(session.starts_at, session.ends_at)
    moment = f"{short_day(session.day)}, {half}"
    return f"{moment} · {session.site}" if session.site else moment


def excess_sentences(sessions: Iterable[Session], weeks: Iterable[WeekSlots]) -> tuple[str, ...]:
    """What is booked beyond the slots, session by session."""
    slots: Mapping[str, SessionSlots] = {one.session_id: one for week in weeks for one in week.sessions}
    found = (appointments_sentence(one, slots[one.id]) for one in sessions if one.id in slots)
    return tuple(sentence for sentence in found if sentence)


def _opens(one: SessionCapacity, label: RoleLabel, today: date) -> str:
    moment = moment_near(one.session, today)
    if not one.closed_lines:
        said = ngettext("{moment} peut ouvrir sa ligne", "{moment} peut ouvrir ses {n} lignes", one.open_lines)
        return said.format(moment=moment, n=one.open_lines)
    missing = listed(some_people(role, count, label) for role, count in one.to_open)
    if not one.open_lines:
        return _("{moment} ne peut pas ouvrir (il manque {missing})").format(moment=moment, missing=missing)
    return ngettext(
        "{moment} peut ouvrir {n} ligne sur {lines} (il manque {missing})",
        "{moment} peut ouvrir {n} lignes sur {lines} (il manque {missing})",
        one.open_lines,
    ).format(moment=moment, n=one.open_lines, lines=one.session.lines, missing=missing)


def _rest(short: Sequence[SessionCapacity], capacities: Sequence[SessionCapacity]) -> str:
    others = len([one for one in short if one is not capacities[0]])
    if not others:
        return ""
    said = ngettext(
        " ; {n} autre séance sur {total} n’ouvre pas toutes ses lignes",
        " ; {n} autres séances sur {total} n’ouvrent pas toutes leurs lignes",
        others,
    )
    return said.format(n=others, total=len(capacities))


def _row(one: SessionCapacity, label: RoleLabel, slots: SessionSlots | None) -> CapacityRow:
    booked = one.session.appointments
    return CapacityRow(
        moment=short_moment(one.session),
        state=STATUS_STATES[one.status],
        lines=f"{one.open_lines} / {one.session.lines}",
        injections=f"{spoken_number(one.injections)} / {spoken_number(one.full)}",
        slots=spoken_number(slots.slots) if slots else "–",
        booked=spoken_number(booked) if booked is not None else "–",
        binding=_binding(one, label),
    )


def _binding(one: SessionCapacity, label: RoleLabel) -> str:
    if one.bottleneck is None:
        return "–"
    missing = dict(one.missing).get(one.bottleneck, 0)
    return _("{role} (manque {n})").format(role=label(one.bottleneck), n=missing)
