"""What is done to letters to partners that have not left: try again, pass on by hand, mark as done, cancel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, NotFound, RuleRefusal
from app.mobilisation.message import MESSAGE_WORDS, MessageState
from app.mobilisation.preferences import Channel
from app.store import journal, partner_letters
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.database import Store
    from app.store.partner_letters import PartnerLetter


def retry_letters(actor: Actor, store: Store, ids: Iterable[str]) -> int:
    """Queue letters to leave now. Returns how many. Raises RuleRefusal for one that left, NotFound."""
    return _each(
        actor, store, ids, "letters_retried",
        lambda one, now: replace(one, state=MessageState.QUEUED, next_at=now, error="", channel=_own(one)),
    )  # fmt: skip


def pass_letters_by_hand(actor: Actor, store: Store, ids: Iterable[str]) -> int:
    """Take letters out of their channel: they wait for a hand. Raises RuleRefusal, NotFound."""
    return _each(
        actor, store, ids, "letters_by_hand",
        lambda one, now: replace(one, state=MessageState.QUEUED, channel=Channel.HAND, error=""),
    )  # fmt: skip


def mark_letters_done(actor: Actor, store: Store, ids: Iterable[str]) -> int:
    """Write that someone passed letters on themselves. Raises RuleRefusal, NotFound."""
    return _each(
        actor, store, ids, "letters_done_by_hand",
        lambda one, now: replace(one, state=MessageState.BY_HAND_DONE, error=""),
    )  # fmt: skip


def cancel_partner_letters(actor: Actor, store: Store, ids: Iterable[str]) -> int:
    """Withdraw letters that have not left. Raises RuleRefusal, NotFound."""
    return _each(
        actor, store, ids, "letters_cancelled", lambda one, now: replace(one, state=MessageState.CANCELLED)
    )  # fmt: skip


def _each(
    actor: Actor,
    store: Store,
    ids: Iterable[str],
    type: str,
    changed: Callable[[PartnerLetter, datetime], PartnerLetter],
) -> int:
    """All or none, in one transaction with its line in the journal."""
    require(actor, Action.SEND_MESSAGES)
    chosen = sorted(set(ids))
    with store.transaction() as conn:
        now = store.now()
        for id in chosen:
            held = partner_letters.find(conn, id)
            if held is None:
                raise NotFound(N_("Ce courrier n’existe plus. Rechargez la page."))
            if held.state not in (MessageState.QUEUED, MessageState.FAILED):
                raise RuleRefusal(
                    N_("Ce courrier n’attend plus d’être envoyé ({state})."), state=_(MESSAGE_WORDS[held.state])
                )
            partner_letters.update(conn, changed(held, now), now)
        journal.write(conn, now, actor.id, type, "partner_letters", {"ids": chosen})
    return len(chosen)


def _own(letter: PartnerLetter) -> Channel:
    """The channel its address allows: one taken by hand by mistake may leave by e-mail again."""
    if "@" in letter.address:
        return Channel.EMAIL
    return letter.channel
