"""The signature of a category of needs: which row, as it then stood, by which physician. A changed row asks again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from datetime import datetime

    from app.continuity.category import Category


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
    """A category in force. ``signature``: of the row as it stands, None: indicative; ``former``: of the row as it was."""

    category: Category
    signature: CategorySignature | None = None
    former: CategorySignature | None = None

    @property
    def is_validated(self) -> bool:
        """Whether a named physician signed the row as it stands."""
        return self.signature is not None

    @property
    def words(self) -> str:
        """How much its values are worth: « valeur indicative », or who validated it and when."""
        if self.signature is not None:
            return self.signature.words
        if self.former is not None:
            return _("valeur indicative : modifiée depuis sa validation, à valider de nouveau")
        return _("valeur indicative")
