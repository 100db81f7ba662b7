"""A named physician answers for a category's values: limit, carers, what the care depends on. A changed row asks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.signature import CategorySignature
from app.core.errors import N_, InvalidInput, NotFound, StaleRevision
from app.services.continuity.read_categories import category_table
from app.services.keeping.reference import read_library
from app.store import category_validations, journal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.store.database import Store

NAME_MOST = 120


def validate_categories(actor: Actor, store: Store, marks: Mapping[str, str], *, name: str, quality: str) -> None:
    """``name`` agrees with categories as they were read (code → mark); all or nothing.

    Raises StaleRevision when a row changed meanwhile, InvalidInput, NotFound, NotAllowed.
    """
    require(actor, Action.VALIDATE_CARE)
    name, quality = name.strip(), quality.strip()
    if not name or not quality:
        raise InvalidInput(N_("Une catégorie est validée par un médecin nommé : écrivez son nom et sa qualité."))
    if max(len(name), len(quality)) > NAME_MOST:
        raise InvalidInput(N_("C’est trop long : {most} caractères pour un nom ou une qualité."), most=NAME_MOST)
    if not marks:
        raise InvalidInput(N_("Choisissez au moins une catégorie à valider."))
    with store.transaction() as conn:
        table = category_table(read_library(store, conn))
        for code, mark in sorted(marks.items()):
            if code not in table:
                raise NotFound(N_("Une des catégories choisies n’existe plus : rechargez la page."))
            if table[code].mark != mark:
                raise StaleRevision(
                    N_("« {category} » vient de changer : relisez ses valeurs avant de les valider."),
                    category=table[code].label,
                )
            category_validations.put(conn, CategorySignature(code, mark, name, quality, store.now()), actor.id)
        journal.write(
            conn, store.now(), actor.id, "care_category_validated", "care_categories", {"categories": len(marks)}
        )
