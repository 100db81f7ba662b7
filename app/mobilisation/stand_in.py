"""« Je ne peux plus » : leaving a seat early enough frees it; later, its holder stays responsible until someone takes over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, RuleRefusal
from app.mobilisation.taking import in_the_way
from app.scheduling.session import NOBODY, Holder, SeatState
from app.words import _, ngettext

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId
    from app.mobilisation.rules import SolicitationRules
    from app.scheduling.session import Seat, Session
    from app.scheduling.warnings import RotaWarning

HELD = frozenset({SeatState.PUBLISHED, SeatState.ACKNOWLEDGED, SeatState.STAND_IN_WANTED})
"""States in which someone is expected to come."""


class WayOut(StrEnum):
    """What « je ne peux plus » does at this distance from the session."""

    LEAVE = "leave"
    STAND_IN = "stand_in"


def way_out(session: Session, now: datetime, rules: SolicitationRules) -> WayOut:
    """Leave at once at ``withdraw_days`` (24 h each) or more before the start, else seek a stand-in.

    Raises InvalidInput once the session has begun: only the coordination can still change it.
    """
    if now >= session.starts_at:
        raise InvalidInput(N_("La séance a commencé : appelez la coordination."))
    early = session.starts_at - now >= timedelta(days=rules.withdraw_days)
    return WayOut.LEAVE if early else WayOut.STAND_IN


def way_out_sentence(way: WayOut, rules: SolicitationRules) -> str:
    """What the person reads before they press the button."""
    if way is WayOut.LEAVE:
        return _("Votre poste sera libéré tout de suite et proposé à quelqu’un d’autre.")
    return ngettext(
        "La séance est à moins de {n} jour : nous cherchons quelqu’un, et vous restez responsable du poste jusque-là.",
        "La séance est à moins de {n} jours : nous cherchons quelqu’un, et vous restez responsable du poste jusque-là.",
        rules.withdraw_days,
    ).format(n=rules.withdraw_days)


def seek(seat: Seat, person: PersonId) -> Seat:
    """The seat once its holder seeks a stand-in; they stay its holder. Raises InvalidInput when it is not theirs."""
    _theirs(seat, person)
    return replace(seat, state=SeatState.STAND_IN_WANTED)


def come_after_all(seat: Seat, person: PersonId) -> Seat:
    """The seat confirmed again by its holder, who needs no stand-in any more. Raises InvalidInput when it is not theirs."""
    _theirs(seat, person)
    return replace(seat, state=SeatState.ACKNOWLEDGED)


def leave(seat: Seat, person: PersonId) -> Seat:
    """The seat open again, early enough (:func:`way_out`). Raises InvalidInput when it is not theirs."""
    _theirs(seat, person)
    return replace(
        seat, holder=NOBODY, state=SeatState.OPEN, pinned=False, override_reason="", sequence=seat.sequence + 1
    )


def take_over(seat: Seat, taker: PersonId, warnings: Sequence[RotaWarning]) -> Seat:
    """The seat confirmed by whoever takes it: one that is open, or whose holder seeks a stand-in.

    ``warnings``: what it breaks for the taker as the rota stands; the same rules hold as for everything else. Raises
    InvalidInput when the seat is not to be taken, RuleRefusal when a rule forbids it.
    """
    if seat.holder.person_id == taker:
        raise InvalidInput(N_("Ce poste est déjà à vous : confirmez-le si vous pouvez finalement venir."))
    if seat.state not in (SeatState.OPEN, SeatState.STAND_IN_WANTED):
        raise InvalidInput(N_("Ce poste n’est plus à prendre : quelqu’un le tient."))
    refusal = in_the_way(warnings)
    if refusal is not None:
        raise RuleRefusal(N_("Ce poste ne peut pas être pris : {rule}"), rule=refusal.sentence)
    return replace(
        seat,
        holder=Holder(taker),
        state=SeatState.ACKNOWLEDGED,
        pinned=False,
        override_reason="",
        sequence=seat.sequence + 1,
    )


def _theirs(seat: Seat, person: PersonId) -> None:
    if seat.holder.person_id != person or seat.state not in HELD:
        raise InvalidInput(N_("Ce poste n’est plus à vous : rechargez la page."))
