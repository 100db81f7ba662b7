"""The handover sheet (consignes): what the next lead must know, do, find in the fridge and have collected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from app.documents.imprint import Contact, Imprint, emergency_numbers
from app.documents.typeset import typeset
from app.words import _


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something left to do: what, who does it, by when, all as spoken."""

    what: str
    who: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class StockItem:
    """What remains of a product: « 12 flacons », « lot FX1234 », « jusqu’au 3 mai », « frigo du fond »."""

    product: str
    remaining: str
    lot: str = ""
    until: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class HandoverIncident:
    """An incident of the session: when, what kind, what was done, what follows. No patient's name."""

    at: str
    kind: str
    done: str
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class SharpsContainer:
    """A sharps container (DASRI): « collecteur 3 », « plein », « enlèvement mardi »."""

    container: str
    filling: str
    collection: str = ""


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """From one session to the next on a centre. ``checks`` are sentences: fridge, adrenaline, registry."""

    centre: str
    left: str
    next: str
    outgoing: Contact
    incoming: Contact
    open_points: tuple[OpenPoint, ...] = ()
    stock: tuple[StockItem, ...] = ()
    incidents: tuple[HandoverIncident, ...] = ()
    sharps: tuple[SharpsContainer, ...] = ()
    checks: tuple[str, ...] = ()


def handover_sheets(sheets: Sequence[HandoverSheet], imprint: Imprint) -> bytes:
    """The sheets as one PDF, each on pages of its own, with room for a line by hand and both signatures."""
    return typeset(
        "handover_sheet",
        _("Consignes pour la relève"),
        imprint,
        {"words": _words(), "numbers": emergency_numbers(), "sheets": [_drawn(sheet) for sheet in sheets]},
    )


def _drawn(sheet: HandoverSheet) -> dict[str, object]:
    """The four tables under one form: a title, heads, rows, and what to say when there is none."""
    return {
        **{
            key: value
            for key, value in asdict(sheet).items()
            if key in ("centre", "left", "next", "outgoing", "incoming")
        },
        "checks": sheet.checks,
        "tables": [
            _table(
                _("À faire"),
                {_("Quoi"): 3, _("Qui"): 2, _("Pour quand"): 1},
                [(each.what, each.who, each.due) for each in sheet.open_points],
                _("Rien en attente."),
                ticked=True,
            ),
            _table(
                _("Stock"),
                {_("Produit"): 3, _("Reste"): 2, _("Lot"): 2, _("Utilisable"): 2, _("Où"): 2},
                [(each.product, each.remaining, each.lot, each.until, each.place) for each in sheet.stock],
                _("Aucun produit en stock."),
            ),
            _table(
                _("Incidents"),
                {_("Quand"): 1, _("Nature"): 2, _("Fait"): 3, _("Suite"): 3},
                [(each.at, each.kind, each.done, each.follow_up) for each in sheet.incidents],
                _("Aucun incident."),
            ),
            _table(
                _("Déchets à risque infectieux (DASRI)"),
                {_("Collecteur"): 2, _("Remplissage"): 1, _("Enlèvement"): 2},
                [(each.container, each.filling, each.collection) for each in sheet.sharps],
                _("Aucun collecteur entamé."),
            ),
        ],
    }


def _table(
    title: str, heads: Mapping[str, int], rows: Sequence[tuple[str, ...]], none: str, *, ticked: bool = False
) -> dict[str, object]:
    """``heads`` are the column heads with their share of the width."""
    return {
        "title": title,
        "heads": list(heads),
        "widths": list(heads.values()),
        "rows": rows,
        "none": none,
        "ticked": ticked,
    }


def _words() -> dict[str, str]:
    return {
        "title": _("Consignes pour la relève"),
        "left": _("Séance terminée"),
        "next": _("Séance suivante"),
        "checks": _("Contrôles"),
        "hand": _("Autres consignes"),
        "emergency": _("Urgences"),
        "done": _("Fait"),
        "handed": _("Transmis (nom, heure, signature)"),
        "received": _("Reçu (nom, heure, signature)"),
    }
