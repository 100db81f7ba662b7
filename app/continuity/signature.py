"""The signature of a category of needs: which row, as it then stood, by which physician. A changed row asks again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.errors import N_, RuleRefusal
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.continuity.category import Category


class CategoryState(StrEnum):
    """Whether new needs may hang on a category; what stands in the way first."""

    CHANGED = "changed"
    TO_VALIDATE = "to_validate"
    ACTIVE = "active"


STATE_WORDS = {
    CategoryState.CHANGED: N_("modifiée depuis sa validation"),
    CategoryState.TO_VALIDATE: N_("à valider"),
    CategoryState.ACTIVE: N_("active"),
}

NOT_ACTIVE = N_(
    "La catégorie « {category} » n’est pas encore validée par un médecin : demandez à la coordination de la faire valider"
    " dans Mes suivis › Catégories."
)
NONE_ACTIVE = N_(
    "Aucune catégorie de soins n’est validée par un médecin, on ne peut rien noter de nouveau : demandez à la coordination"
    " de les faire valider dans Mes suivis › Catégories."
)
"""What is said in place of a choice among no category."""


@dataclass(frozen=True, slots=True)
class CategorySignature:
    """``mark`` is that of the row as it was signed (see :attr:`Category.mark`); ``signed_at`` is UTC."""

    category: str
    mark: str
    signed_by: str
    quality: str
    signed_at: datetime

    @property
    def words(self) -> str:
        """« validé par Dr Anne Fictif, médecin référente, le 26 novembre 2026 »."""
        who = ", ".join(part for part in (self.signed_by, self.quality) if part)
        return _("validé par {who}, le {day}").format(who=who, day=spoken_date(paris_date(self.signed_at)))


@dataclass(frozen=True, slots=True)
class CategoryView:
    """A category in force. ``signature``: of the row as it stands, None: inactive; ``former``: of the row as it was."""

    category: Category
    signature: CategorySignature | None = None
    former: CategorySignature | None = None

    @property
    def is_validated(self) -> bool:
        """Whether a named physician signed the row as it stands: until then it takes no new need."""
        return self.signature is not None

    @property
    def state(self) -> CategoryState:
        """Active, or why not."""
        if self.is_validated:
            return CategoryState.ACTIVE
        return CategoryState.TO_VALIDATE if self.former is None else CategoryState.CHANGED

    @property
    def words(self) -> str:
        """How much its values are worth: « valeur indicative », or who validated it and when."""
        if self.signature is not None:
            return self.signature.words
        if self.former is not None:
            return _("valeur indicative : modifiée depuis sa validation, à valider de nouveau")
        return _("valeur indicative")


def require_active(view: CategoryView) -> None:
    """A category that no physician validated as it stands takes no new need. Raises RuleRefusal."""
    if not view.is_validated:
        raise RuleRefusal(NOT_ACTIVE, category=view.category.label)


def active(views: Mapping[str, CategoryView]) -> dict[str, CategoryView]:
    """Those that new needs may hang on, in the same order."""
    return {code: one for code, one in views.items() if one.is_validated}
