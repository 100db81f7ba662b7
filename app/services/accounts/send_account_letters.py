"""Letters with a link to a new password: they leave by the community's mailbox, for an hour, then serve nothing.

They are no messages to volunteers: coordinators read those and pass them on by hand, and would hold the link.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import InvalidInput
from app.mobilisation.outbox import ERROR_WORDS, USUAL_BACKOFF, ErrorClass, message_id_of
from app.mobilisation.preferences import Channel
from app.services.accounts.recover_access import letter_token, link_address
from app.services.crisis.writing_desk import read_sender
from app.services.messages.letter import Failure, Letter
from app.services.messages.ways_out import read_ways
from app.store import account_letters, accounts, community
from app.words import _, use_language

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.account import Account
    from app.access.actor import Actor
    from app.services.messages.ways_out import Way, Ways
    from app.store.account_letters import AccountLetter
    from app.store.database import Connection, Store

log = logging.getLogger("releve.account_letters")


def send_account_letters(actor: Actor, store: Store, ways: Ways | None = None, public_url: str = "") -> datetime | None:
    """Send what waits; returns when to look again. A duty of the scheduler.

    ``public_url`` is the process's; empty means the community's own. The address a browser asked for is never used: it
    could be forged, and would send the link to someone else.
    """
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.reading() as conn:
        waiting, base_url = account_letters.waiting(conn), public_url or community.read(conn).public_url
    if not waiting:
        return None
    found = read_ways(store) if ways is None else ways
    for letter in waiting:
        if letter.next_at <= store.now():
            _attempt(store, found, letter, base_url)
    with store.reading() as conn:
        return min((one.next_at for one in account_letters.waiting(conn)), default=None)


def letters_leave(store: Store, public_url: str = "") -> bool:
    """Whether a letter could leave at all: the same for every account, so that it may be said to anyone."""
    with store.reading() as conn:
        base_url = public_url or community.read(conn).public_url
    try:
        return bool(base_url) and Channel.EMAIL in read_ways(store).channels
    except InvalidInput:
        return False


def _attempt(store: Store, ways: Ways, waiting: AccountLetter, base_url: str) -> None:
    """One attempt: the link is written in one transaction, the letter leaves outside any, its fate in another."""
    with store.transaction() as conn:
        begun = replace(waiting, attempts=waiting.attempts + 1, state="sending")
        account = accounts.find(conn, waiting.account_id)
        is_late = store.now() >= begun.useless_after
        trouble = _TOO_LATE if is_late else _trouble(account, ways, base_url)
        if account is None or trouble is not None:
            account_letters.update(conn, _after(begun, trouble or _TOO_LATE, store.now()))
            return
        account_letters.update(conn, begun)
        letter = _written(conn, store, begun, account, base_url)
    with ways.open() as opened:
        failure = _sent(opened[Channel.EMAIL], letter)
    with store.transaction() as conn:
        account_letters.update(conn, _after(begun, failure, store.now()))


_TOO_LATE = Failure(ErrorClass.REFUSED)
"""The account was closed, or whoever asked has long stopped waiting."""


def _trouble(account: Account | None, ways: Ways, base_url: str) -> Failure | None:
    """Why it does not leave now, None when it does."""
    if account is None or account.disabled_at is not None or not account.email:
        return _TOO_LATE
    if Channel.EMAIL not in ways.channels:
        return Failure(ErrorClass.SETTINGS, _unset()[0])
    return None if base_url else Failure(ErrorClass.SETTINGS, _unset()[1])


def _unset() -> tuple[str, str]:
    """What is not there yet, said alone: no account of sending is at fault."""
    return _("aucune messagerie n’est réglée"), _("aucune adresse publique n’est réglée")


def _after(begun: AccountLetter, failure: Failure | None, now: datetime) -> AccountLetter:
    """The letter after an attempt: sent, to be tried again, or given up once it would serve nothing."""
    if failure is None:
        return replace(begun, state="sent", error="")
    words = _(ERROR_WORDS[failure.error])
    steps = USUAL_BACKOFF.minutes
    again = now + timedelta(minutes=steps[min(begun.attempts, len(steps)) - 1])
    lost = failure.error is ErrorClass.REFUSED or again >= begun.useless_after
    error = f"{words} ({failure.detail})" if failure.detail else words
    if failure.error is ErrorClass.SETTINGS and failure.detail in _unset():
        error = failure.detail
    return replace(begun, state="failed" if lost else "queued", next_at=again, error=error)


def _sent(way: Way, letter: Letter) -> Failure | None:
    """One attempt. A fault nobody foresaw stops nothing; its words stay out of the log."""
    try:
        return way.send(letter)
    except Exception as error:
        log.error("a letter did not leave: %s", type(error).__name__)
        return Failure(ErrorClass.TEMPORARY, type(error).__name__)


def _written(conn: Connection, store: Store, begun: AccountLetter, account: Account, base_url: str) -> Letter:
    sender, held = read_sender(conn), community.read(conn)
    with use_language(begun.language):
        subject = _("{community} : un nouveau mot de passe").format(community=sender.community)
        text = _(
            "Bonjour {name},\n\nQuelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte Relève ({community}, mot convenu : {word}). Ce lien sert une fois, pendant une heure :\n\n{link}\n\nSi ce n’est pas vous, ne faites rien : votre mot de passe reste le même. Ne transférez pas ce message.\n\n{coordination}, {contact}"
        ).format(
            name=account.name, community=sender.community, word=sender.code_word, coordination=sender.coordination,
            contact=sender.contact, link=link_address(base_url, letter_token(conn, store, begun)),
        )  # fmt: skip
    return Letter(
        key=begun.id,
        message_id=message_id_of(begun.id, sender.domain),
        to=account.email,
        subject=subject,
        text=text,
        at=store.now(),
        sender_name=sender.community,
        reply_to=held.contact.strip(),
        language=begun.language,
    )
