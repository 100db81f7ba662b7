"""Bad days in words: what nine days out of ten keep, and the curve that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.coverage.coverage_words import percent
from app.ui.parts.charts_frame import Twin
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from app.services.coverage.read_bad_days import BadDays

POINTS = 101
"""Points of the curve: one a hundredth of the days."""

LEVELS = (5, 8, 9, 10)


def sentence(found: BadDays) -> str:
    """« 9 jours sur 10, au moins 86 % des demandes de soins ont quelqu’un. »"""
    if not found.people:
        return _("Personne ne travaille à ce moment-là : les absences n’y changent rien.")
    return _("9 jours sur 10, au moins {share} des demandes de soins ont quelqu’un.").format(
        share=percent(found.nine_of_ten)
    )


def detail(found: BadDays) -> str:
    """What was drawn."""
    people = ngettext("{n} professionnel", "{n} professionnels", found.people).format(n=spoken_number(found.people))
    return _(
        "{days} journées tirées au sort parmi {people} : {absence} % manquent en moyenne, et quand l’un manque, les autres"
        " manquent plus souvent aussi (lien de {correlation} %). Valeurs de travail, à régler ci-dessous."
    ).format(
        days=spoken_number(len(found.days.served)), people=people, absence=found.absence, correlation=found.correlation
    )


def curve(found: BadDays) -> tuple[list[float], list[float]]:
    """(% of the days, % of the demand served at least on as many), from all days to the best one."""
    days = [100 * rank / (POINTS - 1) for rank in range(POINTS)]
    return days, [100 * found.days.at_least(max(rank, 1), POINTS - 1) for rank in range(POINTS)]


def promise(found: BadDays) -> str:
    """What the point of the picture says."""
    return _("9 jours sur 10 : {share}").format(share=percent(found.nine_of_ten))


def twin(found: BadDays) -> Twin:
    """« 9 jours sur 10 → 86 % »."""
    rows = [(_("{n} jours sur 10").format(n=n), percent(found.days.at_least(n, 10))) for n in LEVELS]
    mean = found.days.summary().mean
    return Twin(
        (_("Sur"), _("Demandes de soins qui ont quelqu’un, au moins")), (*rows, (_("En moyenne"), percent(mean)))
    )
