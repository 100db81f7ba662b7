"""A yes to a call-out: which seat it takes, whether it waits for approval, or the kind answer to whoever comes too late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound
from app.mobilisation.callout import CallOut, CallOutState, Mode, Outcome, latest
from app.mobilisation.waves import Situation, seats_left
from app.scheduling.warnings import RotaWarning, WarningCode
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId, SeatId

THEIR_OWN_CHOICE = frozenset({WarningCode.NO_ANSWER, WarningCode.SAID_NO, WarningCode.TOO_FAR, WarningCode.BUSY})
"""What a person may set aside by saying yes themselves: their earlier answer, their calendar, the road."""


RULE_WORDS = {
    WarningCode.OPTED_OUT: N_("vous avez demandé à ne plus être sollicité(e)"),
    WarningCode.DOUBLE_BOOKING: N_("vous tenez déjà un poste à ces heures"),
    WarningCode.OTHER_CENTRE: N_("vous êtes attendu(e) dans un autre centre ce jour-là"),
    WarningCode.COMPETENCE: N_("les règles ne vous ouvrent pas ce poste ce jour-là"),
    WarningCode.REST: N_("il ne vous resterait pas assez de repos entre deux séances"),
    WarningCode.WEEKLY_CAP: N_("vous dépasseriez le maximum que vous avez fixé pour la semaine"),
    WarningCode.DAILY_CAP: N_("vous dépasseriez le nombre de séances permis dans une journée"),
    WarningCode.UNDECLARED_ROLE: N_("vous n’avez pas déclaré ce rôle"),
}
"""Each rule that a yes can't set aside, told to the person themselves: nobody is named, they least of all."""


def rule_sentence(code: WarningCode) -> str:
    """What the person reads of the rule that stopped their yes."""
    return _("Merci d’avoir répondu ! Votre oui est noté, mais une règle s’y oppose : {rule}.").format(
        rule=_(RULE_WORDS[code])
    )


def in_the_way(warnings: Sequence[RotaWarning]) -> RotaWarning | None:
    """The first rule that a person's own yes can't set aside, or None."""
    return next((one for one in warnings if one.code not in THEIR_OWN_CHOICE), None)


class Verdict(StrEnum):
    """What a yes obtains."""

    TAKEN = "taken"
    ALREADY_YOURS = "already_yours"
    AWAITS_APPROVAL = "awaits_approval"
    TOO_LATE = "too_late"
    STOPPED = "stopped"
    RULE = "rule"


VERDICT_WORDS = {
    Verdict.TAKEN: N_("Merci ! Le poste est à vous."),
    Verdict.ALREADY_YOURS: N_("Ce poste est déjà à vous. Merci !"),
    Verdict.AWAITS_APPROVAL: N_("Merci ! La coordination vous confirme le poste dès que possible."),
    Verdict.TOO_LATE: N_(
        "Merci d’avoir répondu ! Le poste vient d’être pourvu : quelqu’un a dit oui juste avant vous."
    ),
    Verdict.STOPPED: N_("Merci d’avoir répondu ! Cet appel est arrêté : il n’y a plus besoin de renfort."),
}


@dataclass(frozen=True, slots=True)
class Taking:
    """The outcome of a yes; ``seat`` when one is taken or already held, ``rule`` when one is in the way."""

    verdict: Verdict
    seat: SeatId | None = None
    rule: RotaWarning | None = None

    @property
    def sentence(self) -> str:
        """What the person reads."""
        if self.rule is not None:
            return _("Merci d’avoir répondu ! Une règle s’y oppose : {rule}").format(rule=self.rule.sentence)
        return _(VERDICT_WORDS[self.verdict])


def say_yes(
    callout: CallOut, situation: Situation, person: PersonId, now: datetime, rules: dict[SeatId, Sequence[RotaWarning]]
) -> Taking:
    """What ``person``'s yes obtains at ``now``; to be decided where the seat is written, in the same transaction.

    ``rules``: seat → what it would break for them as the rota stands. Saying yes twice is harmless. Raises NotFound for
    someone the call-out does not concern.
    """
    candidate = callout.candidate(person)
    if candidate is None:
        raise NotFound(N_("Cet appel ne vous concerne pas."))
    said = latest(situation.responses).get(person)
    if said is not None and said.outcome is Outcome.YES and said.seat is not None:
        return Taking(Verdict.ALREADY_YOURS, said.seat)
    if callout.state is CallOutState.STOPPED:
        return Taking(Verdict.STOPPED)
    free = [seat for seat in seats_left(callout, situation, now) if seat in candidate.seats]
    if not free:
        return Taking(Verdict.TOO_LATE)
    allowed = [seat for seat in free if in_the_way(rules.get(seat, ())) is None]
    if not allowed:
        return Taking(Verdict.RULE, rule=in_the_way(rules[free[0]]))
    if callout.mode is Mode.COORDINATOR_APPROVES:
        return Taking(Verdict.AWAITS_APPROVAL)
    return Taking(Verdict.TAKEN, _best(callout, situation, person, allowed))


def approve(
    callout: CallOut, situation: Situation, person: PersonId, now: datetime, rules: dict[SeatId, Sequence[RotaWarning]]
) -> Taking:
    """The seat a waiting yes obtains when the coordinator approves it; same verdicts as :func:`say_yes`.

    Raises NotFound when the person has not said yes.
    """
    said = latest(situation.responses).get(person)
    candidate = callout.candidate(person)
    if candidate is None or said is None or said.outcome is not Outcome.YES:
        raise NotFound(N_("Cette personne n’a pas dit oui à cet appel."))
    if said.seat is not None:
        return Taking(Verdict.ALREADY_YOURS, said.seat)
    free = [seat for seat in seats_left(callout, situation, now) if seat in candidate.seats]
    allowed = [seat for seat in free if in_the_way(rules.get(seat, ())) is None]
    if free and not allowed:
        return Taking(Verdict.RULE, rule=in_the_way(rules[free[0]]))
    return Taking(Verdict.TAKEN, _best(callout, situation, person, allowed)) if allowed else Taking(Verdict.TOO_LATE)


def _best(callout: CallOut, situation: Situation, person: PersonId, free: Sequence[SeatId]) -> SeatId:
    """Of the seats a person may take, the one that fewest others could still take; ties to the most needed."""
    spoken = set(latest(situation.responses))
    others = [one for one in callout.candidates if one.person != person and one.person not in spoken]
    return min(free, key=lambda seat: (sum(seat in one.seats for one in others), callout.seats.index(seat)))
