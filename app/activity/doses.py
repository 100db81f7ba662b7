"""What became of the doses of a session: lots, vials, injections, losses, and whether the figures agree.

Counts are whole doses unless a name says vials. Products are rows of ``data/vaccines.csv``. Advice lives next door.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_number

if TYPE_CHECKING:
    from datetime import date


class LossReason(StrEnum):
    """Why a dose was lost."""

    BROKEN = "broken"
    EXPIRED = "expired"
    COLD_CHAIN = "cold_chain"
    NO_ONE_LEFT = "no_one_left"
    PREPARATION = "preparation"
    OTHER = "other"


LOSS_WORDS = {
    LossReason.BROKEN: N_("flacon ou seringue cassés"),
    LossReason.EXPIRED: N_("périmée"),
    LossReason.COLD_CHAIN: N_("chaîne du froid rompue"),
    LossReason.NO_ONE_LEFT: N_("plus personne à vacciner"),
    LossReason.PREPARATION: N_("incident de préparation"),
    LossReason.OTHER: N_("autre raison"),
}


@dataclass(frozen=True, slots=True)
class Lot:
    """Vials of one batch received on a day. ``product`` is a slug of ``data/vaccines.csv``; expiry day included."""

    product: str
    number: str
    expires_on: date
    received_on: date
    vials: int
    doses_per_vial: int

    @property
    def doses(self) -> int:
        """Doses received."""
        return self.vials * self.doses_per_vial

    def is_usable_on(self, day: date) -> bool:
        """Whether a vial may still be opened on that civil day."""
        return self.received_on <= day <= self.expires_on


@dataclass(frozen=True, slots=True)
class Loss:
    """Doses lost for one reason."""

    doses: int
    reason: LossReason
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseCount:
    """One lot in one session. ``left`` are doses handed back or kept; ``vials_opened`` gives ``doses_per_vial`` each.

    Raises InvalidInput for a negative figure.
    """

    lot: Lot
    day: date
    received: int
    vials_opened: int
    injected: int
    losses: tuple[Loss, ...] = ()
    left: int = 0
    standby_called: int = 0
    """People of the standby list who were called in, among ``injected``."""

    def __post_init__(self) -> None:
        figures = (self.received, self.vials_opened, self.injected, self.left, self.standby_called)
        if min((*figures, *(loss.doses for loss in self.losses))) < 0:
            raise InvalidInput(N_("Un nombre de doses ou de flacons ne peut pas être négatif."))

    @property
    def lost(self) -> int:
        return sum(loss.doses for loss in self.losses)

    @property
    def gap(self) -> int:
        """Received minus what is explained: positive, doses are missing; negative, there are too many."""
        return self.received - self.injected - self.lost - self.left


def reconciled(counts: Iterable[DoseCount]) -> str:
    """« 66 doses reçues, 62 injectées, 2 perdues, 2 restantes », all lots together."""
    held = list(counts)
    received, injected = sum(one.received for one in held), sum(one.injected for one in held)
    lost, left = sum(one.lost for one in held), sum(one.left for one in held)
    return ", ".join(
        (
            ngettext("{n} dose reçue", "{n} doses reçues", received).format(n=spoken_number(received)),
            ngettext("{n} injectée", "{n} injectées", injected).format(n=spoken_number(injected)),
            ngettext("{n} perdue", "{n} perdues", lost).format(n=spoken_number(lost)),
            ngettext("{n} restante", "{n} restantes", left).format(n=spoken_number(left)),
        )
    )


def inconsistencies(count: DoseCount) -> tuple[str, ...]:
    """What does not add up, one sentence each, to be looked at; empty when the figures agree."""
    return tuple(_inconsistencies(count))


def _inconsistencies(count: DoseCount) -> Iterator[str]:
    lot = count.lot.number
    if count.gap > 0:
        yield ngettext(
            "Lot {lot} : {n} dose manque, ni injectée, ni perdue, ni restante.",
            "Lot {lot} : {n} doses manquent, ni injectées, ni perdues, ni restantes.",
            count.gap,
        ).format(lot=lot, n=count.gap)
    elif count.gap < 0:
        yield ngettext(
            "Lot {lot} : {n} dose de plus que reçu ; une dose de plus par flacon est parfois possible, vérifiez.",
            "Lot {lot} : {n} doses de plus que reçu ; une dose de plus par flacon est parfois possible, vérifiez.",
            -count.gap,
        ).format(lot=lot, n=-count.gap)
    yield from _vials(count)
    if not count.lot.is_usable_on(count.day) and count.vials_opened:
        yield _("Lot {lot} : ouvert le {day}, reçu le {received}, périmé après le {expiry}.").format(
            lot=lot,
            day=spoken_date(count.day),
            received=spoken_date(count.lot.received_on),
            expiry=spoken_date(count.lot.expires_on),
        )
    if count.standby_called > count.injected:
        yield _("Lot {lot} : plus de personnes de la liste de fin de journée que d’injections.").format(lot=lot)


def _vials(count: DoseCount) -> Iterator[str]:
    drawn = count.vials_opened * count.lot.doses_per_vial
    used = count.injected + count.lost
    if count.injected > drawn:
        yield _("Lot {lot} : {injected} injections pour {vials} flacons ouverts de {doses} doses.").format(
            lot=count.lot.number, injected=count.injected, vials=count.vials_opened, doses=count.lot.doses_per_vial
        )
    elif drawn > used + count.left:
        yield _("Lot {lot} : {drawn} doses ouvertes, {told} dites injectées, perdues ou restantes.").format(
            lot=count.lot.number, drawn=drawn, told=used + count.left
        )
    if count.vials_opened > count.lot.vials:
        yield _("Lot {lot} : {opened} flacons ouverts, {received} reçus.").format(
            lot=count.lot.number, opened=count.vials_opened, received=count.lot.vials
        )
