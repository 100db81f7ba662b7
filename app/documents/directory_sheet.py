"""The directory on paper, a page a group: whom to call when the network is down, by day and by night."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.documents.imprint import emergency_numbers
from app.documents.typeset import typeset
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.imprint import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryLine:
    """One contact, all in words. ``function`` empty: the same as above; numbers empty are left to the pen."""

    function: str
    department: str = ""
    who: str = ""
    day_phone: str = ""
    night_phone: str = ""
    email: str = ""
    note: str = ""
    checked: str = ""
    """« vérifié le 26 novembre 2026 », « à vérifier »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    """One group of functions: « Autorités et urgences »; ``missing`` are sentences on what is not there."""

    community: str
    group: str
    lines: tuple[DirectoryLine, ...]
    missing: tuple[str, ...] = ()
    blank_lines: int = 2
    """Lines left to the pen."""


def directory_sheets(pages: Sequence[DirectoryPage], imprint: Imprint) -> bytes:
    """The PDF, one group a page; a long group goes on, its head repeated."""
    content = {"words": _words(), "emergency": emergency_numbers(), "pages": [asdict(one) for one in pages]}
    return typeset("directory_sheet", _("Annuaire de crise"), imprint, content)


def _words() -> dict[str, str]:
    return {
        "title": _("Annuaire de crise"),
        "function": _("Fonction"),
        "who": _("Qui"),
        "day": _("Jour"),
        "night": _("Nuit"),
        "checked": _("Vérifié"),
        "none": _("Aucun contact dans ce groupe."),
        "missing": _("Il manque"),
    }
