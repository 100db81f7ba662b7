"""What is under way and what presses, as tasks of the first screen; and the one order of all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.mobilisation import confirmation
from app.scheduling.session import SeatState
from app.scheduling.spoken import moment_near, place_of
from app.services.home.read_home import as_it_stands
from app.services.messages.read_outbox import Group
from app.ui.parts.call_list import CallRow
from app.ui.views.home_clashes import double_booking_tasks
from app.ui.views.home_tasks import (
    AHEAD,
    Act,
    Gravity,
    Task,
    call_query,
    confirmation_tasks,
    follow_task,
    graver,
    rota_tasks,
    silence_tasks,
    week_tasks,
)
from app.ui.views.messages import query_of
from app.ui.views.rota_bench import Bench, phone_words
from app.ui.views.rota_missing import lacks
from app.words import _, ngettext
from app.words.deadlines import by_instant
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.core.ids import CentreId, SeatId
    from app.scheduling.session import Seat
    from app.services.continuity.read_pending import Pending
    from app.services.rota.read_rota import RotaView

NEAR = timedelta(hours=24)
"""A session this near comes before anything else."""


def tasks(standing: RotaView, draft: RotaView, bench: Bench, pending: Pending, monday: date) -> tuple[Task, ...]:
    """Everything to do, most urgent first.

    First the next 24 hours, then yeses to approve, what can't open, whoever seeks a stand-in, what did not leave; then
    what lacks people, what is under way, and what merely waits. A seat stands in one row at most: a yes to approve says
    what it mends in place of that row. ``draft`` is the rota being prepared.
    """
    every = week_tasks(standing, bench, pending, monday), stand_in_tasks(standing, bench, pending)
    approving = _approving(pending, [*every[0], *every[1]])
    asked = {one.query["appel"] for one in approving}
    week, seeking = (tuple(one for one in rows if one.query.get("appel") not in asked) for rows in every)
    near = {f"lack_{one.id}" for one in standing.upcoming if one.starts_at <= standing.horizon.now + NEAR}
    soon = {one.query.get("appel") for one in every[0] if one.id in near}
    shown = {one.query.get("appel", "") for one in (*week, *seeking)}
    first = rota_tasks(draft) if not draft.proposal and not draft.version else ()
    now = (
        *first,
        *(one for one in approving if one.query["appel"] in soon),
        *(one for one in week if one.id in near),
        *unconfirmed_tasks(standing, bench, pending),
    )
    pressing = (
        *(one for one in approving if one.query["appel"] not in soon),
        *(one for one in week if one.id not in near and one.state == "cannot_open"),
        *seeking,
        *double_booking_tasks(standing),
        *failed_tasks(pending),
        *(by_hand_tasks(pending) if pending.pressing else ()),
    )
    return (
        *graver(now, Gravity.NOW),
        *graver(pressing, Gravity.SOON),
        *(one for one in week if one.id not in near and one.state != "cannot_open"),
        *(one for one in call_out_tasks(pending) if one.state != "to_do" and one.query["appel"] not in shown),
        *(() if first else rota_tasks(draft)),
        *(() if pending.pressing else by_hand_tasks(pending)),
        *confirmation_tasks(standing, bench, monday, _risen(standing, pending)),
        *(poll_tasks(pending, standing) or silence_tasks(standing, monday)),
    )


def other_centres(rotas: Sequence[RotaView], shown: CentreId, today: date) -> tuple[Task, ...]:
    """One row a centre besides the one shown that can't open all its lines within a week: it leads to that centre."""
    found = []
    for rota in map(as_it_stands, rotas):
        if rota.centre.id == shown:
            continue
        closed = [one for one in lacks(rota, today) if one.opening and one.session.day <= today + AHEAD]
        if closed:
            first = min(one.session.starts_at for one in closed)
            said = ngettext(
                "{centre} : {n} demi-journée ne peut pas ouvrir toutes ses lignes.",
                "{centre} : {n} demi-journées ne peuvent pas ouvrir toutes leurs lignes.",
                len(closed),
            ).format(centre=rota.centre.name, n=len(closed))
            query = {"centre": str(rota.centre.id)}
            gravity = Gravity.NOW if first <= rota.horizon.now + NEAR else Gravity.SOON
            by = by_instant(first, rota.horizon.now)
            id = f"centre_{rota.centre.id}"
            found.append(Task(id, "cannot_open", said, _("Voir ce centre"), "home", query, by=by, gravity=gravity))
    return tuple(found)


def _approving(pending: Pending, rows: list[Task]) -> tuple[Task, ...]:
    """Call-outs where a yes waits for approval; the one row that follows such a call-out lends it its sentence."""
    found = []
    for one in call_out_tasks(pending):
        following = [row.sentence for row in rows if row.query.get("appel") == one.query["appel"]]
        if one.state == "to_do":
            found.append(replace(one, sentence=following[0]) if len(following) == 1 else one)
    return tuple(found)


def _risen(view: RotaView, pending: Pending) -> frozenset[SeatId]:
    """The seats of the « unconfirmed » row."""
    moments = {one.id: one for one in view.upcoming}
    return frozenset(s.id for s in confirmation.unconfirmed(view.seats, moments, view.horizon.now, pending.rules))


def unconfirmed_tasks(view: RotaView, bench: Bench, pending: Pending) -> tuple[Task, ...]:
    """Seats not confirmed so near their session: ring their holders, or seek stand-ins, who relieve them."""
    moments = {one.id: one for one in view.upcoming}
    rising = confirmation.unconfirmed(view.seats, moments, view.horizon.now, pending.rules)
    if not rising:
        return ()
    rows = [_holder_row(view, bench, seat) for seat in rising]
    return (
        Task(
            "unconfirmed",
            "overdue",
            confirmation.unconfirmed_sentence(rising, pending.rules),
            _("Faire remplacer"),
            "call_outs",
            call_query(seat.id for seat in rising),
            tuple(rows),
            Act.SEEK,
            tuple(seat.id for seat in rising),
            by_instant(min(moments[seat.session_id].starts_at for seat in rising), view.horizon.now),
        ),
    )


def _holder_row(view: RotaView, bench: Bench, seat: Seat) -> CallRow:
    """Whom to ring first: keyed by the seat, for one person may hold several."""
    holder = next((one for one in view.horizon.people if one.id == seat.holder.person_id), None)
    session = next(one for one in view.upcoming if one.id == seat.session_id)
    where = f"{capitalised(moment_near(session, bench.today))}, {place_of(seat, view.naming.role)}"
    name = bench.introduce(holder) if holder else view.naming.person(_holder_of(seat))
    return CallRow(seat.id, name, where, phone_words(holder) if holder else "")


def _holder_of(seat: Seat) -> str:
    return seat.holder.person_id or seat.holder.partner_id or ""


def stand_in_tasks(view: RotaView, bench: Bench, pending: Pending) -> tuple[Task, ...]:
    """Who seeks a stand-in, in one row; those already called for are told by their call-out's own row."""
    moments = {one.id: one for one in view.upcoming}
    sought = [seat for seat in view.seats if seat.state is SeatState.STAND_IN_WANTED and seat.session_id in moments]
    if not sought:
        return ()
    sought.sort(key=lambda seat: (moments[seat.session_id].starts_at, seat.id))
    left = [seat for seat in sought if seat.id not in pending.calling]
    if not left:
        call_out = pending.calling[sought[0].id]
        said = _stand_in_sentence(view, bench, [one for one in sought if pending.calling[one.id] == call_out])
        return (follow_task("stand_in", "stand_in_wanted", said, call_out, pending),)
    said = _stand_in_sentence(view, bench, left)
    places = call_query(seat.id for seat in left)
    return (Task("stand_in", "stand_in_wanted", said, _("Appeler"), "call_outs", places),)


def _stand_in_sentence(view: RotaView, bench: Bench, sought: list[Seat]) -> str:
    session = next(one for one in view.upcoming if one.id == sought[0].session_id)
    where = capitalised(moment_near(session, bench.today))
    if len(sought) == 1:
        place, name = place_of(sought[0], view.naming.role), view.naming.person(_holder_of(sought[0]))
        if sought[0].holder.partner_id:
            return _("{when}, {place} : {name} ne peut pas fournir ce poste.").format(
                when=where, place=place, name=name
            )
        return _("{when}, {place} : {name} cherche un remplaçant et reste responsable jusque-là.").format(
            when=where, place=place, name=name
        )
    said = ngettext(
        "{n} poste cherche un remplaçant, le premier {when}.",
        "{n} postes cherchent un remplaçant, le premier {when}.",
        len(sought),
    )
    return said.format(n=len(sought), when=moment_near(session, bench.today))


def call_out_tasks(pending: Pending) -> tuple[Task, ...]:
    """Running call-outs: those where a yes waits for approval are to do, the others under way."""
    return tuple(
        Task(
            f"call_out_{one.id}",
            "to_do" if one.awaiting else "under_way",
            _("{title} : {progress}.").format(title=one.title, progress=one.sentence.rstrip(".")),
            _("Valider un oui") if one.awaiting else _("Suivre l’appel"),
            "call_outs",
            {"appel": one.id},
        )
        for one in pending.running.values()
    )


def failed_tasks(pending: Pending) -> tuple[Task, ...]:
    """Messages that could not be sent."""
    if not pending.failed:
        return ()
    said = ngettext(
        "{n} message n’est pas parti : la personne ne sait rien.",
        "{n} messages ne sont pas partis : les personnes ne savent rien.",
        pending.failed,
    )
    return (
        Task(
            "failed",
            "overdue",
            said.format(n=pending.failed),
            _("Voir les messages"),
            "messages",
            query_of(Group.FAILED),
        ),
    )


def by_hand_tasks(pending: Pending) -> tuple[Task, ...]:
    """Messages that wait for the coordinator's own hand; those that press are counted apart."""
    if not pending.by_hand:
        return ()
    said = ngettext(
        "{n} message à passer à la main.",
        "{n} messages à passer à la main.",
        pending.by_hand,
    ).format(n=pending.by_hand)
    if pending.pressing:
        more = ngettext("{n} presse.", "{n} pressent.", pending.pressing).format(n=pending.pressing)
        said = f"{said} {more}"
    return (Task("by_hand", "to_do", said, _("Passer"), "messages", query_of(Group.BY_HAND)),)


def poll_tasks(pending: Pending, view: RotaView) -> tuple[Task, ...]:
    """« 14 sans réponse au sondage » of the centre, with the one click that reminds those who may be."""
    found = []
    for poll in pending.polls:
        if poll.centre.id != view.centre.id or not poll.silent:
            continue
        said = ngettext(
            "{n} personne n’a pas répondu au sondage.", "{n} personnes n’ont pas répondu au sondage.", len(poll.silent)
        ).format(n=len(poll.silent))
        reach = len(poll.can_remind)
        id = f"poll_{poll.poll.id}"
        if reach:
            button = _("Relancer ({n})").format(n=reach)
            found.append(
                Task(id, "unconfirmed", said, button, "availability", act=Act.REMIND, subjects=(poll.poll.id,))
            )
        else:
            found.append(Task(id, "unconfirmed", said, _("Voir les réponses"), "availability"))
    return tuple(found)
