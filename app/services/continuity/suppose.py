"""« Et si… »: who would be left without care if practices, people, roads, power or establishments were missing.

What is supposed comes on top of what already fails over the same hours. Nothing is written but that it was asked, and by whom.

Where nothing is under way, a question about practices and people alone is answered by its totals: what a cell prepares itself
with. Adding or leaving out a practice never tells by subtraction how many fewer than the threshold have; turning the hours over
may, which is why each question is in the journal. A question about a place can be turned until it is about one person: it is
answered as far as the masked lists go.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.band import Band
from app.continuity.closure import Away, absences
from app.continuity.finding import State
from app.continuity.left_without import who_is_left
from app.continuity.outage import remote_carer
from app.continuity.overview import overview_of
from app.continuity.situation import WHOLE, Cut, OutageKind, Situation
from app.core.errors import N_, InvalidInput
from app.services.continuity.continuity_scene import at_work, scene
from app.services.continuity.continuity_view import ContinuityView, Hidden, is_live, view_of
from app.services.continuity.estimated_needs import or_estimated
from app.services.continuity.known_needs import known_needs
from app.services.continuity.read_categories import continuity_rules
from app.services.continuity.read_continuity import is_played
from app.services.keeping.reference import communes_by_code, read_library, roads
from app.store import community, journal, people, remote_services
from app.words.people import list_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.left_without import Outcome
    from app.continuity.overview import Overview
    from app.core.ids import PracticeId
    from app.library import Library
    from app.roster.person import Person
    from app.services.continuity.continuity_scene import Scene
    from app.store.database import Connection, Store

LONGEST_HOURS = 14 * 24
ASKED_AGAIN = timedelta(minutes=10)
"""Within it the same question from the same person is the same reading: the screen that shows it is only drawn again."""
SURVEYED = "redon"
PATIENTS_OF = {"medecin": "patients_mg", "infirmier": "patients_ide", "masseur_kinesitherapeute": "patients_mk"}
"""Profession → the row that says how many patients each has (``data/reference/epidemio_redon_2021.csv``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is supposed from ``starts_at`` (UTC) on, for ``hours``.

    ``absent`` of ``of`` people of a ``profession``, in the same proportion in every practice: nobody says who. ``power``:
    communes without electricity, for ``power_hours`` (0: as long as the rest). ``roads``: pairs of neighbouring communes.
    """

    starts_at: datetime
    hours: int = 24
    practices: tuple[PracticeId, ...] = ()
    profession: str = ""
    absent: int = 0
    of: int = 0
    roads: tuple[tuple[str, str], ...] = ()
    power: tuple[str, ...] = ()
    power_hours: int = 0
    sites: tuple[str, ...] = ()
    remotes: tuple[str, ...] = ()

    @property
    def ends_at(self) -> datetime:
        """The end of the longest of what is supposed (UTC)."""
        return self.starts_at + timedelta(hours=max(self.hours, self.power_hours if self.power else 0))

    @property
    def supposes_something(self) -> bool:
        """Whether anything is missing at all."""
        return bool(self.causes)

    @property
    def causes(self) -> tuple[str, ...]:
        """The kinds of what is missing."""
        kinds = {
            "practices": self.practices, "absent": self.absent, "roads": self.roads, "power": self.power,
            "sites": self.sites, "remotes": self.remotes,
        }  # fmt: skip
        return tuple(kind for kind, named in kinds.items() if named)

    @property
    def names_a_place(self) -> bool:
        """Whether something other than practices and people is missing."""
        return not {"practices", "absent"}.issuperset(self.causes)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be supposed missing, by id, in the order it is offered. ``professions``: slug → label and people at work."""

    practices: Mapping[str, str] = field(default_factory=dict)
    professions: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    roads: tuple[tuple[str, str], ...] = ()
    communes: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    remotes: Mapping[str, str] = field(default_factory=dict)
    patients: Mapping[str, int] = field(default_factory=dict)
    """Profession → patients each has on average, where the territory's figure is known."""


def read_choices(actor: Actor, store: Store) -> Choices:
    """Everything a question can name. Raises NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    with store.reading() as conn:
        library, territory = read_library(store, conn), community.read(conn).territory
        communes = communes_by_code(library, territory)
        counts = Counter(one.profession for one in people.every(conn) if at_work(one) and one.profession)
        pairs = {tuple(sorted((road.start, road.end))) for road in roads(library, territory)}
        return Choices(
            practices=_by_name({str(one.id): one.name for one in people.practices(conn)}),
            professions={
                slug: (label, counts[slug]) for slug, label in library.professions.labels.items() if counts[slug]
            },
            roads=tuple(
                sorted(
                    ((one, other) for one, other in pairs if one in communes and other in communes and one != other),
                    key=lambda pair: (list_order(communes[pair[0]]), list_order(communes[pair[1]])),
                )
            ),
            communes=_by_name(communes),
            sites=_by_name({one.id: one.name for one in people.sites(conn)}),
            remotes=_by_name({one.id: one.name for one in remote_services.every(conn)}),
            patients=_patients(library, territory),
        )


def suppose(actor: Actor, store: Store, question: Question) -> ContinuityView:
    """Who would be left. Raises InvalidInput when the question can't be asked, NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    _check(question)
    with store.transaction() as conn:
        _note(conn, store.now(), actor, question)
    with store.reading() as conn:
        now, library, exercise = store.now(), read_library(store, conn), is_played(conn)
        live = is_live(conn, scene(conn, store, now, exercise=exercise).situation, now, exercise=exercise)
        stage = scene(conn, store, question.starts_at, exercise=exercise, until=question.ends_at)
        own = {*question.practices, *(one.practice for one in stage.situation.absences)}
        stage = supposed(stage, question, people.every(conn))
        known = or_estimated(conn, store, stage, known_needs(conn, store, stage.territory.categories, now), now)
        outcome = who_is_left(known.needs, stage.territory, stage.situation)
        found = overview_of(outcome)
        view = view_of(
            conn, store, library, actor, stage, known, found, now=now, exercise=exercise, live=live, supposed=True
        )
        if view.whole is None:
            return view
        if question.names_a_place or stage.situation.cuts:
            return replace(view, hidden=Hidden.PLACES)
        return _totals(view, found, outcome, own, continuity_rules(library)["masking_threshold"])


def _totals(
    view: ContinuityView, found: Overview, outcome: Outcome, own: Collection[PracticeId], threshold: int
) -> ContinuityView:
    """The same by its totals; ``own``: practices that are missing by themselves, rather than with all of a profession."""
    if found.touched < threshold:
        few = Band(0, threshold - 1)
        hidden = Hidden.FEW
        return replace(view, hidden=hidden, whole=few, kept=few, waiting=few, relayed=few, uncovered=few, whys=())
    if _gives_a_few_back(outcome, own, threshold):
        return replace(view, hidden=Hidden.PLACES)
    return replace(
        view, hidden=Hidden.PARTS, whole=None, first_due=found.first_due,
        kept=_exactly(found.kept), waiting=_exactly(found.waiting),
        relayed=_exactly(found.relayed), uncovered=_exactly(found.uncovered),
    )  # fmt: skip


def _gives_a_few_back(outcome: Outcome, own: Collection[PracticeId], threshold: int) -> bool:
    """Whether another question, without some practices, would tell by subtraction how many a small one has.

    Any practice can be left out of those that are named; those that lack a profession come together, so that together they
    may hide one another. One that has nobody hides nobody: whoever asks for registers knows which are empty.
    """
    touched = Counter(one.practice for one in outcome.findings if one.state is not State.NOT_TOUCHED)
    small = {one: needs for one, needs in touched.items() if needs < threshold}
    return any(one in own for one in small) or 0 < sum(small.values()) < threshold


def _exactly(count: int) -> Band:
    return Band(count, count)


def _note(conn: Connection, at: datetime, actor: Actor, question: Question) -> None:
    """What was asked, by kind, and of which practices: nobody turns questions over unseen."""
    subject = "question:" + sha256(repr(question).encode()).hexdigest()[:16]
    last = journal.last_about(conn, [subject])
    if any(one.actor_id == actor.id and at - one.at < ASKED_AGAIN for one in last):
        return
    payload = {"causes": list(question.causes), "practices": list(question.practices)}
    journal.write(conn, at, actor.id, "continuity_supposed", subject, payload)


def supposed(stage: Scene, question: Question, everyone: Iterable[Person]) -> Scene:
    """The scene with what is supposed on top of what fails."""
    present = stage.situation
    away = [Away(one.practice, one.starts_at, one.ends_at, one.share) for one in present.absences]
    away += _away(question, stage, everyone)
    situation = Situation(question.starts_at, question.ends_at, absences(away), (*present.cuts, *_cuts(question)))
    return replace(stage, situation=situation)


def _away(question: Question, stage: Scene, everyone: Iterable[Person]) -> Iterator[Away]:
    start, end = question.starts_at, question.starts_at + timedelta(hours=question.hours)
    for practice in question.practices:
        yield Away(practice, start, end, WHOLE)
    if not question.absent:
        return
    holders: dict[PracticeId, int] = defaultdict(int)
    for person in everyone:
        if person.practice is not None and person.profession == question.profession and at_work(person):
            holders[person.practice] += 1
    for practice, count in sorted(holders.items()):
        share = Fraction(question.absent * count, question.of * max(stage.members.get(practice, 0), 1))
        yield Away(practice, start, end, min(WHOLE, share))


def _cuts(question: Question) -> Iterator[Cut]:
    start, end = question.starts_at, question.starts_at + timedelta(hours=question.hours)
    if question.power:
        until = start + timedelta(hours=question.power_hours or question.hours)
        yield Cut(OutageKind.POWER, start, until, communes=frozenset(question.power))
    if question.roads:
        yield Cut(OutageKind.ROAD, start, end, roads=frozenset(frozenset(pair) for pair in question.roads))
    for site in question.sites:
        yield Cut(OutageKind.SITE, start, end, site=site)
    for remote in question.remotes:
        yield Cut(OutageKind.REMOTE, start, end, carer=remote_carer(remote))


def _check(question: Question) -> None:
    if not question.supposes_something:
        raise InvalidInput(N_("Choisissez ce qui manquerait : un cabinet, des professionnels, une route, le courant…"))
    for hours in (question.hours, question.power_hours or 1):
        if not 1 <= hours <= LONGEST_HOURS:
            raise InvalidInput(N_("La durée va de 1 heure à {most} jours."), most=LONGEST_HOURS // 24)
    if question.absent < 0 or (question.absent and question.absent > question.of):
        raise InvalidInput(
            N_("{absent} absents sur {of} : le nombre d’absents ne peut pas dépasser celui des professionnels."),
            absent=question.absent,
            of=question.of,
        )
    if question.absent and not question.profession:
        raise InvalidInput(N_("Dites quels professionnels seraient absents."))


def _patients(library: Library, territory: str) -> dict[str, int]:
    """From the health project of Redon (2021, § 1.5.1); no such figure is held for another territory."""
    if territory != SURVEYED:
        return {}
    rows = {record.cells["code"]: record.cells for record in library.file("reference/epidemio_redon_2021.csv")}
    return {slug: int(rows[code]["cpts_redon"]) for slug, code in PATIENTS_OF.items() if code in rows}


def _by_name(named: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(named.items(), key=lambda kept: (list_order(kept[1]), kept[0])))
