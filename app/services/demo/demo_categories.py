"""The demonstration's categories of care: a fictional physician of its roster validates the rows it uses, but for two left to sign.

What is left shows what a category looks like before anybody answers for it; nothing of the demonstration hangs on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.services.continuity.continuity_scene import at_work
from app.services.continuity.read_categories import category_table
from app.services.continuity.validate_category import validate_categories
from app.services.keeping.reference import read_library
from app.store import people
from app.words import _
from app.words.people import full_name

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.store.database import Store

PHYSICIAN = "medecin"
LEFT_UNSIGNED = frozenset({"HDD", "LVAD"})


def fill(actor: Actor, store: Store, today: date) -> None:
    """Validate every category but :data:`LEFT_UNSIGNED`; nothing where the roster has no physician."""
    require(actor, Action.VALIDATE_CARE)
    with store.reading() as conn:
        marks = {
            code: one.mark for code, one in category_table(read_library(store, conn)).items() if code not in LEFT_UNSIGNED
        }  # fmt: skip
        names = sorted(
            (one.family_name, one.given_name)
            for one in people.every(conn)
            if at_work(one) and one.profession == PHYSICIAN
        )
    if names:
        family, given = names[0]
        validate_categories(actor, store, marks, name=f"Dr {full_name(given, family)}", quality=_("médecin référent"))
