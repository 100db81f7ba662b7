"""What a rota takes from ordinary care, in words: needs that would wait too long because somebody is at the centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.overview import Basis
from app.continuity.unsigned import unsigned_words
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_number

if TYPE_CHECKING:
    from app.services.continuity.what_the_rota_takes import RotaCare

CALM, TAKEN, LEFT = ":green[:material/check_circle:]", ":blue[:material/handshake:]", ":red[:material/block:]"
UNKNOWN = ":gray[:material/help:]"
MOST_NAMED = 3


def care_sentence(care: RotaCare) -> tuple[str, str]:
    """The sentence and its icon: « Soins courants : 2 jours où des besoins attendraient trop ; le pire, lundi … »."""
    if care.basis is Basis.NOTHING:
        return _("Soins courants : aucun besoin n’est noté, on ne sait pas ce que ce planning leur prend."), UNKNOWN
    estimate = "" if care.basis is Basis.REGISTER else _(" (estimation)")
    unread = ""
    if care.unread:
        unread = ngettext(
            " {n} besoin illisible n’est pas compté.", " {n} besoins illisibles ne sont pas comptés.", care.unread
        ).format(n=care.unread)
    if care.unsigned is not None:
        unread += f" {unsigned_words(care.unsigned)}"
    if care.hidden_below:
        return _hidden(care, estimate) + unread, UNKNOWN
    if not care.days:
        said = _("Soins courants{estimate} : aucun besoin n’attendrait trop pendant ces séances.")
        return said.format(estimate=estimate) + unread, UNKNOWN if care.unread else CALM
    worst = max(care.days, key=lambda one: (one.uncovered, one.relayed))
    days = ngettext(
        "{n} jour où des besoins attendraient trop", "{n} jours où des besoins attendraient trop", len(care.days)
    ).format(n=len(care.days))
    left = worst.uncovered.text if worst.uncovered.high else _("aucun")
    said = _(
        "Soins courants{estimate} : {days} ; au plus fort {day} : {relayed} à faire reprendre, {left} sans solution."
    )
    told = said.format(estimate=estimate, days=days, day=spoken_day(worst.day), relayed=worst.relayed.text, left=left)
    return told + unread, LEFT if care.uncovered.high else TAKEN


def _hidden(care: RotaCare, estimate: str) -> str:
    """No number, and why; days with few are not told from days with nobody."""
    if care.days:
        said = ngettext(
            "{n} jour où au moins {few} besoins attendraient trop",
            "{n} jours où au moins {few} besoins attendraient trop",
            len(care.days),
        )
    else:
        said = _("aucun jour où {few} besoins ou plus attendraient trop")
    days = said.format(n=len(care.days), few=spoken_number(care.hidden_below))
    return _(
        "Soins courants{estimate} : {days} ; tant que rien n’est en cours, les petits nombres sont masqués."
    ).format(estimate=estimate, days=days)


def care_rows(care: RotaCare) -> tuple[list[str], list[list[str | int]]]:
    """One line a day, in order."""
    header = [_("Jour"), _("Cabinets dont des besoins pressent"), _("À faire reprendre"), _("Sans solution")]
    if care.hidden_below:
        return header[:2], [[spoken_day(one.day), _named(one.practices)] for one in care.days]
    return header, [
        [spoken_day(one.day), _named(one.practices), one.relayed.text, one.uncovered.text] for one in care.days
    ]


def _named(names: tuple[str, ...]) -> str:
    rest = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return (
        shown
        if rest < 1
        else ngettext("{names} et {n} autre", "{names} et {n} autres", rest).format(names=shown, n=rest)
    )
