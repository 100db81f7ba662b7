"""Propose a rota: solve the centre's sessions to come, put the differences from live into the draft, keep the proofs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.account import AccountId
from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotAllowed
from app.roster.answer import AnswerValue
from app.scheduling import habits, rota
from app.scheduling.assembly import ELSEWHERE, PROVIDED, staffing_problem
from app.scheduling.history import step_between
from app.services.keeping import long_work
from app.services.keeping.long_work import Owner
from app.services.keeping.naming import naming_of
from app.services.keeping.reference import read_library, regulation
from app.services.world.live_rules import out_of_reach
from app.services.world.read_horizon import read_horizon
from app.store import accounts, centres, community, journal, revisions, seats, versions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import CentreId, PersonId, SessionId
    from app.library import Library
    from app.scheduling.horizon import Horizon
    from app.scheduling.staffing.labels import Labels
    from app.scheduling.staffing.plan import Plan
    from app.scheduling.staffing.problem import Problem
    from app.services.keeping.long_work import Work
    from app.services.keeping.long_work_process import Tell
    from app.store.database import Store

BUDGET_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A problem ready to solve, with the rota revision it was read at and the people whose habits stand in."""

    problem: Problem
    horizon: Horizon
    library: Library
    revision: int
    provisional: frozenset[PersonId]


@dataclass(frozen=True, slots=True)
class Solving:
    """The search itself, which knows no folder: it may run in another process."""

    problem: Problem
    labels: Labels
    lines: dict[tuple[str, str, str], int]

    def __call__(self, tell: Tell = lambda _done, _of: None) -> Plan:
        from app.scheduling.staffing.solve import solve  # scipy is slow to import and only this needs it

        return solve(self.problem, labels=self.labels, lines=self.lines, tell=tell)


def propose_rota(actor: Actor, store: Store, centre_id: CentreId, *, budget_seconds: float = BUDGET_SECONDS) -> Plan:
    """Staff every session to come of a centre; returns the plan. Manual (pinned) choices stay.

    Solving happens outside the transaction; raises StaleRevision when the rota changed meanwhile, and nothing is written.
    """
    require(actor, Action.STAFF_ROTA)
    prepared = prepare(store, centre_id, budget_seconds=budget_seconds)
    plan = _solving(prepared)()
    _write(actor, store, centre_id, prepared, plan)
    return plan


def begin_proposal(actor: Actor, store: Store, centre_id: CentreId, *, budget_seconds: float = BUDGET_SECONDS) -> Work:
    """The same beside the screens, for whoever acts: its outcome is the plan, written once it is whole.

    Raises NotAllowed, and InvalidInput when there is nothing to staff; what comes later is the work's own error: NotAllowed
    too, when whoever asked may not any more.
    """
    require(actor, Action.STAFF_ROTA)
    prepared = prepare(store, centre_id, budget_seconds=budget_seconds)

    def write(plan: Plan) -> Plan:
        _check_still_allowed(actor, store)
        _write(actor, store, centre_id, prepared, plan)
        return plan

    return long_work.begin(_owner(actor, store, centre_id), prepared.revision, _solving(prepared), write)


def proposal_asked(actor: Actor, store: Store, centre_id: CentreId) -> Work | None:
    """The proposal that whoever acts asked for this centre, under way or over. Raises NotAllowed."""
    require(actor, Action.STAFF_ROTA)
    return long_work.find(_owner(actor, store, centre_id))


def _check_still_allowed(actor: Actor, store: Store) -> None:
    """Half a minute after they asked, an account may be closed, or hold another role. Raises NotAllowed."""
    with store.reading() as conn:
        account = accounts.find(conn, AccountId(actor.id))
    if account is None:
        return
    if account.disabled_at is not None:
        raise NotAllowed(N_("Ce compte est fermé. Demandez à l’administration de le rouvrir."))
    require(account.actor, Action.STAFF_ROTA)


def _owner(actor: Actor, store: Store, centre_id: CentreId) -> Owner:
    return Owner.of(actor, store, f"proposal {centre_id}")


def prepare(store: Store, centre_id: CentreId, *, budget_seconds: float = BUDGET_SECONDS) -> Prepared:
    """Read one state and assemble its problem. Raises InvalidInput when there is nothing to staff."""
    with store.reading() as conn:
        horizon = read_horizon(store, conn)
        library = read_library(store, conn)
        territory = community.read(conn).territory
        revision = centres.rota_revision(conn, centre_id)
    if not horizon.future_sessions(centre_id):
        raise InvalidInput(N_("Aucune séance à venir dans ce centre : ouvrez d’abord des séances."))
    answers, provisional = presumed_answers(horizon, centre_id)
    problem = staffing_problem(
        horizon,
        centre_id,
        regulation(library),
        answers=answers,
        travel=out_of_reach(horizon, library, territory),
        budget_seconds=budget_seconds,
    )
    return Prepared(problem, horizon, library, revision, provisional)


def presumed_answers(
    horizon: Horizon, centre_id: CentreId
) -> tuple[dict[tuple[PersonId, SessionId], str], frozenset[PersonId]]:
    """The poll's answers, habits of those who answered nothing, busy times on top; and whose habits were used."""
    sessions = horizon.future_sessions(centre_id)
    mission = habits.MISSION_OF_KIND[horizon.centres[centre_id].kind]
    presumed = habits.provisional_answers(
        horizon.people, sessions, horizon.answers, now=horizon.now, mission=mission, busy=horizon.busy
    )
    said = {**horizon.answers, **{(one.person, one.session): one.value.value for one in presumed.answers}}
    taken = habits.taken_elsewhere(said, sessions, horizon.busy)
    return {**said, **dict.fromkeys(taken, AnswerValue.NO.value)}, presumed.people


def _solving(prepared: Prepared) -> Solving:
    labels = naming_of(prepared.horizon, prepared.library).labels()
    return Solving(prepared.problem, labels, _lines_held(prepared.horizon))


def _lines_held(horizon: Horizon) -> dict[tuple[str, str, str], int]:
    return {
        (seat.holder.person_id, seat.session_id, seat.role): seat.line
        for seat in horizon.seats
        if seat.holder.person_id and seat.line
    }


def _write(actor: Actor, store: Store, centre_id: CentreId, prepared: Prepared, plan: Plan) -> None:
    from app.scheduling.staffing.contract import plan_document

    sessions = {session.id: session for session in prepared.horizon.future_sessions(centre_id)}
    assignments = [a for a in plan.assignments if a.role != ELSEWHERE and not a.person.startswith(PROVIDED + ":")]
    with store.transaction() as conn:
        revisions.expect(conn, "centre", centre_id, prepared.revision, column="rota_revision")
        live = [seat for seat in prepared.horizon.seats if seat.session_id in sessions]
        before = seats.draft(conn, centre_id)
        after = rota.draft_from_plan(live, assignments, sessions, draft=before, provisional=prepared.provisional)
        seats.drop_draft(conn, [draft.seat_id for draft in before])
        seats.write_draft(conn, after)
        seats.push_step(conn, centre_id, actor.id, step_between(before, after, N_("Proposition")), store.now())
        proposal = versions.Proposal(store.now(), bool(prepared.provisional), plan_document(plan))
        versions.write_proposal(conn, centre_id, proposal)
        centres.touch_rota(conn, centre_id)
        counts = {level.name.value: level.value for level in plan.levels}
        journal.write(conn, store.now(), actor.id, "rota_proposed", centre_id, counts)
