"""What to send now, when to try again, when to give up, and what a crash leaves: none lost, none silently doubled.

Exactly-once is impossible over SMTP (DESIGN §10): a message whose fate is unknown after a crash is sent again with the
same Message-ID and says so. Pure decisions; services write them, each before and after the attempt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, RuleRefusal
from app.mobilisation.message import MESSAGE_WORDS, Message, MessageKind, MessageState
from app.mobilisation.preferences import Channel
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from app.core.ids import PersonId


class ErrorClass(StrEnum):
    """What went wrong, as far as trying again is concerned."""

    TEMPORARY = "temporary"
    """The network, a busy server, a 4xx reply of SMTP (RFC 5321 §4.2.1), HTTP 408, 425, 429, 5xx."""
    REFUSED = "refused"
    """This message or address will never be accepted: a 5xx reply of SMTP, HTTP 4xx."""
    SETTINGS = "settings"
    """The account, its password or TLS: no fault of the message, which waits until someone mends it."""


ERROR_WORDS = {
    ErrorClass.TEMPORARY: N_("le serveur ne répond pas ou demande d’attendre"),
    ErrorClass.REFUSED: N_("l’adresse ou le message est refusé"),
    ErrorClass.SETTINGS: N_("le compte d’envoi est mal réglé : vérifiez l’adresse, l’identifiant et le mot de passe"),
}

SMTP_AUTH = frozenset({454, 530, 534, 535, 538})
"""Replies about authentication (RFC 4954 §6) and TLS (RFC 3207 §4)."""

HTTP_WAIT = frozenset({408, 425, 429})
HTTP_AUTH = frozenset({401, 403, 407})


def smtp_error(code: int) -> ErrorClass:
    """The class of an SMTP reply code; anything that is no 5xx is temporary."""
    if code in SMTP_AUTH:
        return ErrorClass.SETTINGS
    return ErrorClass.REFUSED if 500 <= code < 600 else ErrorClass.TEMPORARY


def http_error(status: int) -> ErrorClass:
    """The class of an HTTP status of the SMS provider's webhook."""
    if status in HTTP_AUTH:
        return ErrorClass.SETTINGS
    return ErrorClass.REFUSED if 400 <= status < 500 and status not in HTTP_WAIT else ErrorClass.TEMPORARY


@dataclass(frozen=True, slots=True)
class Backoff:
    """Minutes to wait after each failed attempt, the last one repeated; no attempt once ``give_up_hours`` have passed.

    Indicative values: RFC 5321 §4.5.4.1 asks for retries of at least 30 min and 4–5 days for mail between servers; here the
    first hops are short because a hole in tomorrow's rota can't wait, and what is a day old is told to the coordinator.
    """

    minutes: tuple[int, ...] = (1, 2, 5, 10, 30, 60)
    settings_minutes: int = 15
    give_up_hours: int = 24


USUAL_BACKOFF = Backoff()


def next_attempt(
    message: Message, error: ErrorClass, now: datetime, backoff: Backoff = USUAL_BACKOFF
) -> datetime | None:
    """When to try again after an attempt that failed at ``now`` (already counted in ``attempts``); None: give up.

    Gives up at once when refused, and when the next attempt would come after ``useless_after`` or, for a temporary error,
    more than ``give_up_hours`` after it was due. A fault of the settings never exhausts a message.
    """
    if error is ErrorClass.REFUSED:
        return None
    if error is ErrorClass.SETTINGS:
        again = now + timedelta(minutes=backoff.settings_minutes)
    else:
        again = now + timedelta(minutes=backoff.minutes[min(max(message.attempts, 1), len(backoff.minutes)) - 1])
        if again > message.due_at + timedelta(hours=backoff.give_up_hours):
            return None
    return None if message.useless_after is not None and again >= message.useless_after else again


@dataclass(frozen=True, slots=True)
class Queued:
    """A stored message and when it may next be tried (its own hour at first)."""

    message: Message
    next_at: datetime


_SENDABLE = (MessageState.QUEUED, MessageState.UNCERTAIN)
NEWS = frozenset({MessageKind.PUBLICATION_CHANGE, MessageKind.CHANGE_WITHIN_48H})
"""Messages that say what one's seats have become: only the last one is still true."""

_FIRST = (
    MessageKind.ALERT,
    MessageKind.ALERT_TEST,
    MessageKind.CHANGE_WITHIN_48H,
    MessageKind.CALL_OUT,
    MessageKind.CALL_OUT_CLOSED,
    MessageKind.LINK_AGAIN,
)


def due(queue: Iterable[Queued], now: datetime) -> tuple[Message, ...]:
    """What leaves at ``now``, in order: alerts, changes within 48 h, call-outs, links asked for, then the rest by hour and id.

    News of changes reach each person in the order they were written, whatever their hours: one that leaves takes the
    older ones along before it, so that the last one read is the true one. Messages done by hand wait for a hand; those
    whose time has passed are left to :func:`expired`.
    """
    sendable = [
        one
        for one in queue
        if one.message.state in _SENDABLE
        and one.message.channel is not Channel.HAND
        and not is_useless(one.message, now)
    ]
    ready = [one.message for one in sendable if max(one.next_at, one.message.due_at) <= now]
    news: dict[PersonId, list[Message]] = {}
    for message in ready:
        if message.kind in NEWS:
            news.setdefault(message.recipient, []).append(message)
    older = [
        one.message
        for one in sendable
        if one.message.kind in NEWS
        and one.message not in ready
        and any(_written(one.message) < _written(sent) for sent in news.get(one.message.recipient, ()))
    ]

    def turn(message: Message) -> tuple[object, ...]:
        together = news.get(message.recipient, [message]) if message.kind in NEWS else [message]
        first = min(together, key=lambda one: (_urgency(one.kind), one.due_at, one.id))
        return _urgency(first.kind), first.due_at, first.id, _written(message)

    return tuple(sorted([*ready, *older], key=turn))


def _written(message: Message) -> tuple[datetime, str]:
    return message.created_at, message.id


def _urgency(kind: MessageKind) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def is_useless(message: Message, now: datetime) -> bool:
    """Whether sending it at ``now`` would serve nothing any more."""
    return message.useless_after is not None and now >= message.useless_after


def expired(queue: Iterable[Queued], now: datetime) -> tuple[Message, ...]:
    """Unsent messages that serve nothing any more, cancelled, in id order."""
    gone = (one.message for one in queue if one.message.state in _SENDABLE and is_useless(one.message, now))
    return tuple(replace(one, state=MessageState.CANCELLED) for one in sorted(gone, key=lambda one: one.id))


def begin(message: Message) -> Message:
    """The message as it is written just before an attempt: one more attempt, its fate open.

    Raises RuleRefusal unless it waits to be sent: two senders never take the same one.
    """
    if message.state not in _SENDABLE:
        raise RuleRefusal(
            N_("Ce message n’attend plus d’être envoyé ({state})."), state=_(MESSAGE_WORDS[message.state])
        )
    again = message.was_uncertain or message.state is MessageState.UNCERTAIN
    return replace(message, state=MessageState.SENDING, attempts=message.attempts + 1, was_uncertain=again)


def accepted(message: Message) -> Message:
    """The message once a server has taken it."""
    return replace(message, state=MessageState.SENT, error="")


def failed(message: Message, error: ErrorClass, detail: str, now: datetime, backoff: Backoff = USUAL_BACKOFF) -> Queued:
    """The message after a failed attempt: queued with its next hour, or failed for good; the reason is kept either way."""
    again = next_attempt(message, error, now, backoff)
    state = MessageState.FAILED if again is None else MessageState.QUEUED
    return Queued(replace(message, state=state, error=_reason(error, detail)), again or now)


def _reason(error: ErrorClass, detail: str) -> str:
    line = " ".join(detail.split())[:200]
    return f"{_(ERROR_WORDS[error])} ({line})" if line else _(ERROR_WORDS[error])


def recovered(messages: Iterable[Message]) -> tuple[Message, ...]:
    """What a crash left « sending », to be sent again: nobody knows whether the server took it. In id order."""
    lost = sorted((one for one in messages if one.state is MessageState.SENDING), key=lambda one: one.id)
    return tuple(replace(one, state=MessageState.UNCERTAIN, was_uncertain=True) for one in lost)


def done_by_hand(message: Message) -> Message:
    """The message once the coordinator has passed it on; whatever its channel, as long as it has not left.

    Raises RuleRefusal for one that was sent, is being sent, or was cancelled.
    """
    if message.state not in (*_SENDABLE, MessageState.FAILED):
        raise RuleRefusal(
            N_("Ce message n’attend plus d’être envoyé ({state})."), state=_(MESSAGE_WORDS[message.state])
        )
    return replace(message, state=MessageState.BY_HAND_DONE, error="")


def cancel(message: Message) -> Message:
    """The message withdrawn before it left (its call-out was filled, its seat freed); any other stays as it is."""
    unsent = message.state in (*_SENDABLE, MessageState.FAILED)
    return replace(message, state=MessageState.CANCELLED) if unsent else message


def state_text(message: Message) -> str:
    """« envoyé », « envoi incertain, renvoyé » for one that left a second time after a crash."""
    if message.was_uncertain and message.state in (MessageState.SENT, MessageState.SENDING, MessageState.UNCERTAIN):
        return _(MESSAGE_WORDS[MessageState.UNCERTAIN])
    return _(MESSAGE_WORDS[message.state])


def fate_sentence(one: Queued, now: datetime) -> str:
    """What became of a message and what comes next, for its row: « à envoyer lundi 30 novembre à 8 h »."""
    message = one.message
    if message.state is MessageState.FAILED:
        return _("échec : {why}. Passez-le à la main ou corrigez l’adresse.").format(why=message.error)
    if message.state is MessageState.QUEUED and message.error:
        tried = ngettext("{n} essai", "{n} essais", message.attempts).format(n=message.attempts)
        return _("{tried}, {why} ; nouvel essai {when}").format(
            tried=tried, why=message.error, when=spoken_instant(one.next_at)
        )
    if message.state is MessageState.QUEUED and message.channel is Channel.HAND:
        return _("à passer à la main")
    if message.state is MessageState.QUEUED and message.due_at > now:
        return _("à envoyer {when}").format(when=spoken_instant(message.due_at))
    return state_text(message)


_DOMAIN = re.compile(r"(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})*")
_ID = re.compile(r"[a-z0-9-]{8,64}")


def message_id_of(id: str, domain: str) -> str:
    """The Message-ID header (RFC 5322 §3.6.4) of a stored message: the same at every attempt.

    Raises InvalidInput for a domain that is no host name: a header is no place for anything else.
    """
    host = domain.strip().casefold()
    if not _DOMAIN.fullmatch(host):
        raise InvalidInput(
            N_("« {domain} » n’est pas un nom de domaine : écrivez par exemple cpts.example.org."), domain=domain
        )
    if not _ID.fullmatch(id):
        raise InvalidInput(N_("L’identifiant du message n’est pas valable."))
    return f"<{id}@{host}>"


def idempotency_key(message: Message) -> str:
    """The ``Idempotency-Key`` header of the SMS webhook: one a message, the same at every attempt."""
    return message.id


def informed(messages: Iterable[Message]) -> frozenset[PersonId]:
    """Those who have received the art. 14 notice with one of these messages."""
    reached = (MessageState.SENT, MessageState.BY_HAND_DONE)
    return frozenset(one.recipient for one in messages if one.carries_notice and one.state in reached)
