"""Reflex cards of the plans on paper: one page each, large, to be read standing and followed in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from app.documents.imprint import Imprint, emergency_numbers
from app.documents.typeset import typeset
from app.response.said import ORSAN_RULE, TO_VALIDATE
from app.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """One card, as spoken; ``contacts`` in the order they are called, each with room for a number by hand."""

    community: str
    title: str
    plan: str
    owner: str
    when: str
    contacts: tuple[str, ...]
    equipment: tuple[str, ...]
    steps: tuple[str, ...]
    do_not: tuple[str, ...]
    trace: tuple[str, ...]
    references: tuple[str, ...]
    reviewed: str
    is_medical: bool


def reflex_cards(cards: Sequence[PlanCard], imprint: Imprint) -> bytes:
    """The cards as one PDF, A4, black and white; the type shrinks until a card holds on its page."""
    title = cards[0].title if len(cards) == 1 else _("Fiches réflexes")
    content = {
        "words": _words(),
        "numbers": emergency_numbers(),
        "rule": _(ORSAN_RULE),
        "cards": [_drawn(card) for card in cards],
    }
    return typeset("reflex_card", title, imprint, content)


def _drawn(card: PlanCard) -> dict[str, object]:
    """The card with its last line: where it comes from and when it was last read."""
    said = [card.plan, _("relue le {date}").format(date=card.reviewed), *card.references]
    return {**asdict(card), "origin": " · ".join(part for part in said if part)}


def _words() -> dict[str, str]:
    return {
        "when": _("Quand la prendre"),
        "owner": _("Qui la tient"),
        "contacts": _("À joindre, dans l’ordre"),
        "equipment": _("Sous la main"),
        "steps": _("À faire"),
        "do_not": _("Ne pas faire"),
        "trace": _("Trace à garder"),
        "medical": _("Contenu médical {to_validate}").format(to_validate=_(TO_VALIDATE)),
        "emergency": _("Urgences"),
    }
