"""Write down what people answered, and when they are busy elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.errors import N_, InvalidInput
from app.roster.answer import AnswerValue
from app.store import answers, journal, own_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.access.actor import Actor
    from app.core.ids import PersonId, SessionId
    from app.core.intervals import Interval
    from app.store.database import Store


def record_answers(
    actor: Actor,
    store: Store,
    given: Mapping[tuple[PersonId, SessionId], str | None],
    *,
    seen: Mapping[tuple[PersonId, SessionId], str | None] | None = None,
    source: str = "coordination",
) -> dict[str, int]:
    """Answers by person and session, None to withdraw one; returns counts accepted, updated, unchanged.

    ``seen`` is what the screen showed: a cell somebody changed since is refused whole. Raises InvalidInput.
    """
    require(actor, Action.RECORD_ANSWERS)
    if any(value is not None and value not in set(AnswerValue) for value in given.values()):
        raise InvalidInput(N_("Une réponse est « oui », « si besoin » ou « non »."))
    with store.transaction() as conn:
        if seen is not None:
            answers.expect(conn, seen)
        counts = answers.write(conn, given, source, store.now())
        if counts["accepted"] or counts["updated"]:
            journal.write(conn, store.now(), actor.id, "answers_recorded", source, counts)
    return counts


def record_busy(
    actor: Actor, store: Store, person_id: PersonId, intervals: Sequence[Interval], *, address: str = ""
) -> None:
    """Replace the busy times that a person's own calendar gives, and the address it was read at, when there is one.

    The coordination may, and a volunteer for themselves. Raises NotAllowed.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        answers.write_busy(conn, person_id, "calendar", intervals)
        if address:
            answers.write_busy_calendar(conn, person_id, address, store.now())
        else:
            own_data.forget_busy_address(conn, person_id)  # the hours no longer come from there
        journal.write(conn, store.now(), actor.id, "busy_recorded", person_id, {"intervals": len(intervals)})
