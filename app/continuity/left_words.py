"""Sentences of who is left without care: one for the whole, and why each group is. Counts, never a need.

``fewest``: counts of patients below it read « moins de 5 »; 0 says them exactly (something live is under way, or an exercise).
A sentence that hides a count gives no total to subtract from; across views, only one masked table is safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.finding import Reason
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from datetime import datetime

    from app.continuity.finding import Steps


def people_needing(count: int, fewest: int = 0) -> str:
    """« 6 besoins », or « moins de 5 besoins »."""
    if 0 < count < fewest:
        return _("moins de {fewest} besoins").format(fewest=fewest)
    return ngettext("{count} besoin", "{count} besoins", count).format(count=count)


def whole_sentence(
    touched: int, kept: int, relayed: int, uncovered: int, first_due: datetime | None, unknown: int = 0, fewest: int = 0
) -> str:
    """« 31 besoins touchés : 25 repris, 6 sans solution, le premier jeudi 26 novembre à 12 h. »"""
    said = _left_out(unknown, fewest)
    if not touched:
        return _("Aucun besoin n’est touché.") + said
    parts = [
        words.format(count=_number(count, fewest))
        for count, words in (
            (kept, ngettext("{count} gardé ou qui peut attendre", "{count} gardés ou qui peuvent attendre", kept)),
            (relayed, ngettext("{count} repris", "{count} repris", relayed)),
        )
        if count
    ]
    left = _number(uncovered, fewest) if uncovered else _("aucun")
    parts.append(_("{count} sans solution").format(count=left))
    if uncovered and first_due is not None:
        parts.append(_("le premier {when}").format(when=spoken_instant(first_due)))
    hidden = any(0 < count < fewest for count in (touched, kept, relayed, uncovered))
    head = _("Besoins touchés") if hidden else _touched(touched)
    return _("{head} : {parts}.").format(head=head, parts=", ".join(parts)) + said


def _touched(count: int) -> str:
    return ngettext("{count} besoin touché", "{count} besoins touchés", count).format(count=count)


def _number(count: int, fewest: int) -> str:
    return _("moins de {fewest}").format(fewest=fewest) if 0 < count < fewest else str(count)


def _left_out(unknown: int, fewest: int) -> str:
    """What the computation leaves out is said, never silent."""
    if not unknown:
        return ""
    needs = people_needing(unknown, fewest)
    return " " + _("Catégorie absente de la table, non calculé : {needs}.").format(needs=needs)


def why(reason: Reason, steps: Steps) -> str:
    """The reason in counted words: « les 4 relais à portée sont complets »."""
    match reason:
        case Reason.DEPENDS:
            return _("une visite ne remplace pas ce qui manque")
        case Reason.NOBODY:
            return _("personne sur le territoire ne s’en charge")
        case Reason.OUT_OF_REACH:
            return ngettext(
                "le seul relais capable est trop loin", "les {count} relais capables sont trop loin", steps.able
            ).format(count=steps.able)
        case Reason.ROAD:
            return ngettext(
                "la route coupée écarte le seul relais à portée",
                "les routes coupées écartent les {count} relais à portée",
                steps.near,
            ).format(count=steps.near)
        case Reason.CLOSED:
            return ngettext(
                "le seul relais à portée est fermé ou arrêté",
                "les {count} relais à portée sont fermés ou arrêtés",
                steps.by_road,
            ).format(count=steps.by_road)
        case Reason.TOO_LATE:
            return ngettext(
                "le seul relais ouvert arriverait trop tard",
                "les {count} relais ouverts arriveraient trop tard",
                steps.open,
            ).format(count=steps.open)
        case Reason.REFUSED:
            return ngettext(
                "le seul relais possible a refusé", "les {count} relais possibles ont refusé", steps.in_time
            ).format(count=steps.in_time)
    return ngettext(
        "le seul relais à portée est complet", "les {count} relais à portée sont complets", steps.willing
    ).format(count=steps.willing)
