"""What the last proposal could not fill and why, and whom to ring for it: the solver's plan told with sessions and people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.scheduling.assembly import ELSEWHERE, PROVIDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.core.ids import PersonId
    from app.roster.person import Person
    from app.scheduling.assembly import Eligibility
    from app.scheduling.session import Session
    from app.store.versions import Proposal


@dataclass(frozen=True, slots=True)
class Gap:
    """Seats nobody holds in one need, as the last proposal explained them; ``certificate`` None without proof."""

    session: Session
    role: str
    missing: int
    sentence: str
    reasons: Mapping[str, int]
    certificate: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to ring: a yes to ``sessions`` would fill ``gain`` seats more."""

    person: Person
    gain: int
    sessions: tuple[Session, ...]


def gaps_of(proposal: Proposal | None, upcoming: Iterable[Session]) -> tuple[Gap, ...]:
    """What the proposal could not fill of the ``upcoming`` sessions, in time order."""
    known = {session.id: session for session in upcoming}
    rows: list[dict[str, Any]] = list(proposal.plan["unfilled"]) if proposal else []
    found = [
        Gap(known[row["session"]], row["role"], row["missing"], row["sentence"], row["reasons"], row["certificate"])
        for row in rows
        if row["session"] in known and row["role"] != ELSEWHERE
    ]
    return tuple(sorted(found, key=lambda gap: (gap.session.starts_at, gap.role)))


def calls_of(proposal: Proposal | None, upcoming: Iterable[Session], people: Iterable[Person]) -> tuple[Call, ...]:
    """Whom of ``people`` to ring first, by what their yes to ``upcoming`` sessions would fill."""
    by_id = {person.id: person for person in people}
    known = {session.id: session for session in upcoming}
    rows: list[dict[str, Any]] = list(proposal.plan["calls"]) if proposal else []
    return tuple(
        Call(by_id[row["person"]], row["gain"], tuple(known[s] for s in row["sessions"] if s in known))
        for row in rows
        if row["person"] in by_id and not row["person"].startswith(PROVIDED)
    )


def callable_by_role(gaps: Sequence[Gap], calls: Sequence[Call], eligibility: Eligibility) -> dict[str, int]:
    """How many of those to call could hold each role missing somewhere, for the answer to the ARS."""
    found: dict[str, set[PersonId]] = {}
    for gap in gaps:
        for call in calls:
            if any(s.id == gap.session.id for s in call.sessions) and eligibility.allows(
                call.person, gap.session, gap.role
            ):
                found.setdefault(gap.role, set()).add(call.person.id)
    return {role: len(people) for role, people in found.items()}
