"""What the Centre screen stands on: the centres, the roster and the tables, and what the people there are can give.

A read side: one transaction, nothing written. Staffing a whole rota is ``propose_rota``; here each session is looked at
alone, so caps and rest between sessions do not count.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.roster.commune import Communes
from app.scheduling.assembly import Eligibility
from app.scheduling.capacity import SessionCapacity, Throughput, session_capacity
from app.services.keeping.reference import centre_template, read_library, regulation
from app.services.rota.propose_rota import presumed_answers
from app.services.world.live_rules import out_of_reach
from app.services.world.read_horizon import standing_horizon
from app.store import centres, community, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.library import Library
    from app.roster.practice import Site
    from app.scheduling.centre import Centre
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Need, Session
    from app.store.community import Community
    from app.store.database import Store


@dataclass(frozen=True, slots=True)
class CentreDesk:
    """One state of what a centre is set up with. ``communes`` are the territory's, empty when none was chosen."""

    community: Community
    communes: Communes
    library: Library
    horizon: Horizon
    centres: tuple[Centre, ...]
    sites: tuple[Site, ...] = ()
    """Establishments a mobile session may go to."""

    @property
    def today(self) -> date:
        """The civil day in Paris at which it was read."""
        return paris_date(self.horizon.now)

    def label(self, role: str) -> str:
        """A role's name in the current language."""
        return self.library.roles[role].label if role in self.library.roles else role


@dataclass(frozen=True, slots=True)
class Present:
    """What the people there are can give, session by session; ``people`` are those whose habits stand in for answers."""

    capacities: tuple[SessionCapacity, ...]
    people: frozenset[PersonId]

    @property
    def provisional(self) -> bool:
        """Whether it rests on habits: « non confirmé »."""
        return bool(self.people)


def read_desk(actor: Actor, store: Store) -> CentreDesk:
    """Everything the Centre screen reads before a centre is chosen."""
    require(actor, Action.SET_UP_CENTRE)
    with store.reading() as conn:
        library, settings = read_library(store, conn), community.read(conn)
        return CentreDesk(
            community=settings,
            communes=library.communes(settings.territory) if settings.territory else Communes(),
            library=library,
            horizon=standing_horizon(store, conn),
            centres=tuple(centres.every(conn)),
            sites=tuple(people.sites(conn)),
        )


def present_staff(desk: CentreDesk, centre: Centre, sessions: Iterable[Session], needs: Iterable[Need]) -> Present:
    """What answers and declared habits let each of ``sessions`` open, the centre and sessions written down or not yet.

    Each session is filled alone and nobody is counted twice in it: a critical role first, then by weight. Sessions that
    have begun are left out.
    """
    asked = _by_session(needs)
    horizon = _supposing(desk.horizon, centre, sessions)
    answers, habits = presumed_answers(horizon, centre.id)
    tables = regulation(desk.library)
    eligibility, far = Eligibility(horizon, tables), _too_far(desk, horizon, centre)
    near = [one for one in horizon.people if one.is_contactable_on(desk.today) and one.id not in far]
    found = []
    for session in horizon.future_sessions(centre.id):
        free = [one for one in near if answers.get((one.id, session.id), "no") != "no"]
        able = {
            need.role: [one.id for one in free if eligibility.allows(one, session, need.role)]
            for need in asked.get(session.id, ())
        }
        found.append(_capacity(desk, centre, session, asked.get(session.id, ()), able))
    return Present(tuple(found), habits)


def filled_by(lines: int, needs: Iterable[Need], able: Mapping[str, Sequence[str]]) -> Counter[str]:
    """How many seats of each role people and partners fill together, one seat a person.

    The most lines that can open come first (critical roles), then the other seats, heaviest role first.
    """
    asked = sorted(needs, key=lambda need: (not need.critical, -need.weight, need.role))
    for open_lines in range(lines, -1, -1):
        minimum = [(need, -(-open_lines * need.count // lines)) for need in asked if need.critical]
        crew = _Crew(able, {need.role: need.provided for need in asked if need.provided})
        if all(crew.fill(need.role, wanted) for need, wanted in minimum):
            break
    for need in asked:
        crew.fill(need.role, need.count)
    return crew.filled


class _Crew:
    """Seats filled so far, by augmenting paths: adding a seat may move people between roles, never empties one."""

    def __init__(self, able: Mapping[str, Sequence[str]], provided: Mapping[str, int]) -> None:
        self._able = {role: tuple(sorted(people)) for role, people in able.items()}
        self._role_of: dict[str, str] = {}
        self.filled: Counter[str] = Counter(provided)

    def fill(self, role: str, wanted: int) -> bool:
        """Fill the role up to ``wanted`` seats; False when people lack, those found staying."""
        while self.filled[role] < wanted:
            if not self._take(role, set()):
                return False
            self.filled[role] += 1
        return True

    def _take(self, role: str, seen: set[str]) -> bool:
        for person in self._able.get(role, ()):
            if person in seen:
                continue
            seen.add(person)
            held = self._role_of.get(person)
            if held is None or (held != role and self._take(held, seen)):
                self._role_of[person] = role
                return True
        return False


def _supposing(horizon: Horizon, centre: Centre, sessions: Iterable[Session]) -> Horizon:
    """The horizon as if these sessions of the centre stood in it."""
    wanted = {session.id: session for session in sessions}
    kept = [session for session in horizon.sessions if session.id not in wanted and session.centre_id != centre.id]
    ordered = sorted((*kept, *wanted.values()), key=lambda one: (one.starts_at, one.id))
    return replace(horizon, centres={**horizon.centres, centre.id: centre}, sessions=tuple(ordered))


def _capacity(
    desk: CentreDesk, centre: Centre, session: Session, needs: Sequence[Need], able: Mapping[str, Sequence[str]]
) -> SessionCapacity:
    template = centre_template(desk.library, centre.kind, centre.campaign, session.day)
    pace = Throughput(centre.injections_per_hour, centre.observation_minutes, paces=frozenset(template.paces))
    counts = {need.role: need.provided + len(able[need.role]) for need in needs}
    return session_capacity(session, needs, filled_by(session.lines, needs, able), pace, able=counts)


def _too_far(desk: CentreDesk, horizon: Horizon, centre: Centre) -> frozenset[PersonId]:
    travel = out_of_reach(horizon, desk.library, desk.community.territory)
    return frozenset(person for (person, where), minutes in travel.items() if where == centre.id and minutes is None)


def _by_session(needs: Iterable[Need]) -> dict[str, tuple[Need, ...]]:
    found: dict[str, list[Need]] = {}
    for need in needs:
        found.setdefault(need.session_id, []).append(need)
    return {session: tuple(asked) for session, asked in found.items()}
