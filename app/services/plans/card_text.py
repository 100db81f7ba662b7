"""What a medical lead signs: the whole text of a reflex card, known by its hash. A changed text asks for a new signature."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from app.store import plans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.response.sheet import Card
    from app.store.database import Connection

_SAID = {"title", "owner", "trigger", "contacts", "equipment", "medical", "legal", "steps", "do_not", "trace"}
"""What is read on the card; the day it was reviewed is not its text."""


def text_hash(card: Card) -> str:
    """The SHA-256 of all that a card says, 64 hexadecimal figures."""
    said = card.model_dump(mode="json", include=_SAID)
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def signed_cards(conn: Connection, cards: Iterable[Card]) -> frozenset[str]:
    """Slugs of the cards whose present text is signed."""
    signatures = plans.signatures(conn)
    return frozenset(
        card.slug for card in cards if any(one.text_hash == text_hash(card) for one in signatures.get(card.slug, ()))
    )
