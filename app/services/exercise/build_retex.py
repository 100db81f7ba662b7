"""The after-action report of an exercise or a real event as a file: hot on one page, cold with the parts chosen.

By function and organisation, nobody named; counts under the masking threshold are not told, whoever asks.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.documents.imprint import Band, Imprint
from app.exercise.retex import Part, RetexKind
from app.exercise.retex_cold import cold_retex, edition_of
from app.exercise.retex_hot import hot_retex
from app.services.exercise.retex_facts import gather
from app.store import journal
from app.words import LANGUAGES, language, use_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.access.actor import Actor
    from app.exercise.retex_facts import RetexFacts
    from app.store.community import Community
    from app.store.database import Store


class RetexFormat(StrEnum):
    """What the file is."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"


FORMAT_WORDS = {
    RetexFormat.PDF: N_("PDF"),
    RetexFormat.DOCX: N_("Word (DOCX)"),
    RetexFormat.HTML: N_("Page HTML"),
}

MIMES = {
    RetexFormat.PDF: "application/pdf",
    RetexFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    RetexFormat.HTML: "text/html",
}

FORMATS = {RetexKind.HOT: (RetexFormat.PDF,), RetexKind.COLD: tuple(RetexFormat)}
"""The hot report holds on one page, which a word processor would not keep."""


def build_retex(
    actor: Actor, store: Store, exercise_id: str, kind: RetexKind, file_format: RetexFormat = RetexFormat.PDF,
    *, parts: Iterable[Part] = tuple(Part), in_language: str = "",
) -> bytes:  # fmt: skip
    """The file, in the language asked for (« fr », « en »), else that of the run.

    Raises NotFound, RuleRefusal before the end for whoever does not run exercises, InvalidInput for a format this report does
    not take, NotAllowed.
    """
    require(actor, Action.READ_EXERCISES)
    if file_format not in FORMATS[kind]:
        raise InvalidInput(N_("Le rapport à chaud tient sur une page : il se télécharge en PDF."))
    chosen = tuple(parts) or tuple(Part)
    with use_language(in_language if in_language in LANGUAGES else language()):
        facts, settings = gather(actor, store, exercise_id)
        made = _made(facts, _imprint(store, facts, settings), kind, file_format, chosen)
        payload = {"kind": kind.value, "format": file_format.value, "parts": len(chosen)}
        with store.transaction() as conn:
            journal.write(conn, store.now(), actor.id, "retex_built", exercise_id, payload)
    return made


def _imprint(store: Store, facts: RetexFacts, settings: Community) -> Imprint:
    bands = (
        *((Band.EXERCISE,) if facts.exercise.is_played else ()),
        *((Band.DEMONSTRATION,) if settings.demonstration else ()),
    )
    return Imprint(store.now(), edition_of(facts), __version__, bands)


def _made(
    facts: RetexFacts, imprint: Imprint, kind: RetexKind, file_format: RetexFormat, parts: tuple[Part, ...]
) -> bytes:
    from app.documents.retex_docx import retex_docx
    from app.documents.retex_hot import hot_pdf
    from app.documents.retex_html import retex_html
    from app.documents.retex_pdf import retex_pdf

    if kind is RetexKind.HOT:
        return hot_pdf(hot_retex(facts), imprint)
    makers = {RetexFormat.PDF: retex_pdf, RetexFormat.DOCX: retex_docx, RetexFormat.HTML: retex_html}
    return makers[file_format](cold_retex(facts, parts), imprint)
