"""Trainings as the screen and a volunteer's page need them: what is to come, who holds what until when, what was thought of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.clock import paris_date
from app.library.content import built, whole
from app.response.training import Answer, expiries, in_force, satisfaction, training_kind_of
from app.services.keeping.content_files import DAYS, MINUTES, MONTHS, bounded_if_said, figures_of
from app.services.keeping.reference import read_library
from app.services.roster.read_roster import in_list_order
from app.store import awareness, community, people, trainings
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.library import Library
    from app.response.training import Communication, Expiry, Participant, Satisfaction, Training, TrainingKind
    from app.roster.competence import Competence
    from app.roster.person import Person
    from app.store.community import Community
    from app.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingDesk:
    """One state of trainings. ``expiries`` come first: whoever holds something that ends within ``expiring_months``."""

    now: datetime
    community: Community
    library: Library
    kinds: Mapping[str, TrainingKind]
    trainings: tuple[Training, ...]
    """By day, the first to come first; cancelled ones too."""
    parts: Mapping[str, tuple[Participant, ...]]
    people: Mapping[PersonId, Person]
    """Everyone of the roster, in list order."""
    competences: tuple[Competence, ...]
    expiries: tuple[Expiry, ...]
    expiring_months: int
    communications: tuple[Communication, ...]

    @property
    def today(self) -> date:
        """The civil day in Paris."""
        return paris_date(self.now)

    @property
    def to_come(self) -> tuple[Training, ...]:
        """Those not over, the next first."""
        return tuple(one for one in self.trainings if one.cancelled_at is None and one.ends_at > self.now)

    @property
    def past(self) -> tuple[Training, ...]:
        """Those over, the last first."""
        return tuple(one for one in reversed(self.trainings) if one.cancelled_at is None and one.ends_at <= self.now)

    @property
    def unsigned(self) -> tuple[Training, ...]:
        """Those over at which nobody was signed in: who came is still to write."""
        return tuple(one for one in self.past if not any(part.attended for part in self.parts_of(one)))

    def parts_of(self, training: Training) -> tuple[Participant, ...]:
        """Everyone on a training's list, in list order."""
        held = {one.person_id: one for one in self.parts.get(training.id, ())}
        return tuple(held[person] for person in self.people if person in held)

    def name(self, person: PersonId) -> str:
        """« Clarisse Fictif »."""
        found = self.people.get(person)
        return full_name(found.given_name, found.family_name) if found else ""

    def profession(self, person: PersonId) -> str:
        """« infirmière »; the organisation of a helper without a profession."""
        found = self.people.get(person)
        if found is None:
            return ""
        known = found.profession is not None and found.profession in self.library.professions
        return self.library.professions[found.profession or ""].label(found.civilite) if known else found.organisation

    def competence(self, code: str) -> str:
        """The name of what a competence's code stands for: the first kind of training that gives it, else the code."""
        return next((one.label for one in self.kinds.values() if one.competence == code), code)

    def satisfaction(self, training: Training) -> Satisfaction | None:
        """How those who came liked it; None when nobody said."""
        return satisfaction(self.parts.get(training.id, ()))

    def by_profession(self, training: Training) -> Mapping[str, tuple[int, int, int]]:
        """Profession → (on the list, coming, came), in the order of the table of professions."""
        parts = self.parts_of(training)
        every = Counter(self._group(one.person_id) for one in parts)
        coming = Counter(self._group(one.person_id) for one in parts if one.answer is Answer.YES)
        came = Counter(self._group(one.person_id) for one in parts if one.attended)
        rank = {name: n for n, name in enumerate(self.library.professions.labels.values())}
        order = sorted(every, key=lambda name: (rank.get(name, len(rank)), name))
        return {name: (every[name], coming[name], came[name]) for name in order}

    def _group(self, person: PersonId) -> str:
        """The profession as it is counted: one line for those who hold it, men and women."""
        found = self.people.get(person)
        labels = self.library.professions.labels
        return labels.get((found.profession if found else None) or "", "") or self.profession(person)


@dataclass(frozen=True, slots=True)
class OwnTraining:
    """A training as somebody invited to it sees it on their own page."""

    training: Training
    part: Participant
    is_over: bool


def read_trainings(actor: Actor, store: Store) -> TrainingDesk:
    """Every training, who is on its list, who holds what until when. Raises NotAllowed."""
    require(actor, Action.TRAIN)
    with store.reading() as conn:
        library, now = read_library(store, conn), store.now()
        today, held = paris_date(now), people.competences(conn)
        months = training_rules(library)["expiring_months"]
        kinds = kinds_on(library, today)
        roster = in_list_order(people.every(conn))
        known = {one.id for one in roster if one.is_contactable_on(today)}
        return TrainingDesk(
            now=now,
            community=community.read(conn),
            library=library,
            kinds={one.code: one for one in kinds},
            trainings=tuple(trainings.every(conn)),
            parts=trainings.all_participants(conn),
            people={one.id: one for one in roster},
            competences=tuple(held),
            expiries=tuple(one for one in expiries(held, today, months) if one.person_id in known),
            expiring_months=months,
            communications=tuple(awareness.every(conn)),
        )


def read_own_trainings(actor: Actor, store: Store, person_id: PersonId) -> tuple[OwnTraining, ...]:
    """The trainings somebody is invited to or was at: those to come first, then the past, the last first. Raises NotAllowed."""
    require_self(actor, person_id, for_others=Action.TRAIN)
    now = store.now()
    with store.reading() as conn:
        found = [OwnTraining(one, part, one.ends_at <= now) for one, part in trainings.of_person(conn, person_id)]
    return (*(one for one in found if not one.is_over), *(one for one in reversed(found) if one.is_over))


def kinds_on(library: Library, day: date) -> tuple[TrainingKind, ...]:
    """The kinds of ``data/training_kinds.csv`` in force on a civil day. Raises InvalidInput."""
    rows = library.file("training_kinds.csv")
    for record in rows:
        bounded_if_said(record, "valid_months", *MONTHS)
        bounded_if_said(record, "minutes", *MINUTES)
        built(record, training_kind_of)
    return whole(rows, lambda row: in_force(row, day))


def training_rules(library: Library) -> dict[str, int]:
    """``data/training_rules.csv``: setting → figure."""
    return figures_of(library, "training_rules.csv", {"expiring_months": MONTHS, "invite_days": DAYS})
