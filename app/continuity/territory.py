"""Where care is relayed: the categories in force, everyone who can take a need over, and the roads between communes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.continuity.carer import Carer
    from app.continuity.category import Category
    from app.scheduling.travel import Road


@dataclass(frozen=True, slots=True)
class Territory:
    """What does not change with what fails. ``categories`` by code; ``carers`` in any order, each id once.

    ``medicine_relays``: professions that a text lets replace a medicine that lacks (slugs); none where none is said.
    """

    categories: Mapping[str, Category]
    carers: tuple[Carer, ...]
    roads: tuple[Road, ...]
    medicine_relays: frozenset[str] = frozenset()
