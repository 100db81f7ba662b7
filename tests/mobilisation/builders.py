"""Small values for tests of mobilisation: a call-out over numbered people, goodwill from a few requests, a desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.core.ids import PersonId, SeatId
from app.library import content_file, read_csv
from app.mobilisation.budget import Ask, Goodwill, Solicitation, solicitation_log
from app.mobilisation.callout import CallOut, Response, prepare
from app.mobilisation.message import Recipient
from app.mobilisation.preferences import Channel
from app.mobilisation.ranking import Candidate
from app.mobilisation.rules import SolicitationRules
from app.mobilisation.templates import Templates, template_of
from app.mobilisation.waves import Situation
from app.mobilisation.writing import Desk, Sender
from tests.scheduling.builders import MONDAY, a_session, ids, paris

THURSDAY = paris(2026, 11, 26, 18)
"""Thursday 26 November 2026, 18:00 in Paris; the session to fill is on Monday morning."""

SESSION = a_session("S1", MONDAY)
RULES = SolicitationRules()


def people(count: int) -> list[PersonId]:
    """``p01``, ``p02`` … in rank order."""
    return [PersonId(f"p{number:02}") for number in range(1, count + 1)]


def a_callout(count: int = 7, seats: Iterable[str] = ("A1",), now: datetime = THURSDAY, **changes: Any) -> CallOut:
    """A call-out for these seats of Monday morning to so many people, each able to hold all of them."""
    places = [SeatId(seat) for seat in seats]
    able = changes.pop("able", {})
    candidates = [Candidate(one, tuple(able.get(one, places))) for one in people(count)]
    session = changes.pop("session", SESSION)
    return prepare("call-1", [(seat, session) for seat in places], candidates, now, RULES, **changes)


def goodwill(*asked: tuple[str, datetime], **changes: Any) -> Goodwill:
    """Goodwill where these people were asked at these instants."""
    log = solicitation_log(Solicitation(PersonId(who), at, Ask.CALL_OUT, "earlier") for who, at in asked)
    return Goodwill(log=log, **changes)


def a_situation(*responses: Response, open_seats: Iterable[str] = ("A1",), **changes: Any) -> Situation:
    """What is true outside: these answers, these open seats."""
    return Situation(responses=responses, open_seats=frozenset(SeatId(seat) for seat in open_seats), **changes)


def after(minutes: float, start: datetime = THURSDAY) -> datetime:
    """So many minutes after Thursday 18:00."""
    return start + timedelta(minutes=minutes)


def rows(relative: str) -> list[dict[str, str]]:
    """The rows of a packaged table, as text cells."""
    return [dict(record.cells) for record in read_csv(Path(content_file(relative)))]


def templates() -> Templates:
    """The packaged texts."""
    return Templates(template_of(row) for row in rows("data/message_templates.csv"))


SENDER = Sender(
    community="CPTS fictive d’Auray",
    coordination="Maïwenn Fictif",
    contact="06 39 98 00 01",
    code_word="menhir",
    data_source="annuaire santé",
    retention="3 ans",
    domain="cpts.example.org",
)


def a_desk(*recipients: Recipient, **changes: Any) -> Desk:
    """A desk that writes to these people; ids are ``message-1``, ``message-2`` …"""
    known = {one.person: one for one in recipients}
    return Desk(templates=templates(), sender=SENDER, recipients=known, id_of=ids("message-"), **changes)


def a_recipient(person: str = "p01", channel: Channel = Channel.EMAIL, **changes: Any) -> Recipient:
    """Someone informed already, by e-mail unless said otherwise."""
    address = {Channel.EMAIL: f"{person}@example.org", Channel.SMS: "+33639980002", Channel.HAND: ""}[channel]
    return Recipient(PersonId(person), "Clarisse", channel, address, **changes)
