"""The handover of the crisis cell: what whoever relieves a function must know, decide and do. A page for each function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from app.documents.imprint import Contact, Imprint, emergency_numbers
from app.documents.typeset import typeset
from app.response.alert import EXERCISE_BAND
from app.words import _


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One line: its hour as spoken, the text, and what stands small after it (who, by when)."""

    when: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellHandover:
    """From one holder of a function to the next. ``actions`` are still to do, late ones first; ``decisions`` the newest last.

    ``said``: what whoever leaves wrote; ``next``: who holds the function afterwards, with hours.
    """

    community: str
    event: str
    is_exercise: bool
    function: str
    moment: str
    outgoing: Contact
    incoming: Contact
    place: tuple[tuple[str, str], ...] = ()
    said: str = ""
    actions: tuple[HandoverLine, ...] = ()
    decisions: tuple[HandoverLine, ...] = ()
    open_points: tuple[HandoverLine, ...] = ()
    requests: tuple[HandoverLine, ...] = ()
    next: tuple[HandoverLine, ...] = ()


def cell_handovers(sheets: Sequence[CellHandover], imprint: Imprint) -> bytes:
    """The sheets as one PDF, A4; pages are counted within each."""
    title = _("Relève de la cellule de crise")
    content = {"words": _words(), "numbers": emergency_numbers(), "sheets": [_drawn(one) for one in sheets]}
    return typeset("cell_handover", title, imprint, content)


def _drawn(one: CellHandover) -> dict[str, object]:
    words = {
        "actions": (_("À faire"), True, _("Rien n’attend.")),
        "open_points": (_("Points ouverts de la main courante"), True, _("Rien n’attend.")),
        "requests": (_("Demandes en cours"), True, _("Aucune.")),
        "decisions": (_("Dernières décisions"), False, _("Aucune n’est écrite.")),
        "next": (_("Qui vient ensuite"), False, _("Personne n’est prévu.")),
    }
    held = asdict(one)
    parts = [
        {"title": title, "ticked": ticked, "none": none, "rows": held[key]} for key, (title, ticked, none) in words.items()
    ]  # fmt: skip
    return {
        **{key: value for key, value in held.items() if key not in words},
        "place": [list(fact) for fact in one.place],
        "lead": _(EXERCISE_BAND) if one.is_exercise else "",
        "parts": parts,
    }


def _words() -> dict[str, str]:
    return {
        "title": _("Relève de la cellule de crise"),
        "leaves": _("Part"),
        "comes": _("Prend la suite"),
        "said": _("Ce qui est passé à la relève"),
        "hour": _("Heure"),
        "what": _("Quoi"),
        "done": _("Fait"),
        "handed": _("Signature de qui part, heure"),
        "received": _("Signature de qui prend la suite, heure"),
    }
