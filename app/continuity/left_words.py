"""Sentences of who is left without care: one for the whole, and why each group is. Counts, never a need.

``fewest``: counts of patients below it read « moins de 5 »; 0 says them exactly (something live is under way, or an exercise).
A sentence that hides a count gives no total to subtract from; across views, only one masked table is safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from datetime import datetime


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
