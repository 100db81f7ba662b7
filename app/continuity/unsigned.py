"""Categories that an answer counts though no physician answers for their limit: which, how many needs, and the words for it.

A need is never left out because its category was changed since it was noted: it counts with the limit as it is known, and
whoever reads the answer is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.continuity.signature import CategoryState
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from app.continuity.signature import CategoryView

MOST_NAMED = 5
"""Categories called by name; the others are counted."""


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Categories by name whose limit no physician answers for; their needs are counted with the limit as it is known.

    Where numbers are those of real people it names every such category of the table: which ones have needs would say of whom.
    ``needs``: how many are without a solution, as far as the numbers by category tell it (0: they do not), at least when
    ``at_least``; ``changed``: all of them were validated once.
    """

    names: tuple[str, ...]
    needs: int = 0
    at_least: bool = False
    changed: bool = False


def unsigned_of(
    views: Mapping[str, CategoryView], told: Mapping[str, int], concerned: Collection[str]
) -> Unsigned | None:
    """The categories among ``concerned`` that are not active; ``told``: needs without a solution that may be said of each."""
    found = {code: one for code, one in views.items() if code in concerned and not one.is_validated}
    if not found:
        return None
    ranks = list(CategoryState)
    return Unsigned(
        tuple(one.category.label for one in sorted(found.values(), key=lambda one: ranks.index(one.state))),
        needs=sum(told.get(code, 0) for code in found),
        at_least=not told.keys() >= found.keys(),
        changed=all(one.state is CategoryState.CHANGED for one in found.values()),
    )


def unsigned_words(one: Unsigned) -> str:
    """« Dont 6 besoins sans solution de catégories dont le délai n’est plus validé : Insuline. »; without a number, that they count."""
    named = " · ".join(one.names[:MOST_NAMED])
    rest = len(one.names) - MOST_NAMED
    if rest > 0:
        named = ngettext("{names} et {n} autre", "{names} et {n} autres", rest).format(names=named, n=rest)
    if not one.needs:
        said = (
            _("Catégories dont le délai n’est plus validé par un médecin : {names} ; leurs besoins sont comptés avec le délai connu.")
            if one.changed
            else _("Catégories dont le délai n’est pas validé par un médecin : {names} ; leurs besoins sont comptés avec le délai connu.")
        )  # fmt: skip
        return said.format(names=named)
    count = (_("au moins {n}") if one.at_least else "{n}").format(n=one.needs)
    said = (
        ngettext(
            "Dont {n} besoin sans solution de catégories dont le délai n’est plus validé : {names}.",
            "Dont {n} besoins sans solution de catégories dont le délai n’est plus validé : {names}.", one.needs,
        )
        if one.changed
        else ngettext(
            "Dont {n} besoin sans solution de catégories dont le délai n’est pas validé : {names}.",
            "Dont {n} besoins sans solution de catégories dont le délai n’est pas validé : {names}.", one.needs,
        )
    )  # fmt: skip
    return said.format(n=count, names=named)
