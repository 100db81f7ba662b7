"""Send the letters to partners: each is taken in one transaction, attempted outside any, and its fate written in another.

One found « sending » was left so by a crash: it leaves again with the same Message-ID, and says so.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_
from app.mobilisation.message import LINK, MessageState
from app.mobilisation.outbox import ERROR_WORDS, USUAL_BACKOFF, ErrorClass
from app.mobilisation.preferences import Channel
from app.services.crisis.writing_desk import read_sender
from app.services.exercise.exercise_guard import leads_nowhere, stays_within
from app.services.messages.letter import STRIKES_OUT, Failure, Letter
from app.services.messages.personal_link import link_address
from app.services.messages.ways_out import read_ways
from app.store import community, partner_letters
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.services.messages.ways_out import Way, Ways
    from app.store.database import Connection, Store
    from app.store.partner_letters import PartnerLetter

log = logging.getLogger("releve.partner_letters")

UNCERTAIN = N_("envoi incertain, renvoyé")
"""What a letter says that left a second time after a crash."""

_DOUBT = " · "
"""Between the doubt and what went wrong since."""

NO_ADDRESS = N_("l’adresse publique de Relève n’est pas réglée, le lien ne s’ouvrirait pas")


def send_partner_letters(
    actor: Actor,
    store: Store,
    ways: Ways | None = None,
    public_url: str = "",
    stopping: Callable[[], bool] = lambda: False,
) -> datetime | None:
    """Send what waits by the ways that are set; returns when to look again. A duty of the scheduler.

    ``public_url`` is the process's; empty means the community's own. What has no way waits for a hand; three failures of
    the server in a row put the rest of its channel off to the next attempt.
    """
    require(actor, Action.SEND_MESSAGES)
    _expire(store)
    with store.reading() as conn:
        if not partner_letters.in_states(conn):
            return None
    found = read_ways(store) if ways is None else ways
    with store.reading() as conn:
        now, base_url = store.now(), public_url or community.read(conn).public_url
        ready = [one for one in partner_letters.in_states(conn) if one.next_at <= now and one.channel in found.channels]
    if ready:
        struck: Counter[Channel] = Counter()
        with found.open() as opened:
            for letter in ready:
                if stopping():
                    return store.now()
                _attempt(store, opened, letter.id, base_url, struck)
    with store.reading() as conn:
        left = [one for one in partner_letters.in_states(conn) if one.channel in found.channels]
    return min((one.next_at for one in left), default=None)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A letter that this sender alone holds, as it leaves."""

    held: PartnerLetter
    letter: Letter


def _attempt(store: Store, opened: Mapping[Channel, Way], id: str, base_url: str, struck: Counter[Channel]) -> None:
    taken = _take(store, id, base_url, struck)
    if taken is None:
        return
    held = taken.held
    failure = _sent(opened[held.channel], taken.letter)
    struck[held.channel] = struck[held.channel] + failure.strikes if failure and failure.strikes else 0
    with store.transaction() as conn:
        partner_letters.update(conn, after(held, failure, store.now()), store.now())


def _take(store: Store, id: str, base_url: str, struck: Mapping[Channel, int]) -> _Taken | None:
    """Write that the letter is being sent; None when it no longer waits, or can't leave now (it then says why)."""
    with store.transaction() as conn:
        now, held = store.now(), partner_letters.find(conn, id)
        if held is None or held.state not in partner_letters.WAITING:
            return None
        if stays_within(conn, held.about) or leads_nowhere(conn, held.link):
            partner_letters.update(conn, replace(held, state=MessageState.CANCELLED), now)
            return None
        was_lost = held.state is MessageState.SENDING
        begun = replace(held, state=MessageState.SENDING, attempts=held.attempts + 1)
        begun = replace(begun, error=_(UNCERTAIN) if was_lost or is_doubtful(held) else held.error)
        trouble = _trouble(begun, base_url, struck)
        if trouble is not None:
            partner_letters.update(conn, after(begun, trouble, now), now)
            return None
        partner_letters.update(conn, begun, now)
        return _Taken(begun, _letter(conn, store, begun, base_url, now))


def _trouble(begun: PartnerLetter, base_url: str, struck: Mapping[Channel, int]) -> Failure | None:
    """Why it is not even tried: its link would open nothing, or the server has just refused three times in a row."""
    if begun.holds_link and not base_url:
        return Failure(ErrorClass.SETTINGS, _(NO_ADDRESS))
    return Failure(ErrorClass.TEMPORARY) if struck.get(begun.channel, 0) >= STRIKES_OUT else None


def after(begun: PartnerLetter, failure: Failure | None, now: datetime) -> PartnerLetter:
    """The letter after an attempt: sent, to be tried again, or given up. A fault of the settings never exhausts it."""
    if failure is None:
        return replace(begun, state=MessageState.SENT, error=_(UNCERTAIN) if is_doubtful(begun) else "")
    again = _next_attempt(begun, failure.error, now)
    state = MessageState.FAILED if again is None else MessageState.QUEUED
    doubt = is_doubtful(begun) or failure.is_uncertain
    error = f"{_(UNCERTAIN)}{_DOUBT}{_reason(failure)}" if doubt else _reason(failure)
    return replace(begun, state=state, next_at=again or now, error=error)


def is_doubtful(letter: PartnerLetter) -> bool:
    """Whether the server may have taken it already: the line broke, or Relève stopped, once its text had left.

    The doubt stays until the end, through whatever else goes wrong: its reader may find the letter twice.
    """
    return letter.error.partition(_DOUBT)[0] == _(UNCERTAIN)


def _reason(failure: Failure) -> str:
    detail = " ".join(failure.detail.split())[:200]
    if detail == _(NO_ADDRESS):
        return detail
    words = _(ERROR_WORDS[failure.error])
    return f"{words} ({detail})" if detail else words


def _next_attempt(begun: PartnerLetter, error: ErrorClass, now: datetime) -> datetime | None:
    """None: give up. As for messages (``app.mobilisation.outbox.next_attempt``), a day after it was written at most."""
    if error is ErrorClass.REFUSED:
        return None
    steps = USUAL_BACKOFF.minutes
    wait = steps[min(max(begun.attempts, 1), len(steps)) - 1]
    again = now + timedelta(minutes=USUAL_BACKOFF.settings_minutes if error is ErrorClass.SETTINGS else wait)
    given_up = begun.created_at + timedelta(hours=USUAL_BACKOFF.give_up_hours)
    if error is not ErrorClass.SETTINGS and again > given_up:
        return None
    return None if begun.useless_after is not None and again >= begun.useless_after else again


def _sent(way: Way, letter: Letter) -> Failure | None:
    """One attempt. A fault nobody foresaw stops nothing; its words stay out of the log."""
    try:
        return way.send(letter)
    except Exception as error:
        log.error("a letter did not leave: %s", type(error).__name__)
        return Failure(ErrorClass.TEMPORARY, type(error).__name__, strikes=1)


def _letter(conn: Connection, store: Store, begun: PartnerLetter, base_url: str, now: datetime) -> Letter:
    return Letter(
        key=begun.id,
        message_id=begun.message_id,
        to=begun.address,
        subject=begun.subject,
        text=filled(conn, store, begun, base_url),
        at=now,
        sender_name=read_sender(conn).community,
        reply_to=community.read(conn).contact.strip(),
    )


def filled(conn: Connection, store: Store, letter: PartnerLetter, base_url: str) -> str:
    """The text as it leaves, its link filled in; in the caller's transaction."""
    if letter.link is None:
        return letter.body
    return letter.body.replace(LINK, link_address(conn, store, letter.link, base_url))


def _expire(store: Store) -> None:
    """Cancel what serves nothing any more, whatever its channel."""
    with store.reading() as conn:
        late = [one.id for one in partner_letters.in_states(conn) if is_useless(one, store.now())]
    if not late:
        return
    with store.transaction() as conn:
        now = store.now()
        for one in partner_letters.in_states(conn):
            if is_useless(one, now):
                partner_letters.update(conn, replace(one, state=MessageState.CANCELLED), now)


def is_useless(letter: PartnerLetter, now: datetime) -> bool:
    """Whether sending it at ``now`` would serve nothing any more."""
    return letter.useless_after is not None and now >= letter.useless_after
