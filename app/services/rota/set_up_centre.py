"""Set up a centre, open its sessions, change what it needs. Seats come out of needs; nothing is staffed here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import monday_of
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import PartnerId, new_id
from app.scheduling.seats import Provision, needs_of, reseat, seats_of_sessions
from app.scheduling.session import Partner, SessionState
from app.store import centres, journal, revisions, seats, sessions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.core.ids import CentreId, SessionId
    from app.scheduling.centre import Centre
    from app.scheduling.session import Need, Session
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Offer:
    """People a partner gives for a role, session after session, with whom to call."""

    count: int
    partner: str
    contact_name: str = ""
    contact_phone: str = ""


def set_up_centre(
    actor: Actor,
    store: Store,
    centre: Centre,
    opened: Sequence[Session],
    *,
    offers: Mapping[str, Offer] | None = None,
    doses_per_week: int | None = None,
) -> None:
    """Create a centre with its sessions, needs and seats in one go. Raises InvalidInput for a nameless or roleless one."""
    require(actor, Action.SET_UP_CENTRE)
    _check(centre)
    with store.transaction() as conn:
        centres.insert(conn, centre)
        _open(conn, centre, opened, offers or {}, store.now())
        _allot(conn, centre.id, opened, doses_per_week)
        journal.write(
            conn,
            store.now(),
            actor.id,
            "centre_set_up",
            centre.id,
            {"name": centre.name, "sessions": len(opened), "doses_per_week": doses_per_week},
        )


def open_sessions(
    actor: Actor,
    store: Store,
    centre_id: CentreId,
    opened: Sequence[Session],
    *,
    offers: Mapping[str, Offer] | None = None,
    doses_per_week: int | None = None,
) -> None:
    """Add sessions to a centre that stands, with its present needs."""
    require(actor, Action.SET_UP_CENTRE)
    with store.transaction() as conn:
        centre = _centre(conn, centre_id)
        _open(conn, centre, opened, offers or {}, store.now())
        _allot(conn, centre_id, opened, doses_per_week)
        centres.touch_rota(conn, centre_id)
        journal.write(
            conn, store.now(), actor.id, "sessions_opened", centre_id, {"sessions": [session.id for session in opened]}
        )


def take_back_sessions(actor: Actor, store: Store, centre_id: CentreId, session_ids: Sequence[SessionId]) -> None:
    """Undo an opening: sessions that were never published disappear with their seats and answers."""
    require(actor, Action.SET_UP_CENTRE)
    with store.transaction() as conn:
        held = {session.id: session for session in sessions.of_centre(conn, centre_id)}
        if any(id not in held or held[id].state is not SessionState.DRAFT for id in session_ids):
            raise InvalidInput(
                N_("Une de ces séances est déjà publiée : annulez-la plutôt, les personnes en seront prévenues.")
            )
        for id in session_ids:
            sessions.delete(conn, id)
        centres.touch_rota(conn, centre_id)
        journal.write(conn, store.now(), actor.id, "sessions_taken_back", centre_id, {"sessions": list(session_ids)})


def change_centre(actor: Actor, store: Store, centre: Centre, *, offers: Mapping[str, Offer] | None = None) -> None:
    """Write a centre's fields at ``centre.revision``; drafted sessions to come get the seats its new ratios ask for.

    ``offers`` replaces what partners give, in published sessions too (a volunteer who holds a seat keeps it); None leaves
    it alone. Raises StaleRevision, and InvalidInput when a seat that somebody holds would disappear.
    """
    require(actor, Action.SET_UP_CENTRE)
    _check(centre)
    with store.transaction() as conn:
        revisions.expect(conn, "centre", centre.id, centre.revision)
        centres.update(conn, centre)
        given = None if offers is None else _provisions(conn, offers)
        for session in sessions.of_centre(conn, centre.id):
            if session.starts_at > store.now():
                _reseat(conn, session, centre, given, store.now())
        centres.touch_rota(conn, centre.id)
        journal.write(conn, store.now(), actor.id, "centre_changed", centre.id, {"name": centre.name})


def _open(
    conn: Connection, centre: Centre, opened: Sequence[Session], offers: Mapping[str, Offer], at: datetime
) -> None:
    provided = _provisions(conn, offers)
    needs, places = seats_of_sessions(opened, centre, new_id, provided)
    for session in opened:
        sessions.insert(conn, session, at)
        sessions.write_needs(conn, session.id, [need for need in needs if need.session_id == session.id])
    seats.insert(conn, places, at)


def _provisions(conn: Connection, offers: Mapping[str, Offer]) -> dict[str, Provision]:
    """Offers with their partners, added or brought up to date."""
    known = {partner.name: partner.id for partner in centres.partners(conn).values()}
    provided: dict[str, Provision] = {}
    for role, offer in sorted(offers.items()):
        if offer.count:
            known.setdefault(offer.partner, PartnerId(new_id()))
            partner = Partner(known[offer.partner], offer.partner, offer.contact_name, offer.contact_phone)
            centres.put_partner(conn, partner)
            provided[role] = Provision(offer.count, partner.id)
    return provided


def _reseat(
    conn: Connection, session: Session, centre: Centre, given: Mapping[str, Provision] | None, at: datetime
) -> None:
    needs = _needs_now(conn, session, centre, given)
    before = {seat.id: seat for seat in seats.of_session(conn, session.id)}
    change = reseat(session, needs, before.values(), new_id)
    if any(before[seat.id].holder.person_id for seat in change.cancelled):
        raise InvalidInput(
            N_(
                "Des personnes tiennent des postes que ce réglage supprime, le {day}. Libérez-les d’abord dans le planning."
            ),
            day=session.day,
        )
    sessions.write_needs(conn, session.id, needs)
    seats.insert(conn, change.added, at)
    seats.drop_draft(conn, [seat.id for seat in (*change.cancelled, *change.provided)])
    for seat in (*change.revived, *change.cancelled, *change.provided):
        seats.write(conn, before[seat.id], seat, at)


def _needs_now(
    conn: Connection, session: Session, centre: Centre, given: Mapping[str, Provision] | None
) -> Sequence[Need]:
    """A drafted session follows the centre's ratios; a published one keeps its counts. Both follow what partners give."""
    known = sessions.needs_of(conn, session.id)
    held = {need.role: Provision(need.provided, need.partner_id) for need in known if need.partner_id}
    provided = held if given is None else given
    if session.state is SessionState.DRAFT:
        return needs_of(session, centre, provided)
    return [_provided(need, provided.get(need.role)) for need in known]


def _provided(need: Need, provision: Provision | None) -> Need:
    if provision is None:
        return replace(need, provided=0, partner_id=None)
    return replace(need, provided=min(need.count, provision.count), partner_id=provision.partner_id)


def _allot(conn: Connection, centre_id: CentreId, opened: Sequence[Session], doses: int | None) -> None:
    if doses is not None:
        for monday in sorted({monday_of(session.day) for session in opened}):
            centres.set_allotment(conn, centre_id, monday, doses)


def allot_doses(actor: Actor, store: Store, centre_id: CentreId, doses: Mapping[date, int | None]) -> None:
    """Write the doses allotted to weeks (their Mondays); None means that nobody has said it. Raises InvalidInput."""
    require(actor, Action.SET_UP_CENTRE)
    if any(count is not None and not 0 <= count <= 1_000_000 for count in doses.values()):
        raise InvalidInput(N_("La dotation d’une semaine va de 0 à 1 000 000 de doses."))
    with store.transaction() as conn:
        _centre(conn, centre_id)
        for monday, count in sorted(doses.items()):
            centres.set_allotment(conn, centre_id, monday_of(monday), count)
        centres.touch_rota(conn, centre_id)
        payload = {monday.isoformat(): count for monday, count in doses.items()}
        journal.write(conn, store.now(), actor.id, "doses_allotted", centre_id, payload)


def _check(centre: Centre) -> None:
    if not centre.name.strip():
        raise InvalidInput(N_("Donnez un nom au centre : il s’affiche sur les calendriers."))
    if not centre.roles:
        raise InvalidInput(N_("Dites au moins un rôle à tenir dans ce centre."))


def _centre(conn: Connection, centre_id: CentreId) -> Centre:
    centre = centres.find(conn, centre_id)
    if centre is None:
        raise NotFound(N_("Ce centre n’existe plus. Rechargez la page."))
    return centre
