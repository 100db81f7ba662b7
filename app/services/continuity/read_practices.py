"""A « point cabinets » as a screen needs it: the silent first with whom to ring, what the others say, totals, history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require, require_self
from app.core.ids import PersonId
from app.mobilisation.message import MessageState
from app.response.desk_replies import in_order, question_tallies, tally, tally_by
from app.services.continuity.ask_practices import is_exercise, letters_about
from app.services.continuity.desks import every_desk
from app.services.keeping.reference import communes_by_code, read_library
from app.store import community, desk_surveys, partner_letters, people
from app.words import _
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.response.desk_replies import DeskReply, QuestionTally, Tally
    from app.response.desk_survey import Address, Desk, DeskSurvey
    from app.store.database import Connection, Store
    from app.store.partner_letters import PartnerLetter


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One practice in a survey: as it is named today, what it said, how to reach it, and what became of the last letter."""

    reply: DeskReply
    name: str
    phone: str = ""
    addresses: tuple[Address, ...] = ()
    letter: PartnerLetter | None = None

    @property
    def subject(self) -> str:
        return self.reply.subject

    @property
    def is_to_ring(self) -> bool:
        """Silent, and no letter will reach it: it has no address, or the letter failed."""
        failed = self.letter is not None and self.letter.state is MessageState.FAILED
        return not self.reply.has_answered and (not self.reply.address or failed)


@dataclass(frozen=True, slots=True)
class PracticesView:
    """One survey. ``rows``: the silent first, those to ring before the others, then closed, degraded, open. Communes and kinds come with their totals."""

    survey: DeskSurvey
    now: datetime
    exercise: bool
    rows: tuple[DeskRow, ...]
    total: Tally
    by_commune: tuple[tuple[str, Tally], ...]
    by_kind: tuple[tuple[str, Tally], ...]
    questions: tuple[QuestionTally, ...]
    communes: Mapping[str, str]

    @property
    def is_open(self) -> bool:
        return self.survey.is_open(self.now)

    @property
    def silent(self) -> tuple[DeskRow, ...]:
        return tuple(row for row in self.rows if not row.reply.has_answered)

    @property
    def answered(self) -> tuple[DeskRow, ...]:
        return tuple(row for row in self.rows if row.reply.has_answered)


def read_surveys(actor: Actor, store: Store) -> tuple[tuple[DeskSurvey, Tally], ...]:
    """Every survey with what it gathered, newest first."""
    require(actor, Action.READ_EVENT)
    with store.reading() as conn:
        return tuple((one, tally(desk_surveys.replies(conn, one.id))) for one in desk_surveys.every(conn))


def read_practices(actor: Actor, store: Store, survey_id: str = "") -> PracticesView | None:
    """A survey, or the newest one; None when there is none. Whoever may not see volunteers reads no name nor number."""
    require(actor, Action.READ_EVENT)
    with store.reading() as conn:
        every = desk_surveys.every(conn)
        survey = next((one for one in every if survey_id in ("", one.id)), None)
        return _view(conn, store, actor, survey) if survey is not None else None


def _view(conn: Connection, store: Store, actor: Actor, survey: DeskSurvey) -> PracticesView:
    now, library = store.now(), read_library(store, conn)
    territory = community.read(conn).territory
    communes = communes_by_code(library, territory)
    known = {one.subject: one for one in every_desk(conn, library, now)}
    letters = {one.about: one for one in partner_letters.under(conn, survey.id)}
    replies = [replace(one, name=_name(one, known, actor)) for one in desk_surveys.replies(conn, survey.id)]
    rows = [_row(one, known.get(one.subject), letters, actor) for one in in_order(replies)]
    by_commune = [
        (communes.get(code, code) or _("commune non précisée"), found)
        for code, found in tally_by(replies, "commune_insee").items()
    ]
    return PracticesView(
        survey=survey,
        now=now,
        exercise=is_exercise(conn, survey),
        rows=tuple(sorted(rows, key=lambda one: not one.is_to_ring)),
        total=tally(replies),
        by_commune=tuple(sorted(by_commune, key=lambda one: (-one[1].silent, one[0]))),
        by_kind=tuple(tally_by(replies, "kind").items()),
        questions=question_tallies(survey, replies),
        communes=communes,
    )


def _name(reply: DeskReply, known: Mapping[str, Desk], actor: Actor) -> str:
    """As the roster names it today, for whoever may read the roster's names."""
    desk = known.get(reply.subject)
    return desk.name if desk is not None and may(actor, Action.READ_ROTA) else reply.name


def _row(reply: DeskReply, desk: Desk | None, letters: Mapping[str, PartnerLetter], actor: Actor) -> DeskRow:
    if desk is None or not may(actor, Action.READ_DIRECTORY):
        return DeskRow(replace(reply, address=""), reply.name)
    letter = letters.get(letters_about(reply.survey_id, reply.subject))
    return DeskRow(reply, reply.name, desk.phone, desk.addresses, letter)


def read_desk_history(actor: Actor, store: Store, subject: str) -> tuple[tuple[DeskSurvey, DeskReply], ...]:
    """Every survey a practice was asked in, newest first, with what it said; where it was written to, for who may know."""
    require(actor, Action.READ_EVENT)
    with store.reading() as conn:
        held = desk_surveys.history(conn, subject)
    if may(actor, Action.READ_DIRECTORY):
        return tuple(held)
    return tuple((survey, replace(reply, address="")) for survey, reply in held)


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What a practice reads behind its own link."""

    survey: DeskSurvey
    reply: DeskReply
    name: str
    now: datetime
    exercise: bool

    @property
    def can_answer(self) -> bool:
        return self.survey.is_open(self.now)


def read_desk_page(actor: Actor, store: Store, survey_id: str, subject: str) -> DeskPage | None:
    """The survey as one practice sees it, with its own answer and nobody else's; None when it was not asked."""
    require_self(actor, subject, for_others=Action.ALERT)
    with store.reading() as conn:
        survey, reply = desk_surveys.find(conn, survey_id), desk_surveys.reply(conn, survey_id, subject)
        if survey is None or reply is None:
            return None
        return DeskPage(survey, reply, _own_name(conn, reply), store.now(), is_exercise(conn, survey))


def _own_name(conn: Connection, reply: DeskReply) -> str:
    """How the page names whoever it belongs to: whoever works alone by their own name, as long as the roster knows it."""
    kind, _colon, id = reply.subject.partition(":")
    person = people.find(conn, PersonId(id)) if kind == "person" else None
    return full_name(person.given_name, person.family_name) if person is not None else reply.name
