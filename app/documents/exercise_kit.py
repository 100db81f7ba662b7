"""The kits of an exercise as tagged PDF: sheets of paragraphs, tables, boxes to tick and lines to write on."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.documents.exercise_line import exercise_line
from app.documents.typeset import typeset
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.imprint import Imprint
    from app.exercise.kit_sheet import Block, KitSheet


def exercise_kit(title: str, community: str, sheets: Sequence[KitSheet], imprint: Imprint) -> bytes:
    """A4, each sheet on pages of its own, EXERCICE at the head of each. ``title``: of the exercise."""
    content = {
        "exercise": exercise_line(imprint),
        "title": title,
        "community": community,
        "sheets": [
            {"title": one.title, "whom": one.for_whom, "blocks": [_block(each) for each in one.blocks]}
            for one in sheets
        ],
        "words": {
            "sent": _("envoyé à"),
            "answered": _("répondu à"),
            "skipped": _("passé"),
            "answer": _("Réponse, décision"),
            "expected": _("Attendu"),
            "letter": _("Ma lettre"),
            "field": _("Renseignement"),
            "value": _("Valeur"),
        },
    }
    return typeset("exercise_kit", title, imprint, content)


def _block(one: Block) -> dict[str, object]:
    return {"kind": type(one).__name__.lower(), **asdict(one)}
