"""Letters to partners, who are not in the roster: authorities, establishments, practices. Whatever became of them.

They stand apart from the messages to volunteers: a partner has no page, no wishes and no budget of goodwill.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.access.links import LinkScope, Subject
from app.core.clock import instant_of, instant_text
from app.core.errors import N_
from app.mobilisation.message import LINK, MessageState
from app.mobilisation.preferences import Channel

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection


class LetterKind(StrEnum):
    """Why a partner is written to."""

    DESK_SURVEY = "desk_survey"
    """« Point cabinets »: how does your practice stand?"""
    DESK_REMINDER = "desk_reminder"
    REQUEST_FORM = "request_form"
    """The address at which an establishment asks for people."""
    PLAN_REVIEW = "plan_review"
    PLAN = "plan"
    """A version of the plan, sent to an authority or a member."""
    SITUATION = "situation"
    """A « point de situation »."""
    AUTHORITY = "authority"
    """The answer to what an authority asked."""
    PUBLICATION = "publication"
    """A public bulletin, a town hall's kit."""
    TRAINING = "training"
    HAND_OVER = "hand_over"
    """So many needs are proposed to a practice, or accepted from it; which ones is read once signed in."""
    EXERCISE = "exercise"
    """An invitation to an exercise, or an inject that was armed."""
    IMPROVEMENT = "improvement"
    """An action of the improvement plan, to whoever must do it outside."""
    OTHER = "other"


LETTER_WORDS = {
    LetterKind.DESK_SURVEY: N_("point cabinets"),
    LetterKind.DESK_REMINDER: N_("relance du point cabinets"),
    LetterKind.REQUEST_FORM: N_("formulaire de demande de renfort"),
    LetterKind.PLAN_REVIEW: N_("relecture du plan"),
    LetterKind.PLAN: N_("envoi du plan"),
    LetterKind.SITUATION: N_("point de situation"),
    LetterKind.AUTHORITY: N_("réponse à une autorité"),
    LetterKind.PUBLICATION: N_("bulletin"),
    LetterKind.TRAINING: N_("formation"),
    LetterKind.HAND_OVER: N_("relais de soins"),
    LetterKind.EXERCISE: N_("exercice"),
    LetterKind.IMPROVEMENT: N_("action d’amélioration"),
    LetterKind.OTHER: N_("courrier"),
}

WAITING = (MessageState.QUEUED, MessageState.SENDING)
UNSENT = (*WAITING, MessageState.FAILED)
LEFT = (MessageState.SENT, MessageState.BY_HAND_DONE, MessageState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLetter:
    """One letter to one partner. Instants are UTC; ``about``: the id of the survey, plan, event … it belongs to.

    ``address``: the e-mail or mobile it leaves to, or the telephone to ring for one passed on by hand.
    ``link``: what the ``{lien}`` of its body opens, filled in when it leaves.
    """

    id: str
    kind: LetterKind
    about: str
    organisation: str
    name: str
    channel: Channel
    address: str
    subject: str
    body: str
    message_id: str
    created_at: datetime
    next_at: datetime
    changed_at: datetime
    link: Subject | None = None
    useless_after: datetime | None = None
    state: MessageState = MessageState.QUEUED
    attempts: int = 0
    error: str = ""

    @property
    def holds_link(self) -> bool:
        """Whether an address is still to fill in."""
        return self.link is not None and LINK in self.body

    @property
    def who(self) -> str:
        """« Dr Fictif, Cabinet du Port », or what is known of it."""
        return ", ".join(dict.fromkeys(filter(None, (self.name, self.organisation))))


_COLUMNS = (
    "id, kind, about, organisation, name, channel, address, subject, body, link_scope, link_subject, message_id,"
    " created_at, next_at, useless_after, changed_at, state, attempts, error"
)


def add(conn: Connection, letters: Iterable[PartnerLetter]) -> None:
    """Queue letters."""
    conn.executemany(
        f"INSERT INTO partner_letter ({_COLUMNS}) VALUES ({', '.join('?' * 19)})", [_values(one) for one in letters]
    )


def update(conn: Connection, letter: PartnerLetter, at: datetime) -> None:
    """Write what became of a letter."""
    conn.execute(
        "UPDATE partner_letter SET channel = ?, address = ?, next_at = ?, changed_at = ?, state = ?, attempts = ?,"
        " error = ? WHERE id = ?",
        (
            letter.channel, letter.address, instant_text(letter.next_at), instant_text(at), letter.state,
            letter.attempts, letter.error, letter.id,
        ),
    )  # fmt: skip


def find(conn: Connection, id: str) -> PartnerLetter | None:
    """The letter, or None."""
    row = conn.execute("SELECT * FROM partner_letter WHERE id = ?", (id,)).fetchone()
    return _letter(row) if row else None


def in_states(conn: Connection, states: Iterable[MessageState] = WAITING) -> list[PartnerLetter]:
    """Letters in these states, in order of the hour at which they may leave."""
    held = [state.value for state in states]
    rows = conn.execute(
        f"SELECT * FROM partner_letter WHERE state IN ({', '.join('?' * len(held))}) ORDER BY next_at, id", held
    )
    return [_letter(row) for row in rows]


def about(conn: Connection, subject: str) -> list[PartnerLetter]:
    """Letters about one survey, plan, event or request, oldest first."""
    return [
        _letter(row) for row in conn.execute("SELECT * FROM partner_letter WHERE about = ? ORDER BY id", (subject,))
    ]


def under(conn: Connection, whole: str) -> list[PartnerLetter]:
    """Letters filed under ``whole/…``, one part each (a survey's practices), oldest first."""
    rows = conn.execute(
        "SELECT * FROM partner_letter WHERE about > ? AND about < ? ORDER BY id", (f"{whole}/", f"{whole}0")
    )
    return [_letter(row) for row in rows]


def recent(conn: Connection, states: Iterable[MessageState] = LEFT, limit: int = 100) -> list[PartnerLetter]:
    """Letters of these states, newest first."""
    held = [state.value for state in states]
    rows = conn.execute(
        f"SELECT * FROM partner_letter WHERE state IN ({', '.join('?' * len(held))})"
        " ORDER BY changed_at DESC, id DESC LIMIT ?",
        (*held, limit),
    )
    return [_letter(row) for row in rows]


def _values(one: PartnerLetter) -> tuple[object, ...]:
    return (
        one.id, one.kind, one.about, one.organisation, one.name, one.channel, one.address, one.subject, one.body,
        one.link.scope.value if one.link else "", one.link.id if one.link else "", one.message_id,
        instant_text(one.created_at), instant_text(one.next_at),
        instant_text(one.useless_after) if one.useless_after else None, instant_text(one.changed_at), one.state,
        one.attempts, one.error,
    )  # fmt: skip


def _letter(row: sqlite3.Row) -> PartnerLetter:
    return PartnerLetter(
        id=row["id"],
        kind=LetterKind(row["kind"]),
        about=row["about"],
        organisation=row["organisation"],
        name=row["name"],
        channel=Channel(row["channel"]),
        address=row["address"],
        subject=row["subject"],
        body=row["body"],
        link=Subject(LinkScope(row["link_scope"]), row["link_subject"]) if row["link_scope"] else None,
        message_id=row["message_id"],
        created_at=instant_of(row["created_at"]),
        next_at=instant_of(row["next_at"]),
        useless_after=instant_of(row["useless_after"]) if row["useless_after"] else None,
        changed_at=instant_of(row["changed_at"]),
        state=MessageState(row["state"]),
        attempts=row["attempts"],
        error=row["error"],
    )
