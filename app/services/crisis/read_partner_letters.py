"""Letters to partners as a screen needs them: what waits for a hand, what failed, what leaves by itself, what has left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import InvalidInput
from app.documents.csv_table import csv_bytes
from app.mobilisation.message import MessageState
from app.mobilisation.preferences import Channel
from app.services.crisis.send_partner_letters import filled
from app.services.messages.by_hand import mailto, sms
from app.services.messages.read_outbox import Group
from app.services.messages.ways_out import read_ways
from app.settings import read as read_settings
from app.store import community, journal, partner_letters
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.database import Connection, Store
    from app.store.partner_letters import PartnerLetter

_LEFT = {
    MessageState.SENT: Group.SENT,
    MessageState.BY_HAND_DONE: Group.DONE,
    MessageState.CANCELLED: Group.CANCELLED,
    MessageState.FAILED: Group.FAILED,
}
ORDER = (Group.FAILED, Group.BY_HAND, Group.HELD, Group.WAITING)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter and what is expected of whom."""

    letter: PartnerLetter
    group: Group

    @property
    def id(self) -> str:
        return self.letter.id


@dataclass(frozen=True, slots=True)
class PartnerPost:
    """``unsent``: what has not left, failures first; ``left``: the newest of what has."""

    now: datetime
    channels: frozenset[Channel]
    unsent: tuple[LetterRow, ...]
    left: tuple[LetterRow, ...]

    def of(self, group: Group) -> tuple[LetterRow, ...]:
        return tuple(row for row in (*self.unsent, *self.left) if row.group is group)


def read_partner_letters(actor: Actor, store: Store, about: str = "", left: int = 100) -> PartnerPost:
    """Every letter that has not left and the newest that have; of one survey, plan or event when ``about`` names it."""
    require(actor, Action.READ_MESSAGES)
    channels = _channels(store)
    with store.reading() as conn:
        unsent = partner_letters.in_states(conn, partner_letters.UNSENT)
        sent = partner_letters.recent(conn, limit=left)
        if about:
            every = partner_letters.about(conn, about)
            unsent = [one for one in every if one.state in partner_letters.UNSENT]
            sent = [one for one in every if one.state in partner_letters.LEFT][:left]
        url = read_settings().public_url or community.read(conn).public_url
    rows = sorted(
        (LetterRow(one, group_of(one, channels, url)) for one in unsent),
        key=lambda row: (ORDER.index(row.group), row.letter.created_at, row.id),
    )
    return PartnerPost(
        store.now(), channels, tuple(rows), tuple(LetterRow(one, group_of(one, channels, url)) for one in sent)
    )


def group_of(letter: PartnerLetter, channels: frozenset[Channel], base_url: str) -> Group:
    """Where a letter stands; one whose channel has no way waits for a hand."""
    if letter.state in _LEFT:
        return _LEFT[letter.state]
    if letter.channel not in channels:
        return Group.BY_HAND
    return Group.HELD if letter.holds_link and not base_url else Group.WAITING


@dataclass(frozen=True, slots=True)
class LetterToHand:
    """One letter ready to be passed on: its text with its link, and addresses that open it ready to send, or empty."""

    id: str
    who: str
    contact: str
    subject: str
    text: str
    mailto: str
    sms: str
    tel: str
    is_pasted: bool
    """The text is too long for ``mailto:``: the e-mail opens with its object, and the text is pasted."""


def letters_to_hand(actor: Actor, store: Store, ids: Sequence[str], base_url: str) -> tuple[LetterToHand, ...]:
    """The letters as they are to be passed on, links filled in; those that are gone are left out."""
    require(actor, Action.SEND_MESSAGES)
    if not ids:
        return ()
    with store.transaction() as conn:
        found = [partner_letters.find(conn, id) for id in ids]
        return tuple(_to_hand(conn, store, one, base_url) for one in found if one is not None)


def take_letters(actor: Actor, store: Store, ids: Sequence[str], base_url: str) -> bytes:
    """These letters as a table for a mail merge, one line each, with their own links: noted in the journal.

    Raises NotAllowed.
    """
    handed = letters_to_hand(actor, store, ids, base_url)
    with store.transaction() as conn:
        journal.write(conn, store.now(), actor.id, "letters_taken", "partner_letters", {"count": len(handed)})
    header = [_("destinataire"), _("e-mail"), _("téléphone"), _("objet"), _("message")]
    return csv_bytes(
        header,
        [(one.who, one.contact if one.mailto else "", _without_plus(one.tel), one.subject, one.text) for one in handed],
    )


def _without_plus(tel: str) -> str:
    """``0033199003002``: with a « + » a spreadsheet would take it for a formula."""
    number = tel.removeprefix("tel:")
    return f"00{number[1:]}" if number.startswith("+") else number


def _to_hand(conn: Connection, store: Store, letter: PartnerLetter, base_url: str) -> LetterToHand:
    text = filled(conn, store, letter, base_url)
    email = letter.address if "@" in letter.address else ""
    phone = "" if email else letter.address
    whole = mailto(email, letter.subject, text) if email else ""
    return LetterToHand(
        id=letter.id,
        who=letter.who,
        contact=letter.address,
        subject=letter.subject,
        text=text,
        mailto=(whole or mailto(email, letter.subject, "")) if email else "",
        sms=sms(phone, text) if phone.startswith(("+336", "+337")) else "",
        tel=f"tel:{phone}" if phone else "",
        is_pasted=bool(email) and not whole,
    )


def _channels(store: Store) -> frozenset[Channel]:
    try:
        return read_ways(store).channels
    except InvalidInput:
        return frozenset()
