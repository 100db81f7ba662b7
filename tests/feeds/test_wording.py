"""What events say, by audience and state."""

from __future__ import annotations

import pytest

from app.feeds.feed import Audience, EventStatus
from app.feeds.wording import clean, description, location, one_line, summary
from app.scheduling.centre import Place
from tests.feeds.a_feed import a_feed, an_event


def test_control_characters_go_and_line_ends_become_one_kind() -> None:
    """NUL, escape, byte-order marks and lone surrogates vanish; CR, CRLF, NEL and LS are line ends; tabs are spaces."""
    assert clean("a\x00b\x1bc\ufeffd\ud800e\r\nf\rg\u0085h\u2028i\tj\x7fk\x9b") == "abcde\nf\ng\nh\ni jk"
    assert one_line("Rôle\u00a0: \n") == "Rôle\u00a0:"
    assert one_line("  Ligne\r\n 2\u2029·\tInjection ") == "Ligne 2 · Injection"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Confirmé. Si vous ne pouvez plus, prévenez la coordination."),
        ({"status": EventStatus.TENTATIVE}, "À confirmer : dites à la coordination que vous y serez."),
        (
            {"stand_in_wanted": True},
            "Un remplaçant est cherché ; tant qu’il n’est pas trouvé, ce poste reste le vôtre.",
        ),
        ({"status": EventStatus.CANCELLED}, "Cette vacation est annulée : n’y allez pas."),
    ],
)
def test_a_holder_reads_what_is_expected_of_them(changes: dict[str, object], sentence: str) -> None:
    """Each state says in one sentence what to do."""
    event = an_event(**changes)
    assert sentence in description(event, a_feed(event)).split("\n")


def test_the_coordination_reads_who_holds_a_seat_and_partners_only_that_someone_does() -> None:
    """The same seat, told to both."""
    event = an_event(holder="Clarisse Palude", status=EventStatus.TENTATIVE)
    coordination = a_feed(event, audience=Audience.COORDINATION)
    assert "Tenu par : Clarisse Palude (à confirmer)" in description(event, coordination)
    assert summary(event, Audience.COORDINATION) == "Ligne 2 · Injection : Clarisse Palude — Centre du Pratel"
    masked = an_event(status=EventStatus.TENTATIVE)
    assert "Poste pourvu (à confirmer)" in description(masked, a_feed(masked, audience=Audience.PARTNER))


def test_an_open_seat_says_so_first() -> None:
    """« À pourvoir » stands before the seat."""
    event = an_event(filled=False, status=EventStatus.TENTATIVE)
    assert summary(event, Audience.PARTNER) == "À pourvoir – Ligne 2 · Injection — Centre du Pratel"


def test_a_place_is_said_once() -> None:
    """A place named after its commune, or without street, has no doubled or empty part."""
    assert location(an_event(place=Place("Auray", "", commune="Auray"))) == "Auray"
    assert location(an_event(place=Place(""))) == ""
