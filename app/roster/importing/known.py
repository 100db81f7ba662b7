"""The roster as it stands, asked « who is this line about? ». Never guesses: no match is better than a wrong one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from app.core.ids import PersonId, PracticeId
from app.roster.competence import Competence
from app.roster.person import Person
from app.roster.practice import Practice
from app.roster.spelling import fold


class KnownRoster:
    """Persons, their competences and practices, indexed for matching. Grows as a file is read.

    ``on`` is the civil day of the import: it tells a competence that still holds from one that ended. Without it only
    an open-ended one holds.
    """

    def __init__(
        self,
        persons: Iterable[Person] = (),
        competences: Iterable[Competence] = (),
        practices: Iterable[Practice] = (),
        *,
        on: date | None = None,
    ) -> None:
        self.on = on
        self.persons: dict[PersonId, Person] = {}
        self._places: dict[PracticeId, Practice] = {one.id: one for one in practices}
        self.practices: dict[str, Practice] = {one.reference: one for one in self._places.values() if one.reference}
        self._competences: dict[PersonId, list[Competence]] = defaultdict(list)
        self._by_rpps: dict[str, PersonId] = {}
        self._by_name: dict[str, list[PersonId]] = defaultdict(list)
        for person in persons:
            self.add(person)
        for competence in competences:
            self._competences[competence.person].append(competence)

    def copy(self) -> KnownRoster:
        """An independent roster of the same people, to grow while a file is read."""
        held = [competence for several in self._competences.values() for competence in several]
        places = {**self._places, **{one.id: one for one in self.practices.values()}}
        return KnownRoster(self.persons.values(), held, places.values(), on=self.on)

    def add(self, person: Person) -> None:
        """Add a person, or index the new state of one already there."""
        if person.id not in self.persons:
            self._by_name[name_key(person.family_name, person.given_name)].append(person.id)
        self.persons[person.id] = person
        if person.rpps:
            self._by_rpps[person.rpps] = person.id

    def competences_of(self, person: PersonId) -> tuple[Competence, ...]:
        """What the person holds, in the order given."""
        return tuple(self._competences.get(person, ()))

    def practice(self, practice: PracticeId) -> Practice | None:
        """The practice of that identifier, as it stood when the roster was given."""
        return self._places.get(practice)

    def is_current(self, competence: Competence) -> bool:
        """Whether a competence has not ended."""
        return competence.valid_to is None or (self.on is not None and self.on <= competence.valid_to)

    def with_rpps(self, rpps: str) -> Person | None:
        """The person who bears an RPPS number."""
        found = self._by_rpps.get(rpps)
        return self.persons[found] if found else None

    def candidates(self, described: Person) -> list[Person]:
        """Those of the same name who may be the person described, the surest first (:func:`evidence`)."""
        same = [
            self.persons[one] for one in self._by_name.get(name_key(described.family_name, described.given_name), ())
        ]
        scored = [(evidence(described, person), index, person) for index, person in enumerate(same)]
        return [person for score, _index, person in sorted(scored, key=lambda one: (-one[0], one[1])) if score > 0]


def name_key(family: str, given: str) -> str:
    """The words of a full name folded and sorted: « LE GOFF, Marie » and « Marie Le Goff » share it."""
    return " ".join(sorted(fold(f"{family} {given}").split()))


def evidence(described: Person, known: Person) -> int:
    """How surely two people of the same name are one: 0 = not sure enough.

    Different RPPS numbers, or no shared contact and any contact, profession, commune or organisation that differs: 0.
    """
    if described.rpps and known.rpps:
        return 8 if described.rpps == known.rpps else 0
    shared = _same(described.email, known.email) + _same(described.mobile, known.mobile)
    profession = _agrees(described.profession, known.profession)
    if shared:
        return 2 + shared + 2 * profession
    pairs = (
        (described.email, known.email),
        (described.mobile, known.mobile),
        (described.commune_insee, known.commune_insee),
        (described.organisation, known.organisation),
    )
    return 1 if profession and all(_agrees(one, other) for one, other in pairs) else 0


def _same(one: str, other: str) -> int:
    return int(bool(one) and one.casefold() == other.casefold())


def _agrees(one: str | None, other: str | None) -> bool:
    return not one or not other or one.casefold() == other.casefold()
