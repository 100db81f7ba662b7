"""What leaves by the coordinator's own hand: a text to copy, ``mailto:`` and ``sms:`` that open it ready, a file, lists.

Nothing is sent here; a first personal link is written, because the text that is passed on must open something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.documents.csv_table import csv_bytes
from app.mobilisation.message import KIND_WORDS
from app.mobilisation.preferences import Channel
from app.services.crisis.note_reading import Read, note_reading
from app.services.keeping.reference import read_library
from app.services.messages.personal_link import filled_body
from app.store import messages, people
from app.words import _
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.access.actor import Actor
    from app.mobilisation.message import Message
    from app.roster.person import Person
    from app.store.database import Connection, Store

LONGEST_ADDRESS = 1900
"""Characters of a ``mailto:`` or ``sms:`` that programs open whole: Windows hands over 2,048 at most."""

BCC_AT_ONCE = 80
"""Hidden recipients of one e-mail: mailboxes for the public commonly stop at 100."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """One message ready to be passed on. An opener is empty when the person has no such contact, or an SMS would be cut."""

    id: str
    name: str
    subject: str
    text: str
    email: str
    mobile: str
    phone: str
    kind: str
    mailto: str
    sms: str
    tel: str
    is_pasted: bool
    """The text is too long for ``mailto:``: the e-mail opens with its subject, and the text is pasted."""


def hand_overs(actor: Actor, store: Store, ids: Sequence[str], base_url: str) -> tuple[HandOver, ...]:
    """The messages as they are to be passed on, links filled in, in the order asked; those that are gone are left out."""
    require(actor, Action.SEND_MESSAGES)
    if not ids:
        return ()
    with store.transaction() as conn:
        found = [messages.find(conn, id) for id in ids]
        return tuple(_hand_over(conn, store, one.message, base_url) for one in found if one is not None)


def _hand_over(conn: Connection, store: Store, message: Message, base_url: str) -> HandOver:
    text, person = filled_body(conn, store, message, base_url), people.find(conn, message.recipient)
    email, mobile, phone = (person.email, person.mobile, person.phone) if person is not None else ("", "", "")
    if message.channel is Channel.EMAIL:
        email = message.address or email
    if message.channel is Channel.SMS:
        mobile = message.address or mobile
    whole = mailto(email, message.subject, text) if email else ""
    return HandOver(
        id=message.id,
        name=full_name(person.given_name, person.family_name) if person is not None else "?",
        subject=message.subject,
        text=text,
        email=email,
        mobile=mobile,
        phone=phone,
        kind=_(KIND_WORDS[message.kind]),
        mailto=(whole or mailto(email, message.subject, "")) if email else "",
        sms=sms(mobile, text) if mobile else "",
        tel=f"tel:{mobile or phone}" if mobile or phone else "",
        is_pasted=bool(email) and not whole,
    )


def mailto(to: str, subject: str, text: str) -> str:
    """An address that opens an e-mail ready to send (RFC 6068: UTF-8, percent-encoded, line breaks as CRLF).

    Empty when it would be longer than programs open: the text is then copied instead, never cut.
    """
    body = text.replace("\r\n", "\n").replace("\n", "\r\n")
    address = f"mailto:{quote(to, safe='@')}?subject={_encoded(subject)}&body={_encoded(body)}"
    return address if len(address) <= LONGEST_ADDRESS else ""


def sms(to: str, text: str) -> str:
    """An address that opens an SMS ready to send, on Android (RFC 5724) and iOS alike; empty when it would be cut."""
    address = f"sms:{quote(to, safe='+')}?body={_encoded(text)}"
    return address if len(address) <= LONGEST_ADDRESS else ""


def _encoded(text: str) -> str:
    # Every reserved sign too, « + » and « & » first of all: some mailers read them as a space and a new field.
    return quote(text, safe="")


def take_batch(actor: Actor, store: Store, ids: Sequence[str], base_url: str) -> bytes:
    """These messages as a file, with contacts and personal links: noted in the journal. Raises NotAllowed."""
    handed = hand_overs(actor, store, ids, base_url)
    with store.reading() as conn:
        found = [messages.find(conn, id) for id in ids]
    note_reading(actor, store, Read.CONTACTS, [one.message.recipient for one in found if one is not None])
    return batch_csv(handed)


def batch_csv(handed: Iterable[HandOver]) -> bytes:
    """Messages as a table for a mail merge or a bulk SMS tool: one line a message, its text on several lines if need be."""
    header = [_("nom"), _("e-mail"), _("mobile"), _("sujet du message"), _("objet"), _("message")]
    return csv_bytes(
        header, [(one.name, one.email, _plain_number(one.mobile), one.kind, one.subject, one.text) for one in handed]
    )


def _plain_number(number: str) -> str:
    """``0033639980002``: with a « + » a spreadsheet would take it for a formula."""
    return f"00{number[1:]}" if number.startswith("+") else number


@dataclass(frozen=True, slots=True)
class BccList:
    """The e-mail addresses of a profession, in as many lists as hidden recipients allow, and who has none."""

    profession: str
    lists: tuple[str, ...]
    count: int
    without_email: int


def bcc_lists(actor: Actor, store: Store) -> tuple[BccList, ...]:
    """Addresses to put in hidden copy, by profession; people who asked not to be contacted are left out.

    Noted in the journal. Raises NotAllowed.
    """
    require(actor, Action.SEND_MESSAGES)
    with store.reading() as conn:
        library = read_library(store, conn)
        today = paris_date(store.now())
        everyone = [person for person in people.every(conn) if person.is_contactable_on(today)]
    labels: dict[str | None, str] = {}
    labels.update(library.professions.labels)
    labels[None] = _("sans profession de santé")
    note_reading(actor, store, Read.CONTACTS, [person.id for person in everyone])
    by_profession: dict[str | None, list[Person]] = {slug: [] for slug in labels}
    for person in everyone:
        by_profession.setdefault(person.profession, []).append(person)
    return tuple(_bcc(labels.get(slug, str(slug)), held) for slug, held in by_profession.items() if held)


def _bcc(profession: str, held: Sequence[Person]) -> BccList:
    addresses = list(dict.fromkeys(person.email for person in held if person.email))
    lists = [", ".join(addresses[first : first + BCC_AT_ONCE]) for first in range(0, len(addresses), BCC_AT_ONCE)]
    return BccList(profession, tuple(lists), len(addresses), sum(not person.email for person in held))
