"""The grid as plain data for the browser: values, looks of states and translated words. No formatting is left to do there."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.words import _
from app.words.states import STATES

if TYPE_CHECKING:
    from app.ui.parts.week_grid.model import GridData

Plain = dict[str, object]


def payload(grid: GridData, *, answered: int, height: int) -> Plain:
    """What the component reads. ``answered`` is the number of the last event the server has seen."""
    return {
        "revision": grid.revision,
        "answered": answered,
        "height": height,
        "editable": grid.editable,
        "selected": grid.selected,
        "days": [asdict(day) for day in grid.days],
        "sessions": [asdict(session) for session in grid.sessions],
        "rows": [asdict(row) for row in grid.rows],
        "columns": [asdict(column) for column in grid.columns],
        "places": [asdict(place) for place in grid.places],
        "candidates": [asdict(candidate) for candidate in grid.candidates],
        "states": looks(),
        "words": words(grid.label),
    }


def looks() -> dict[str, dict[str, str]]:
    """Each state's word, icon and tone."""
    return {state: {"word": look.text, "icon": look.icon, "tone": look.tone} for state, look in STATES.items()}


def words(label: str) -> dict[str, str]:
    """Everything the grid says, in the language of the run; ``{name}`` and ``{place}`` are filled in the browser."""
    return {
        "grid": label,
        "line": _("Séance et ligne"),
        "days": _("Jour affiché"),
        "all_days": _("Toute la semaine"),
        "no_place": _("pas de place"),
        "bench": _("Disponibles"),
        "bench_for": _("Disponibles pour : {place}"),
        "nobody": _("Personne de libre et de compétent ne s’est dit disponible pour cette place."),
        "filter": _("Chercher une personne"),
        "more": _("et {count} autres : précisez un nom"),
        "choose": _("Choisir une personne"),
        "move": _("Déplacer"),
        "free": _("Libérer"),
        "cancel": _("Annuler"),
        "why": _("Voir le poste"),
        "pinned": STATES["pinned"].text,
        "help": _(
            "Flèches pour aller d’une place à l’autre. Entrée prend une personne ou ouvre le choix. "
            "Suppr libère. Échap annule. Espace ouvre le poste."
        ),
        "held": _("{name} en main. Allez sur une place et appuyez sur Entrée, ou Échap pour annuler."),
        "held_touch": _("{name} en main : touchez la place où aller."),
        "dropped": _("{name} : {place}."),
        "freed": _("{place} : place libérée."),
        "put_back": _("Annulé, rien n’a changé."),
        "saving": _("Enregistrement…"),
        "hint": _("Choisissez une place pour agir, ou glissez une personne."),
    }
