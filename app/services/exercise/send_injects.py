"""What becomes of the injects of an exercise: sent, held, released, skipped, improvised, taken back. Each once, whoever presses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, ReleveError, RuleRefusal
from app.core.typed import typed_line, typed_text
from app.drills.shock import is_plan_action
from app.exercise import conduct
from app.exercise.chronogramme import CoverageMoment, InjectState, PlayedInject
from app.exercise.exercise import LONGEST_FIELD, LONGEST_TEXT
from app.services.crisis.under_way import Now, check_running, check_under_way, inject_at, the_inject, under_way
from app.services.exercise.deliver_injects import deliver, withdraw_deliveries
from app.services.exercise.exercise_log import tell
from app.services.exercise.live_exercise import live_coverage
from app.services.exercise.the_exercise import held
from app.store import exercise_injects, journal
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.drills.shock import AnyEffect
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class AdHoc:
    """An inject improvised in the room. ``id``: made before its button was shown, so that pressing twice sends once."""

    id: str
    sender: str
    recipient: str
    channel: str
    text: str
    effects: tuple[AnyEffect, ...] = ()
    objectives: tuple[str, ...] = ()


def send_inject(actor: Actor, store: Store, inject_id: str, revision: int) -> None:
    """Send it now: to whom it is for, in the main courante, to the coverage. Sent already: nothing more happens.

    Raises RuleRefusal in pause and once ended, StaleRevision when it was changed since, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = the_inject(conn, inject_id)
        if one.state is InjectState.SENT:
            return
        now = under_way(conn, store, one.exercise_id)
        check_running(now.exercise)
        _sent(conn, store, actor, now, inject_at(conn, one, revision))


def send_ad_hoc(actor: Actor, store: Store, exercise_id: str, draft: AdHoc) -> None:
    """Write an improvised inject and send it at once. The same id again: nothing more happens.

    Raises InvalidInput without a text or someone to tell, RuleRefusal in pause and once ended, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        if exercise_injects.find(conn, draft.id) is not None:
            return
        now = under_way(conn, store, exercise_id)
        check_running(now.exercise)
        one = _improvised(conn, now, draft)
        exercise_injects.insert(conn, one)
        _sent(conn, store, actor, now, one)


def hold_inject(actor: Actor, store: Store, inject_id: str, revision: int, reason: str = "") -> None:
    """Keep it for later: it is no longer late, it still may leave. Raises RuleRefusal, StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    _put(actor, store, inject_id, revision, InjectState.HELD, "inject_held", reason)


def release_inject(actor: Actor, store: Store, inject_id: str, revision: int) -> None:
    """What was held, or skipped, is to come again. Raises RuleRefusal, StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    _put(actor, store, inject_id, revision, InjectState.PLANNED, "inject_released", "")


def skip_inject(actor: Actor, store: Store, inject_id: str, revision: int, reason: str = "") -> None:
    """It will not be played, as about three in ten are not. Raises RuleRefusal, StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    _put(actor, store, inject_id, revision, InjectState.SKIPPED, "inject_skipped", reason)


def undo_send(actor: Actor, store: Store, inject_id: str, revision: int) -> None:
    """Take a send back within a minute, while nobody answered it and nothing of it really left; the main courante says so.

    Raises RuleRefusal when it is too late, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = the_inject(conn, inject_id)
        if one.state is InjectState.PLANNED:
            return
        now = under_way(conn, store, one.exercise_id)
        inject_at(conn, one, revision)
        if not conduct.is_undoable(one, now.at, is_answered=is_answered(conn, one), is_real=_has_left(conn, one)):
            raise RuleRefusal(
                N_("Trop tard pour reprendre cet envoi : il a plus d’une minute, ou quelqu’un y a répondu.")
            )
        withdraw_deliveries(conn, one.id, now.at)
        exercise_injects.update(conn, conduct.taken_back(one, actor.id))
        journal.write(conn, now.at, actor.id, "inject_taken_back", one.id, {"number": one.number})
        tell(
            conn, now.at, actor, now.exercise, now.minutes,
            _("Inject n° {number} repris : envoyé par erreur, il n’a pas eu lieu.").format(number=one.number),
        )  # fmt: skip
        keep_moment(conn, store, now, "")


def is_answered(conn: Connection, one: PlayedInject) -> bool:
    """Whether a response or an outcome is written for it."""
    return any(given.inject_id == one.id for given in exercise_injects.responses(conn, one.exercise_id)) or any(
        inject_id == one.id for inject_id, _rank in exercise_injects.outcomes(conn, one.exercise_id)
    )


def keep_moment(conn: Connection, store: Store, now: Now, cause: str) -> None:
    """Write how the territory stands now; nothing where no territory can be read: an inject leaves all the same."""
    try:
        found = live_coverage(conn, store, now.exercise, now.minutes)
    except ReleveError:
        return
    if found is not None:
        moment = CoverageMoment(now.at, now.minutes, found.played.demand, found.played.unmet, cause)
        exercise_injects.add_moment(conn, now.exercise.id, moment)


def _sent(conn: Connection, store: Store, actor: Actor, now: Now, one: PlayedInject) -> None:
    conduct.check_inject_move(one, InjectState.SENT)
    done = conduct.sent(one, now.at, now.minutes, actor.id)
    exercise_injects.update(conn, done)
    reached = deliver(conn, store, now.exercise, done, now.at)
    journal.write(
        conn, now.at, actor.id, "inject_sent", one.id,
        {"number": one.number, "minutes": int(now.minutes), "reached": len(reached)},
    )  # fmt: skip
    tell(conn, now.at, actor, now.exercise, now.minutes, _told(one), source=one.sender)
    keep_moment(conn, store, now, one.id)


def _told(one: PlayedInject) -> str:
    said = (
        _("Message improvisé (n° {number}), de « {sender} » à « {recipient} », par {channel} : {text}")
        if one.is_improvised
        else _("Inject n° {number}, de « {sender} » à « {recipient} », par {channel} : {text}")
    )
    return said.format(
        number=one.number, sender=one.sender, recipient=one.recipient, channel=one.channel, text=one.text
    )


def _put(
    actor: Actor, store: Store, inject_id: str, revision: int, wanted: InjectState, type: str, reason: str
) -> None:  # fmt: skip
    why = typed_line(reason, LONGEST_FIELD)
    with store.transaction() as conn:
        one = the_inject(conn, inject_id)
        if one.state is wanted:
            return
        check_under_way(held(conn, one.exercise_id))
        conduct.check_inject_move(inject_at(conn, one, revision), wanted)
        if one.state is InjectState.SENT:
            raise RuleRefusal(N_("Cet inject est déjà envoyé."))
        exercise_injects.update(conn, replace(one, state=wanted, reason=why, actor_id=actor.id))
        journal.write(conn, store.now(), actor.id, type, one.id, {"number": one.number})


def _improvised(conn: Connection, now: Now, draft: AdHoc) -> PlayedInject:
    text = typed_text(
        draft.text,
        LONGEST_TEXT,
        too_long=N_("Un message de {most} signes au plus."),
        empty=N_("Écrivez le message à envoyer."),
    )
    sender, recipient, channel = (
        typed_line(one, LONGEST_FIELD) for one in (draft.sender, draft.recipient, draft.channel)
    )
    if not (sender and recipient and channel):
        raise InvalidInput(N_("Dites de qui vient le message, pour qui, et par quel moyen."))
    if any(is_plan_action(one) for one in draft.effects):
        raise InvalidInput(N_("Une action du plan se décide : écrivez-la dans « Décisions »."))
    return PlayedInject(
        id=draft.id, exercise_id=now.exercise.id, number=exercise_injects.next_number(conn, now.exercise.id),
        minutes=int(now.minutes), planned_minutes=None, sender=sender, recipient=recipient, channel=channel, text=text,
        effects=draft.effects, objectives=draft.objectives,
    )  # fmt: skip


def _has_left(conn: Connection, one: PlayedInject) -> bool:
    return any(
        given.is_real for given in exercise_injects.deliveries(conn, one.exercise_id) if given.inject_id == one.id
    )
