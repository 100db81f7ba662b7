"""The call tree in words: its sentence, its branches, its table. Nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.response.call_tree import number_of
from app.roster.phones import spoken_phone
from app.words import _, ngettext
from app.words.people import full_name

if TYPE_CHECKING:
    from app.core.ids import PersonId
    from app.response.call_tree import Call, Place
    from app.services.crisis.read_alert import TreeView


def headline(view: TreeView) -> str:
    """« 132 personnes à appeler : tout le monde l’est en 27 min si chacun décroche. »."""
    n = len(view.tree.calls)
    if not n:
        return _("Personne à appeler : l’effectif n’a aucun numéro de téléphone.")
    return ngettext(
        "{n} personne à appeler : tout le monde l’est en {minutes} min si chacun décroche.",
        "{n} personnes à appeler : tout le monde l’est en {minutes} min si chacun décroche.",
        n,
    ).format(n=n, minutes=view.tree.minutes)


def detail() -> str:
    """What the tree is for."""
    return _("Sert quand les messages ne partent pas. La cellule d’abord, puis selon le délai de mobilisation ; un collègue ou un voisin quand il y en a un.")  # fmt: skip


def branches(view: TreeView) -> list[tuple[str, list[Call]]]:
    """Who calls, and whom: the coordination first, then in the order they are called themselves."""
    return [(caller(view, one), list(calls)) for one, calls in view.tree.by_caller.items() if calls]


def caller(view: TreeView, one: PersonId | None) -> str:
    """« Coordination », or the caller's name."""
    return _("Coordination") if one is None else name(view, one)


def name(view: TreeView, one: PersonId) -> str:
    found = view.persons[one]
    return full_name(found.given_name, found.family_name)


def who(view: TreeView, place: Place) -> str:
    """« Clarisse Palude, infirmière, mobilisable en 1 heure »."""
    person = place.person
    job = view.professions.get(person.profession or "", "")
    parts = [full_name(person.given_name, person.family_name), job, place.level.label.lower()]
    return ", ".join(part for part in parts if part)


def header() -> tuple[str, ...]:
    return _("Qui appelle"), _("Appelle"), _("Téléphone"), _("Niveau"), _("À la minute")


def rows(view: TreeView) -> list[tuple[str | int, ...]]:
    """One line a call, caller after caller."""
    return [
        (
            caller(view, one),
            name(view, call.place.person.id),
            spoken_phone(number_of(call.place.person)),
            call.place.level.label,
            call.after_minutes,
        )
        for one, calls in view.tree.by_caller.items()
        for call in calls
    ]
