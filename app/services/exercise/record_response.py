"""What players answered an inject, and what became of what was expected of it; each in the main courante, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.core.typed import typed_line, typed_text
from app.exercise.chronogramme import OUTCOME_WORDS, ExpectedOutcome, InjectState, Outcome, Response
from app.exercise.conduct import LONGEST_MINUTES
from app.exercise.exercise import LONGEST_FIELD, LONGEST_TEXT
from app.services.crisis.under_way import the_inject
from app.services.exercise.exercise_log import tell
from app.services.exercise.the_exercise import held, minutes_now
from app.store import exercise_injects, journal, revisions
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store


def record_response(
    actor: Actor, store: Store, inject_id: str, *, id: str, text: str, by_whom: str = ""
) -> None:  # fmt: skip
    """Write what a function answered, now. ``id``: made before the form was shown; the same again writes nothing more.

    Raises InvalidInput without a text, RuleRefusal when the inject has not left, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = the_inject(conn, inject_id)
        keep_response(conn, store, actor, held(conn, one.exercise_id), one, id=id, text=text, by_whom=by_whom)


def keep_response(
    conn: Connection, store: Store, actor: Actor, exercise: Exercise, one: PlayedInject,
    *, id: str, text: str, by_whom: str = "",
) -> bool:  # fmt: skip
    """The same within the transaction of a service that knows who answers (a participant's own page); False when it was
    written already. An answer that comes after the end is kept at the minute the clock stopped."""
    if one.state is not InjectState.SENT:
        raise RuleRefusal(N_("Cet inject n’est pas encore envoyé : rien n’y répond."))
    said = typed_text(
        text,
        LONGEST_TEXT,
        too_long=N_("Une réponse de {most} signes au plus."),
        empty=N_("Écrivez ce qui a été répondu."),
    )
    who = typed_line(by_whom, LONGEST_FIELD)
    now = store.now()
    minutes = minutes_now(conn, exercise, now)
    given = Response(
        id=id, inject_id=one.id, text=said, by_whom=who, at=now, minutes=minutes, actor_id=actor.id
    )  # fmt: skip
    if not exercise_injects.add_response(conn, exercise.id, given):
        return False
    journal.write(conn, now, actor.id, "response_recorded", one.id, {"number": one.number, "minutes": int(minutes)})
    told = _("Réponse à l’inject n° {number} : {text}").format(number=one.number, text=said)
    tell(conn, now, actor, exercise, minutes, told, source=who)
    return True


def settle_expected(
    actor: Actor, store: Store, inject_id: str, rank: int, outcome: Outcome,
    *, revision: int = 0, minutes: float | None = None, note: str = "",
) -> None:  # fmt: skip
    """Say what became of the ``rank``-th thing expected of an inject, at a fictional minute (now when not said).

    ``revision``: of what was written before, 0 for nothing. Raises InvalidInput for a minute out of range, RuleRefusal when
    the inject has not left, StaleRevision when somebody judged it otherwise since, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = the_inject(conn, inject_id)
        exercise, now = held(conn, one.exercise_id), store.now()
        at = minutes_now(conn, exercise, now) if minutes is None else float(minutes)
        _check_expected(one, rank, at)
        before = exercise_injects.outcomes(conn, exercise.id).get((one.id, rank))
        if before is not None and before.outcome is outcome and before.note == note.strip() and minutes is None:
            return
        if (before.revision if before else 0) != revision:
            raise revisions.stale(conn, one.id, types=("expected_settled",))
        exercise_injects.put_outcome(
            conn,
            ExpectedOutcome(
                inject_id=one.id, rank=rank, outcome=outcome, at=now, minutes=at, note=typed_line(note, LONGEST_FIELD), actor_id=actor.id
            ),
        )  # fmt: skip
        journal.write(
            conn, now, actor.id, "expected_settled", one.id,
            {"number": one.number, "rank": rank, "outcome": outcome.value, "minutes": int(at)},
        )  # fmt: skip
        told = _("Attendu de l’inject n° {number}, {outcome} : {text}").format(
            number=one.number, outcome=_(OUTCOME_WORDS[outcome]), text=one.expected[rank].text
        )
        tell(conn, now, actor, exercise, at, told)


def _check_expected(one: PlayedInject, rank: int, minutes: float) -> None:
    if one.state is not InjectState.SENT:
        raise RuleRefusal(N_("Cet inject n’est pas encore envoyé : rien n’en est attendu."))
    if not 0 <= rank < len(one.expected):
        raise InvalidInput(N_("Cet attendu n’existe plus. Rechargez la page."))
    if not 0 <= minutes <= LONGEST_MINUTES:
        raise InvalidInput(N_("Une minute fictive se compte depuis T0."))
