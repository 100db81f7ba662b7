"""One chosen seat in words: where it is, who holds it, what it lacks and what that was proven on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.roster.phones import spoken_phone
from app.scheduling.capacity import is_held
from app.scheduling.spoken import half_day_of, place_of
from app.ui.views.rota_bench import phone_words
from app.ui.views.rota_grid import seat_state
from app.ui.views.rota_missing import need_sentence, proof_sentence, reasons_in_words
from app.ui.views.rota_state import provisional_seats
from app.words import _, ngettext
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.roster.person import Person
    from app.scheduling.session import Partner, Seat, Session
    from app.services.rota.proposed_gaps import Gap
    from app.services.rota.read_rota import RotaView
    from app.ui.views.rota_bench import Bench


@dataclass(frozen=True, slots=True)
class ChosenSeat:
    """The seat whose panel is open. ``live`` is the same seat as people live by."""

    seat: Seat
    live: Seat
    session: Session
    title: str
    """« Lundi 30 novembre, matin : ligne 2, injection »."""
    state: str
    provisional: bool
    person: Person | None
    partner: Partner | None
    gap: Gap | None
    missing: int

    @property
    def can_withdraw(self) -> bool:
        """Whether the holder holds it for real, so that their withdrawal must reach the live rota."""
        return self.live.holder.person_id is not None and self.live.holder == self.seat.holder


def chosen_seat(bench: Bench, seat_id: str) -> ChosenSeat | None:
    """The seat of that id in the draft of a session to come, or None when there is none any more."""
    view = bench.view
    seat = next((one for one in view.drafted if one.id == seat_id), None)
    session = next((one for one in view.sessions if seat and one.id == seat.session_id), None)
    if seat is None or session is None:
        return None
    live = next(one for one in view.seats if one.id == seat_id)
    people = {person.id: person for person in view.horizon.people}
    gap = next((one for one in view.gaps if (one.session.id, one.role) == (session.id, seat.role)), None)
    return ChosenSeat(
        seat,
        live,
        session,
        capitalised(_("{when} : {where}").format(when=half_day_of(session), where=place_of(seat, view.naming.role))),
        seat_state(seat, live, unfillable=bool(gap and gap.certificate)),
        seat.id in provisional_seats(view),
        people.get(seat.holder.person_id) if seat.holder.person_id else None,
        view.partners.get(seat.holder.partner_id) if seat.holder.partner_id else None,
        gap,
        dict(view.capacities[session.id].missing).get(seat.role, 0),
    )


def lack_of(bench: Bench, chosen: ChosenSeat) -> str:
    """« Lundi matin : il manque un préparateur. »"""
    return need_sentence(bench.view, chosen.session, chosen.seat.role, max(chosen.missing, 1), bench.today)


def counted_reasons(chosen: ChosenSeat) -> tuple[tuple[str, int], ...]:
    """Why people don't hold it, as (words, people), most people first."""
    return reasons_in_words(chosen.gap.reasons) if chosen.gap else ()


def proof(chosen: ChosenSeat) -> tuple[str, ...]:
    """The certificate in words, then the engine's whole sentence; empty when the last proposal proved nothing of it."""
    if chosen.gap is None or chosen.gap.certificate is None:
        return ()
    return proof_sentence(chosen.gap.certificate), chosen.gap.sentence


def holder_lines(bench: Bench, chosen: ChosenSeat) -> tuple[tuple[str, str], ...]:
    """(who, phone) of the holder: a person, or a partner with its contact."""
    if chosen.person:
        return ((bench.introduce(chosen.person), phone_words(chosen.person)),)
    if chosen.partner:
        contact = ", ".join(filter(None, [chosen.partner.name, chosen.partner.contact_name]))
        return ((contact, spoken_phone(chosen.partner.contact_phone) if chosen.partner.contact_phone else ""),)
    return ()


def cancellation_sentences(view: RotaView, session: Session) -> tuple[str, ...]:
    """What cancelling a session does, and to how many people."""
    holders = {seat.holder.person_id for seat in view.seats if seat.session_id == session.id and seat.holder.person_id}
    told = ngettext(
        "{n} personne verra la séance annulée dans son calendrier pendant 7 jours.",
        "{n} personnes verront la séance annulée dans leur calendrier pendant 7 jours.",
        len(holders),
    )
    return (
        _("{when} : la séance reste affichée, barrée, et ses postes ne sont plus à tenir.").format(
            when=capitalised(half_day_of(session))
        ),
        told.format(n=len(holders)) if holders else _("Personne n’y était encore attendu."),
    )


def first_open(view: RotaView, session_id: str, roles: Collection[str]) -> str:
    """The first drafted seat of some roles that nobody holds in a session, or empty."""
    seats = (seat for seat in view.drafted if seat.session_id == session_id and seat.role in roles)
    return next((seat.id for seat in seats if not is_held(seat)), "")
