"""Patients a hospital wants home: asked as counts, proposed by the exact assignment, agreed with one carer at a time.

Only counts are written: by category and commune. Names go from ward to practice, outside the product.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.counted import needs_of
from app.continuity.discharge import MOST_PATIENTS, Discharge, DischargeId, Line, Taking, counted
from app.continuity.finding import State
from app.continuity.identifying import WHY, identifying
from app.continuity.left_without import who_takes
from app.continuity.signature import require_active
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import new_id
from app.services.continuity import continuity_scene
from app.services.continuity.propose_relays import committed
from app.services.continuity.read_categories import categories_of
from app.services.crisis.the_event import open_event_of
from app.services.keeping.reference import read_library
from app.store import discharges, events, hand_overs, journal, people, revisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.carer import CarerId
    from app.continuity.left_without import Outcome
    from app.continuity.need import NeedId
    from app.store.database import Connection, Store

AHEAD = timedelta(hours=72)
"""How long after the hour wanted patients are looked after for the answer to hold: as far as a situation is looked at."""

LONGEST_TITLE = 120
TYPES = ("discharge_opened", "discharge_changed", "discharge_proposed", "discharge_answered", "discharge_closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeDraft:
    """What the hospital asks. ``lines``: those who need somebody; ``beds``: all of them, those who need nobody included."""

    title: str
    wanted_at: datetime
    beds: int
    lines: tuple[Line, ...]
    site: str = ""
    event_id: str = ""


def open_discharge(actor: Actor, store: Store, draft: DischargeDraft) -> DischargeId:
    """Write what is asked and propose who takes it; its id.

    Raises InvalidInput (nothing asked, unknown category or commune, more patients than beds), NotFound, RuleRefusal (a
    category that no physician validated: whoever comes home tonight is a new need).
    """
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        now = store.now()
        _check(conn, store, draft, now, {})
        if draft.event_id:
            open_event_of(conn, draft.event_id)
        asked = Discharge(
            id=DischargeId(new_id()), title=" ".join(draft.title.split()), site=draft.site, asked_at=now,
            wanted_at=draft.wanted_at, beds=draft.beds, event_id=draft.event_id, actor_id=actor.id,
            lines=_merged(draft.lines),
        )  # fmt: skip
        found = proposed(conn, store, asked)
        discharges.insert(conn, found)
        counts = {"beds": found.beds, "patients": found.with_care, "left": found.left_patients}
        journal.write(conn, now, actor.id, "discharge_opened", found.id, counts)
    return found.id


def change_discharge(actor: Actor, store: Store, id: str, draft: DischargeDraft, revision: int) -> None:
    """Write again what is asked; who agreed keeps what still stands, the rest is proposed anew.

    Raises NotFound, StaleRevision, RuleRefusal once closed or for more patients of a category that is not validated, InvalidInput.
    """
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        held = _open(conn, id, revision)
        _check(conn, store, draft, min(store.now(), draft.wanted_at), {line.key: line.patients for line in held.lines})
        lines = _merged(draft.lines)
        changed = replace(
            held, title=" ".join(draft.title.split()), wanted_at=draft.wanted_at, beds=draft.beds, site=draft.site,
            lines=lines, takings=_still_asked(held.takings, lines),
        )  # fmt: skip
        _write(conn, store, actor, proposed(conn, store, changed), "discharge_changed")


def propose_again(actor: Actor, store: Store, id: str, revision: int) -> int:
    """Look again for those left, as things stand now; how many are still left. Raises NotFound, StaleRevision, RuleRefusal."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        found = proposed(conn, store, _open(conn, id, revision))
        _write(conn, store, actor, found, "discharge_proposed")
    return found.left_patients


def answer_taking(
    actor: Actor, store: Store, id: str, line: tuple[str, str], carer: CarerId, takes: int, revision: int
) -> None:
    """Note how many of what it was asked a carer takes, 0 for none; the rest is proposed to the next.

    ``line``: category and commune. Raises NotFound, StaleRevision, RuleRefusal, InvalidInput for more than was asked.
    """
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        held = _open(conn, id, revision)
        asked = next((one for one in held.takings if one.key == line and one.carer == carer and not one.refused), None)
        if asked is None:
            raise NotFound(N_("Cette proposition n’existe plus. Rechargez la page."))
        if not 0 <= takes <= asked.patients:
            raise InvalidInput(N_("Dites un nombre de 0 à {most} : c’est ce qui est proposé."), most=asked.patients)
        said: list[Taking] = [replace(asked, patients=takes, agreed_at=store.now())] if takes else []
        if takes < asked.patients:
            said.append(replace(asked, patients=asked.patients - takes, agreed_at=None, refused=True))
        others = [one for one in held.takings if one is not asked]
        answered = replace(held, takings=_joined([*others, *said]))
        found = proposed(conn, store, answered) if takes < asked.patients else answered
        _write(conn, store, actor, found, "discharge_answered")


def close_discharge(actor: Actor, store: Store, id: str, revision: int) -> None:
    """Everyone is home, or the request is over. Raises NotFound, StaleRevision, RuleRefusal when it was closed already."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        held = _open(conn, id, revision)
        _write(conn, store, actor, replace(held, closed_at=store.now()), "discharge_closed")


def proposed(conn: Connection, store: Store, one: Discharge) -> Discharge:
    """The discharge with what is left of it proposed to those who can take it, within what they can still take."""
    if not one.left:
        return one
    outcome = outcome_of(conn, store, one)
    found = Counter(
        (finding.category, finding.commune, finding.carer)
        for finding in outcome.findings
        if finding.state is State.RELAYED and finding.carer is not None
    )
    new = [
        Taking(category=category, commune=commune, carer=carer, patients=count)
        for (category, commune, carer), count in sorted(found.items(), key=lambda kept: str(kept[0]))
        if carer is not None
    ]
    return replace(one, takings=_joined([*one.takings, *new]))


def outcome_of(conn: Connection, store: Store, one: Discharge) -> Outcome:
    """Who could take what is left, as things stand: closed practices, cut roads and what everyone already holds included."""
    event = events.find(conn, one.event_id) if one.event_id else None
    exercise = event is not None and event.is_exercise
    now = store.now()
    start = max(now, one.wanted_at)
    scene = continuity_scene.scene(conn, store, now, exercise=exercise, until=start + AHEAD)
    has = busy(conn, one, exercise=exercise)
    carers = tuple(replace(carer, capacity=max(carer.capacity - has[carer.id], 0)) for carer in scene.territory.carers)
    needs = needs_of(counted(one.left), scene.territory.categories, start + AHEAD)
    no: dict[tuple[str, str], set[CarerId]] = defaultdict(set)
    for taking in one.takings:
        if taking.refused:
            no[taking.key].add(taking.carer)
    refused: dict[NeedId, Set[CarerId]] = {
        need.id: no[need.category, need.commune] for need in needs if (need.category, need.commune) in no
    }
    situation = replace(scene.situation, starts_at=start)
    return who_takes(needs, replace(scene.territory, carers=carers), situation, refused=refused)


def busy(conn: Connection, one: Discharge, *, exercise: bool = False) -> Counter[CarerId]:
    """What each carer already holds besides itself: needs handed over, and patients of the open discharges, this one's too.

    An exercise counts its own discharges alone; reality never counts an exercise's.
    """
    held: Counter[CarerId] = Counter() if exercise else committed(hand_overs.running(conn))
    played = {event.id for event in events.every(conn) if event.is_exercise}
    others = [other for other in discharges.every(conn, closed=False) if other.id != one.id]
    for other in [one, *(other for other in others if (other.event_id in played) == exercise)]:
        for taking in other.takings:
            if not taking.refused:
                held[taking.carer] += taking.patients
    return held


def _open(conn: Connection, id: str, revision: int) -> Discharge:
    held = discharges.find(conn, id)
    if held is None:
        raise NotFound(N_("Cette demande de sorties n’existe plus. Rechargez la page."))
    if held.revision != revision:
        raise revisions.stale(conn, id, types=TYPES)
    if held.closed_at is not None:
        raise RuleRefusal(N_("Cette demande de sorties est close : écrivez-en une autre."))
    return held


def _write(conn: Connection, store: Store, actor: Actor, one: Discharge, type: str) -> None:
    if not discharges.update(conn, replace(one, revision=one.revision + 1), actor.id):
        raise revisions.stale(conn, one.id, types=TYPES)
    counts = {"patients": one.with_care, "agreed": one.agreed, "left": one.left_patients}
    journal.write(conn, store.now(), actor.id, type, one.id, counts)


def _check(
    conn: Connection, store: Store, draft: DischargeDraft, now: datetime, before: Mapping[tuple[str, str], int]
) -> None:
    """``before``: (category, commune) → patients asked already, whom a category keeps that is no longer validated."""
    title = " ".join(draft.title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise InvalidInput(N_("Donnez un titre de {most} caractères au plus, sans nom de patient."), most=LONGEST_TITLE)
    if (kind := identifying(title, is_free=False)) is not None:
        raise InvalidInput(
            N_("Dans le titre, {why} : n’écrivez rien d’un patient, seulement la demande (« 20 lits ce soir »)."),
            why=WHY[kind],
        )
    if not draft.lines:
        raise InvalidInput(N_("Dites combien de patients ont besoin de soins, par catégorie et commune."))
    categories = categories_of(conn, read_library(store, conn))
    for line in draft.lines:
        if line.category not in categories:
            raise InvalidInput(N_("La catégorie « {category} » n’existe pas."), category=line.category)
        if not line.commune:
            raise InvalidInput(N_("Choisissez la commune où rentrent ces patients."))
        if not 1 <= line.patients <= MOST_PATIENTS:
            raise InvalidInput(N_("Le nombre de patients d’une ligne va de 1 à {most}."), most=MOST_PATIENTS)
    for line in _merged(draft.lines):
        if line.patients > before.get(line.key, 0):
            require_active(categories[line.category])
    if draft.beds < sum(line.patients for line in draft.lines) or draft.beds > MOST_PATIENTS:
        raise InvalidInput(
            N_("Le nombre de lits va de celui des patients à soigner ({patients}) à {most}."),
            patients=sum(line.patients for line in draft.lines), most=MOST_PATIENTS,
        )  # fmt: skip
    if draft.site and not any(one.id == draft.site for one in people.sites(conn)):
        raise NotFound(N_("Cet établissement n’existe plus. Rechargez la page."))
    if draft.wanted_at < now - timedelta(hours=24):
        raise InvalidInput(N_("L’heure voulue est passée depuis plus d’un jour : donnez celle de cette demande."))


def _merged(lines: Sequence[Line]) -> tuple[Line, ...]:
    found: Counter[tuple[str, str]] = Counter()
    for line in lines:
        found[line.key] += line.patients
    return tuple(Line(category, commune, count) for (category, commune), count in sorted(found.items()))


def _still_asked(takings: Sequence[Taking], lines: Sequence[Line]) -> tuple[Taking, ...]:
    """Takings within the new lines: those agreed first; refusals stay."""
    room = {line.key: line.patients for line in lines}
    kept = [one for one in takings if one.refused and one.key in room]
    for one in sorted((one for one in takings if not one.refused), key=lambda one: one.agreed_at is None):
        fits = min(one.patients, room.get(one.key, 0))
        if fits:
            room[one.key] -= fits
            kept.append(replace(one, patients=fits))
    return tuple(kept)


def _joined(takings: Sequence[Taking]) -> tuple[Taking, ...]:
    """One taking a line and carer, refusals apart: what is asked on top of what was agreed is to be agreed again."""
    found: dict[tuple[tuple[str, str], CarerId, bool], Taking] = {}
    for one in takings:
        held = found.get((one.key, one.carer, one.refused))
        same = one if held is None else replace(held, patients=held.patients + one.patients, agreed_at=None)
        found[one.key, one.carer, one.refused] = same
    return tuple(sorted(found.values(), key=lambda one: (one.key, one.refused, one.carer)))
