"""Write to a partner: an authority, an establishment, a practice, whoever is not in the roster. Queued, sent by a duty.

Nothing here opens a transaction: a letter is queued in the one that writes what it announces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.login_names import is_email
from app.core.errors import N_, InvalidInput
from app.core.ids import new_id
from app.mobilisation.message import LINK, MessageState
from app.mobilisation.outbox import message_id_of
from app.mobilisation.preferences import Channel
from app.services.crisis.writing_desk import read_sender
from app.services.exercise.exercise_guard import is_simulated, stays_within
from app.store import links, partner_letters
from app.store.partner_letters import LETTER_WORDS, UNSENT, LetterKind, PartnerLetter
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.access.links import Subject
    from app.store.database import Connection, Store

__all__ = [
    "LETTER_WORDS", "LetterKind", "Partner", "cancel_letters", "cancel_letters_to", "signature", "write_to_partner",
]  # fmt: skip

EXERCISE = N_("EXERCICE – EXERCICE – EXERCICE")
"""How whatever leaves for an exercise begins."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Whoever is written to. Without an e-mail the letter waits to be passed on by hand, with ``phone`` to ring."""

    name: str
    organisation: str = ""
    email: str = ""
    phone: str = ""


def write_to_partner(
    conn: Connection,
    store: Store,
    now: datetime,
    *,
    kind: LetterKind,
    about: str,
    to: Partner,
    subject: str,
    body: str,
    link: Subject | None = None,
    useless_after: datetime | None = None,
    exercise: bool = False,
    by_sms: str = "",
    event_id: str = "",
) -> str:
    """Queue a letter and return its id; within the caller's transaction. Empty, and nothing queued, when it is about an
    exercise that is not armed: told by ``about``, or by ``event_id`` for what belongs to no event by itself.

    ``body`` holds ``{lien}`` where the address of ``link`` is to stand; sign it with :func:`signature`. ``by_sms``: a
    short text with ``{lien}`` that takes its place for someone who has a mobile and no e-mail. ``exercise``: the object
    and the text begin with « EXERCICE – EXERCICE – EXERCICE ». Raises InvalidInput for an e-mail that can't be one, and
    for a body that announces a link without ``link`` or the reverse.
    """
    channel, address = _way(to, by_sms)
    text = by_sms if channel is Channel.SMS else body
    if (LINK in text) != (link is not None):
        raise InvalidInput(
            N_("Le texte du courrier et son lien ne vont pas ensemble : gardez {mark} là où va le lien."), mark=LINK
        )
    if stays_within(conn, about) or is_simulated(conn, event_id):
        return ""
    if link is not None:
        links.ensure(conn, store.folder.key("links"), link, now)
    id = new_id()
    first = f"{_(EXERCISE)}\n\n" if exercise else ""
    letter = PartnerLetter(
        id=id,
        kind=kind,
        about=about,
        organisation=_line(to.organisation),
        name=_line(to.name),
        channel=channel,
        address=address,
        subject=_line(f"{_(EXERCISE)}, {subject}" if exercise else subject),
        body=first + text,
        link=link,
        message_id=message_id_of(id, read_sender(conn).domain),
        created_at=now,
        next_at=now,
        changed_at=now,
        useless_after=useless_after,
    )
    partner_letters.add(conn, [letter])
    return id


def cancel_letters(conn: Connection, about: str, now: datetime, kind: LetterKind | None = None) -> int:
    """Withdraw the letters about something (of one kind, if named) that have not left; returns how many.

    Within the caller's transaction. One that is on its way at this very moment is left to its fate.
    """
    return _cancelled(conn, [one for one in partner_letters.about(conn, about) if kind in (None, one.kind)], now)


def cancel_letters_to(conn: Connection, pages: Iterable[Subject], now: datetime) -> int:
    """The same for the letters that lead to one of these pages, whatever they are about."""
    wanted = frozenset(pages)
    return _cancelled(conn, [one for one in partner_letters.in_states(conn, UNSENT) if one.link in wanted], now)


def _cancelled(conn: Connection, letters: Iterable[PartnerLetter], now: datetime) -> int:
    found = [one for one in letters if one.state in UNSENT and one.state is not MessageState.SENDING]
    for one in found:
        partner_letters.update(conn, replace(one, state=MessageState.CANCELLED), now)
    return len(found)


def signature(conn: Connection) -> str:
    """Who writes and how to answer, in the last lines of a letter."""
    sender = read_sender(conn)
    return _("{coordination}, {community}\n{contact}").format(
        coordination=sender.coordination, community=sender.community, contact=sender.contact
    )


def _way(to: Partner, by_sms: str) -> tuple[Channel, str]:
    """How it leaves: by e-mail; else by SMS when a short text is there and the number is a mobile's; else by hand."""
    email, phone = to.email.strip(), to.phone.strip()
    if email:
        if not is_email(email):
            raise InvalidInput(N_("« {email} » n’est pas une adresse e-mail."), email=email)
        return Channel.EMAIL, email
    if by_sms and phone.startswith(("+336", "+337")):
        return Channel.SMS, phone
    return Channel.HAND, phone


def _line(text: str) -> str:
    """One line: a header holds no other. No-break spaces stay."""
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip()
