"""The medical lead's signature of a reflex card: of this text, by this person. A changed text waits for another signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound, StaleRevision
from app.services.plans.card_text import text_hash
from app.services.plans.plan_material import shelf_on
from app.store import journal, plans
from app.store.plans import CardSignature
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.response.sheet import Card
    from app.store.database import Connection, Store

NAME_MOST = 120


@dataclass(frozen=True, slots=True)
class SignedCard:
    """Where a card stands. ``mark``: of its present text. ``signature``: the last one, whatever its text; None without one.

    ``is_signed``: its present text is signed.
    """

    card: Card
    mark: str
    signature: CardSignature | None
    is_signed: bool

    @property
    def has_changed(self) -> bool:
        """Whether it was signed, and its text changed since."""
        return self.signature is not None and not self.is_signed

    @property
    def words(self) -> str:
        """« signée le 26 novembre 2026 par Clarisse Palude, référente médicale »; empty without a signature."""
        if self.signature is None:
            return ""
        who = ", ".join(part for part in (self.signature.signed_by, self.signature.quality) if part)
        return _("signée le {day} par {who}").format(day=spoken_date(paris_date(self.signature.signed_at)), who=who)


def read_signatures(actor: Actor, store: Store) -> Mapping[str, SignedCard]:
    """Every card by slug, in order, with its signature; without names for who may not read them. Raises NotAllowed."""
    require(actor, Action.READ_PLANS)
    with store.reading() as conn:
        return _signatures(conn, store, is_named=may(actor, Action.READ_DIRECTORY))


def signatures_words(actor: Actor, store: Store) -> dict[str, str]:
    """Slug of each card whose present text is signed → « signée le 26 novembre 2026 par … ». Raises NotAllowed."""
    require(actor, Action.READ_PLANS)
    return {slug: one.words for slug, one in read_signatures(actor, store).items() if one.is_signed}


def sign_cards(actor: Actor, store: Store, marks: Mapping[str, str], *, name: str, quality: str) -> None:
    """The same for several cards (slug → mark) by one person; all or nothing."""
    require(actor, Action.VALIDATE_PLANS)
    name, quality = name.strip(), quality.strip()
    if not name or not quality:
        raise InvalidInput(N_("Une fiche est signée par une personne nommée : écrivez son nom et sa qualité."))
    if max(len(name), len(quality)) > NAME_MOST:
        raise InvalidInput(N_("C’est trop long : {most} caractères pour un nom ou une qualité."), most=NAME_MOST)
    if not marks:
        raise InvalidInput(N_("Choisissez au moins une fiche à signer."))
    with store.transaction() as conn:
        cards = shelf_on(conn, store).cards
        for slug, mark in sorted(marks.items()):
            if slug not in cards:
                raise NotFound(N_("Cette fiche n’est plus dans la bibliothèque. Rechargez la page."))
            if text_hash(cards[slug]) != mark:
                raise StaleRevision(
                    N_("Le texte de « {card} » vient de changer : relisez-le avant de signer."), card=cards[slug].title
                )
            signature = CardSignature(slug, mark, name, quality, store.now())
            plans.sign(conn, signature, actor.id)
            journal.write(conn, store.now(), actor.id, "card.signed", slug, {"card": slug})


def _signatures(conn: Connection, store: Store, *, is_named: bool) -> dict[str, SignedCard]:
    held = plans.signatures(conn)
    found: dict[str, SignedCard] = {}
    for slug, card in shelf_on(conn, store).cards.items():
        mark = text_hash(card)
        signed = [one for one in held.get(slug, ()) if one.text_hash == mark]
        last = next(iter([*signed, *held.get(slug, ())]), None)
        if last is not None and not is_named:
            last = CardSignature(last.card, last.text_hash, "", last.quality, last.signed_at)
        found[slug] = SignedCard(card, mark, last, bool(signed))
    return found
