"""Why someone does not hold a seat, in words: the codes of ``releve.staffing-plan/1``, counted or said of one person."""

from __future__ import annotations

from app.core.errors import N_
from app.words.catalogue import _, ngettext

COUNTED: dict[str, tuple[str, str]] = {
    "profession": (N_("d’une autre profession"), N_("d’une autre profession")),
    "competence": (N_("sans compétence valable ce jour-là"), N_("sans compétence valable ce jour-là")),
    "travel": (N_("trop loin"), N_("trop loin")),
    "no_answer": (N_("n’a pas répondu"), N_("n’ont pas répondu")),
    "unavailable": (N_("a dit non"), N_("ont dit non")),
    "already_here": (N_("tient déjà un poste de cette séance"), N_("tiennent déjà un poste de cette séance")),
    "overlap": (N_("est déjà prise à cette heure"), N_("sont déjà prises à cette heure")),
    "other_centre": (N_("est dans un autre centre ce jour-là"), N_("sont dans un autre centre ce jour-là")),
    "weekly_cap": (N_("a atteint son maximum de la semaine"), N_("ont atteint leur maximum de la semaine")),
    "daily_cap": (N_("a atteint son maximum de la journée"), N_("ont atteint leur maximum de la journée")),
    "rest": (N_("doit se reposer avant ou après"), N_("doivent se reposer avant ou après")),
    "free": (N_("pourrait encore venir"), N_("pourraient encore venir")),
}
"""Code → what follows a number of people, one and several."""

OF_ONE: dict[str, str] = {
    "profession": N_("exerce une autre profession"),
    "competence": N_("n’a pas de compétence valable ce jour-là"),
    "travel": N_("habite ou exerce trop loin"),
    "no_answer": N_("n’a pas encore répondu"),
    "unavailable": N_("a dit non"),
    "already_here": N_("tient déjà un poste de cette séance"),
    "overlap": N_("est déjà pris(e) à cette heure"),
    "other_centre": N_("est dans un autre centre ce jour-là"),
    "weekly_cap": N_("a atteint son maximum de la semaine"),
    "daily_cap": N_("a atteint son maximum de la journée"),
    "rest": N_("doit se reposer avant ou après"),
    "free": N_("a dit oui et peut encore venir"),
}
"""Code → what is said of one person by name."""


def counted(code: str, count: int) -> str:
    """« n’ont pas répondu », to stand after a number of people; a code without words is left out as « autre raison »."""
    one, several = COUNTED.get(code, (N_("pour une autre raison"), N_("pour une autre raison")))
    return ngettext(one, several, count)


def of_one(code: str) -> str:
    """« n’a pas encore répondu », to stand after a name."""
    return _(OF_ONE.get(code, N_("n’est pas disponible")))
