"""A lost link: sent by the channel of the address that was given, once an hour, and nothing tells whether it is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput
from app.core.ids import PersonId
from app.mobilisation.message import LINK, MessageKind
from app.mobilisation.preferences import Channel
from app.services.messages.ask_link_again import ask_link_again
from app.store import journal, messages
from tests.web.a_centre import ALI, ZOE, PublishedCentre, a_person, a_published_centre


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path, days=1)


def queued(centre: PublishedCentre) -> list[tuple[str, MessageKind, Channel, str]]:
    with centre.store.reading() as conn:
        held = [one.message for one in messages.waiting(conn)]
    assert all(LINK in one.body for one in held)
    return [(one.recipient, one.kind, one.channel, one.address) for one in held]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (" Zoe@Exemple.FR ", (ZOE, MessageKind.LINK_AGAIN, Channel.EMAIL, "zoe@exemple.fr")),
        ("+33 6 99 00 11 22", (ZOE, MessageKind.LINK_AGAIN, Channel.SMS, "06 99 00 11 22")),
        ("0699003344", (ALI, MessageKind.LINK_AGAIN, Channel.SMS, "06 99 00 33 44")),
    ],
)
def test_the_link_goes_by_the_channel_of_the_address(
    typed: str, expected: tuple[str, MessageKind, Channel, str], centre: PublishedCentre
) -> None:
    """However it is written; to the address of the roster, never to what was typed."""
    ask_link_again(centre.store, typed)
    assert queued(centre) == [expected]


@pytest.mark.parametrize("typed", ["inconnu@exemple.fr", "06 99 99 99 99", "zoe@exemple.fr.pirate.example"])
def test_an_unknown_address_leaves_no_trace(typed: str, centre: PublishedCentre) -> None:
    """No message, no journal entry, no error: the same silence as for a known one."""
    ask_link_again(centre.store, typed)
    with centre.store.reading() as conn:
        assert (messages.waiting(conn), journal.recent(conn)) == ([], [])


@pytest.mark.parametrize("typed", ["", "Zoé", "a@b c", "@", "12"])
def test_what_is_no_address_is_said(typed: str, centre: PublishedCentre) -> None:
    """That tells nothing about anybody."""
    with pytest.raises(InvalidInput, match="adresse e-mail ou le numéro"):
        ask_link_again(centre.store, typed)


def test_an_address_receives_its_link_at_most_once_an_hour(centre: PublishedCentre) -> None:
    """Asked ten times it leaves once; an hour later once more; the mobile of the same person is another address."""
    for _time in range(10):
        ask_link_again(centre.store, "zoe@exemple.fr")
    assert len(queued(centre)) == 1
    ask_link_again(centre.store, "06 99 00 11 22")
    assert len(queued(centre)) == 2
    centre.clock.forward(hours=1, seconds=1)
    ask_link_again(centre.store, "zoe@exemple.fr")
    assert len(queued(centre)) == 3


def test_a_shared_address_gets_everyones_link(centre: PublishedCentre) -> None:
    """Two colleagues of one practice: two messages, each with its own link."""
    with centre.store.transaction() as conn:
        a_person(conn, PersonId("p-new"), "Noé", "Le Bras", email="zoe@exemple.fr")
    ask_link_again(centre.store, "zoe@exemple.fr")
    assert sorted(one[0] for one in queued(centre)) == ["p-new", ZOE]
