"""What is under way and waits for the coordination: call-outs, polls, messages. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.services.keeping.kept_answers import latest, minute_of
from app.services.keeping.reference import read_library
from app.services.messages.read_outbox import Group, read_outbox
from app.services.mobilisation.read_call_outs import read_board
from app.services.mobilisation.read_polls import open_polls
from app.store import call_outs, journal
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.core.ids import SeatId
    from app.mobilisation.rules import SolicitationRules
    from app.services.mobilisation.read_call_outs import CallOutSummary
    from app.services.mobilisation.read_polls import PollView
    from app.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """One state of what is under way. ``calling``: seat → the running call-out that asks for it."""

    rules: SolicitationRules
    running: Mapping[str, CallOutSummary]
    calling: Mapping[SeatId, str]
    polls: tuple[PollView, ...]
    by_hand: int
    """Messages whose hour has come and that wait for the coordinator's own hand."""
    pressing: int
    """Those of them that lose their point within a day."""
    failed: int


def read_pending(actor: Actor, store: Store) -> Pending:
    """The present state, every centre together."""
    require(actor, Action.SOLICIT)
    outbox = read_outbox(actor, store)
    waiting = [row for row in outbox.of(Group.BY_HAND) if row.queued.message.due_at <= outbox.now]
    board = read_board(actor, store, ended=0)
    with store.reading() as conn:
        library = read_library(store, conn)
        rules, mark = library.solicitation_rules, (journal.head(conn), minute_of(store.now()), library)
        calling = {seat: held.callout.id for held in call_outs.running(conn) for seat in held.callout.seats}
    return Pending(
        rules=rules,
        running={one.id: one for one in board.running},
        calling=calling,
        polls=latest(
            ("polls", str(store.folder.path), actor.role, language()), mark, lambda: tuple(open_polls(actor, store))
        ),
        by_hand=len(waiting),
        pressing=sum(row.presses for row in waiting),
        failed=len(outbox.of(Group.FAILED)),
    )
