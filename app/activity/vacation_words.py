"""How an amount explains itself in one sentence: time, rule, rates, source, date. No rule lives here."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.activity.amounts import spoken_duration, spoken_euros
from app.activity.payees import Unpaid
from app.activity.vacations import Block, Vacation
from app.core.clock import paris_date
from app.core.errors import N_
from app.roster.fees import FeeRegime, FeeUnit, NoRateInForce, Rate
from app.scheduling.spoken import listed
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_day

if TYPE_CHECKING:
    from datetime import date

REGIME_WORDS = {
    FeeRegime.WEEKDAY: N_("au tarif de semaine"),
    FeeRegime.WEEKEND: N_("au tarif de week-end ou de jour férié"),
    FeeRegime.DAY: N_("au tarif de jour"),
    FeeRegime.EVENING: N_("au tarif de soirée"),
    FeeRegime.NIGHT: N_("au tarif de nuit, de dimanche ou de jour férié"),
}

UNPAID_WORDS = {
    Unpaid.VOLUNTEER: N_("bénévole, aucune vacation"),
    Unpaid.NO_PROFESSION: N_("sans profession de santé, aucun tarif"),
    Unpaid.NO_EXERCISE: N_("mode d’exercice inconnu : complétez la fiche pour trouver le tarif"),
    Unpaid.NO_REGIME: N_("aucun tarif en vigueur"),
}

TO_TYPE = N_("tarif à saisir")
NONE_IN_FORCE = N_("aucun tarif en vigueur")


def explain(vacation: Vacation) -> str:
    """« 5 h le lundi 8 mars 2021 : 1 demi-journée au tarif de semaine (220,00 €) et 1 heure commencée …, soit 275,00 € ; … »"""
    opening = _("{hours} le {day}").format(
        hours=spoken_duration(vacation.worked.duration), day=_full_day(paris_date(vacation.worked.start))
    )
    if vacation.unpaid is not None:
        return _("{opening} : {why}.").format(opening=opening, why=_(UNPAID_WORDS[vacation.unpaid]))
    lines = [_line(list(same)) for _key, same in groupby(vacation.blocks, key=_kind)]
    ends = [_sum(vacation), *_sources(vacation), _("valeur indicative")]
    return _("{opening} : {lines}, {end}.").format(opening=opening, lines=listed(lines), end=_(" ; ").join(ends))


def amount_words(vacation: Vacation) -> str:
    """« 275,00 € », « tarif à saisir », « aucun tarif en vigueur », or why nothing is paid: what a column shows."""
    if vacation.unpaid is not None:
        return _(UNPAID_WORDS[vacation.unpaid])
    if vacation.amount_cents is not None:
        return spoken_euros(vacation.amount_cents)
    missing = _(NONE_IN_FORCE) if _lacks_a_rate(vacation) else _(TO_TYPE)
    if not vacation.known_cents:
        return missing
    return _("{amount} au moins ; {missing}").format(amount=spoken_euros(vacation.known_cents), missing=missing)


def _lacks_a_rate(vacation: Vacation) -> bool:
    return any(isinstance(block.rate, NoRateInForce) for block in vacation.blocks)


def _kind(block: Block) -> tuple[object, ...]:
    """Neighbouring blocks paid alike are said together."""
    no_rate = block.day if isinstance(block.rate, NoRateInForce) else None
    return block.unit, block.regime, block.rate if no_rate is None else no_rate


def _line(blocks: list[Block]) -> str:
    """« 2 demi-journées au tarif de semaine (220,00 € chacune) »."""
    first, count = blocks[0], len(blocks)
    if first.unit is FeeUnit.HALF_DAY:
        what = ngettext("{n} demi-journée", "{n} demi-journées", count).format(n=count)
    else:
        what = ngettext("{n} heure commencée", "{n} heures commencées", count).format(n=count)
    return _("{what} {regime} ({rate})").format(
        what=what, regime=_(REGIME_WORDS[first.regime]), rate=_rate(first, count)
    )


def _rate(block: Block, count: int) -> str:
    if not isinstance(block.rate, Rate):
        return _("aucun tarif en vigueur le {day}").format(day=spoken_date(block.day))
    if block.rate.amount_cents is None:
        return _(TO_TYPE)
    amount = spoken_euros(block.rate.amount_cents)
    return amount if count == 1 else _("{amount} chacune").format(amount=amount)


def _sum(vacation: Vacation) -> str:
    if vacation.amount_cents is None:
        if not vacation.known_cents:
            return _("montant inconnu")
        return _("montant inconnu, {known} au moins").format(known=spoken_euros(vacation.known_cents))
    amount = spoken_euros(vacation.amount_cents)
    if vacation.reduction_cents:
        return _("soit {amount} (heures plafonnées à une demi-journée)").format(amount=amount)
    return _("soit {amount}").format(amount=amount)


def _sources(vacation: Vacation) -> list[str]:
    """The text behind each rate with the day it is in force since, each once."""
    rates = {block.rate for block in vacation.blocks if isinstance(block.rate, Rate)}
    said = []
    for rate in sorted(rates, key=lambda one: (str(one.valid_from), one.source)):
        since = rate.valid_from and _("{source}, en vigueur depuis le {day}").format(
            source=rate.source, day=spoken_date(rate.valid_from)
        )
        text = since or rate.source
        if text and text not in said:
            said.append(text)
    return said


def _full_day(on: date) -> str:
    """« lundi 8 mars 2021 »."""
    return _("{day} {year}").format(day=spoken_day(on), year=on.year)
