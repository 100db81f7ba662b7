"""What is pinned up for the public: a poster read from two metres, one A4, tagged; and a bulletin as a page."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.documents.exercise_line import exercise_line
from app.documents.imprint import emergency_numbers
from app.documents.typeset import typeset
from app.words import _

if TYPE_CHECKING:
    from app.documents.imprint import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPaper:
    """A text for the public. ``lines``: one sentence each, in order; ``agreed``: « validé par … », ``draft`` until it is.

    ``large``: a poster, in letters as large as the page holds; otherwise a bulletin.
    """

    community: str
    title: str
    lines: tuple[str, ...]
    day: str
    agreed: str = ""
    large: bool = True


def public_paper(paper: PublicPaper, imprint: Imprint) -> bytes:
    """The PDF, in the largest letters with which everything holds on one page."""
    words = {
        "exercise": exercise_line(imprint),
        "draft": "" if paper.agreed else _("Projet : ce texte n’a pas été validé."),
        "emergency": _("Urgences"),
    }
    return typeset(
        "public_bulletin", paper.title, imprint,
        {"words": words, "paper": asdict(paper), "numbers": emergency_numbers()},
    )  # fmt: skip
