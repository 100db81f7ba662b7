"""Messages in the outbox for tests: to people of the roster, of any kind, due when said; and a clock that is moved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.core.clock import system_clock
from app.core.ids import new_id
from app.mobilisation.message import Message, MessageKind
from app.mobilisation.outbox import Queued, message_id_of
from app.mobilisation.preferences import Channel
from app.roster.person import Person
from app.services.crisis.writing_desk import post
from app.store import community, messages
from app.store.community import Community
from app.store.database import Store
from tests.builders import THURSDAY, a_person, some_people

BASE = "https://releve.example.org"


def a_community(store: Store, **changes: Any) -> None:
    """A community that has said everything that messages need."""
    held = Community(
        name="CPTS fictive d’Auray", coordinator="Maïwenn Fictif", contact="cpts@example.org", code_word="menhir",
        data_source="annuaire santé", retention="3 ans", mail_domain="cpts.example.org", public_url=BASE,
    )  # fmt: skip
    with store.transaction() as conn:
        community.write(conn, replace(held, **changes))


def a_message(person: Person, channel: Channel = Channel.EMAIL, **changes: Any) -> Message:
    """One message to a person: a reminder with a link, due on Thursday."""
    id = new_id()
    values: dict[str, Any] = {
        "id": id, "kind": MessageKind.REMINDER_1, "recipient": person.id, "channel": channel,
        "address": {Channel.EMAIL: person.email, Channel.SMS: person.mobile, Channel.HAND: person.phone}[channel],
        "subject": "CPTS fictive d’Auray : à bientôt, lundi", "body": "Bonjour,\n\nVotre page : {lien}\n\nmenhir",
        "language": "fr", "created_at": THURSDAY, "due_at": THURSDAY,
        "message_id": message_id_of(id, "cpts.example.org"), "about": "seat-1",
    }  # fmt: skip
    return Message(**{**values, **changes})


def queue(store: Store, *written: Message) -> None:
    """Put messages in the outbox."""
    with store.transaction() as conn:
        post(conn, written, store.now())


def someone(store: Store, name: str = "Clarisse", **changes: Any) -> Person:
    """A nurse with an e-mail address and a mobile, in the roster."""
    person = a_person(name, **{"email": f"{name.lower()}@example.org", "mobile": "+33639980002", **changes})
    some_people(store, person)
    return person


def found(store: Store, message: Message) -> Queued:
    """The message as the outbox has it now."""
    with store.reading() as conn:
        held = messages.find(conn, message.id)
    assert held is not None
    return held


def real_clock(store: Store) -> Store:
    """The same folder by the machine's clock."""
    return Store(store.folder, system_clock)
