"""Descriptions of people against the roster: whom each line is about, and what writing it would change. Nothing is merged."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.ids import PersonId
from app.roster.competence import VACCINATION_TRAINING, Competence
from app.roster.importing.description import Description, folded_names, person_described, updated
from app.roster.importing.duplicates import duplicate_flags
from app.roster.importing.known import KnownRoster
from app.roster.importing.report import Change, Flag, ImportReport, Rejection
from app.roster.person import Person
from app.roster.practice import Practice
from app.roster.rpps import has_valid_key
from app.roster.spelling import slug
from app.words import _
from app.words.people import full_name

IMPORT_SOURCE = "import"
"""The source written on competences that a list declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person to write: whole state after the import, competences to add, codes to end, practices to know."""

    line: int
    change: Change
    person: Person
    competences: tuple[Competence, ...] = ()
    withdrawn: frozenset[str] = frozenset()
    practices: tuple[Practice, ...] = ()


def settle(described: list[Description], *, known: KnownRoster, columns: dict[str, str]) -> ImportReport[PersonRow]:
    """Descriptions against the roster: matches each, tells what changes, flags what may be one person twice."""
    desk = _Desk(known.copy(), columns)
    for one in described:
        desk.take(one)
    flags = [
        *desk.flags,
        *(Flag(tuple(lines), note) for note, lines in desk.notes.items()),
        *duplicate_flags([(row.line, row.person) for row in desk.rows], known),
    ]
    return ImportReport(tuple(desk.rows), tuple(sorted(desk.rejected)), tuple(sorted(set(flags))), desk.repeated)


class _Desk:
    """Takes descriptions one after the other; each person of the roster answers to one line at most."""

    def __init__(self, roster: KnownRoster, columns: dict[str, str]) -> None:
        self.roster = roster
        self.columns = columns
        self.claimed: dict[PersonId, int] = {}
        self.rows: list[PersonRow] = []
        self.rejected: list[Rejection] = []
        self.flags: list[Flag] = []
        self.notes: dict[str, list[int]] = {}
        self.repeated = 0

    def take(self, described: Description) -> None:
        if described.refused:
            self.rejected += described.refused
            return
        self._settle_practice(described)
        stranger = person_described(described)
        found = self._match(described, stranger)
        self._stay(described, found)
        if found is not None and found.id in self.claimed:
            self._take_again(described, found)
        else:
            self._accept(described, found, stranger)

    def _match(self, described: Description, stranger: Person) -> Person | None:
        """The person of the roster this line is about; one already claimed only when no free one fits."""
        if stranger.rpps and (bearer := self.roster.with_rpps(stranger.rpps)):
            return bearer
        candidates = self.roster.candidates(stranger)
        same = [one for one in candidates if self._is_said(described, one)]
        free = [one for one in (*same, *candidates) if one.id not in self.claimed]
        if free:
            return free[0]
        taken = same or [one for one in candidates if one.profession == stranger.profession]
        return taken[0] if taken else None

    def _is_said(self, described: Description, person: Person) -> bool:
        return updated(person, described) == person

    def _take_again(self, described: Description, person: Person) -> None:
        first = self.claimed[person.id]
        if self._is_said(described, person):
            self.repeated += 1
            self.flags.append(Flag((first, described.line), _("Ligne répétée : elle n’est prise qu’une fois.")))
            return
        name = "rpps" if person.rpps and described.values.get("rpps") == person.rpps else "nom"
        self.rejected.append(
            Rejection(
                described.line, self.columns.get(name, name), str(described.values.get("rpps" if name == "rpps" else "family_name", "")),
                _("{person} est déjà décrit à la ligne {line}, autrement.").format(person=full_name(person.given_name, person.family_name), line=first),
                _("Gardez une seule ligne par personne, avec ce qui est juste."),
            )
        )  # fmt: skip

    def _accept(self, described: Description, found: Person | None, stranger: Person) -> None:
        if found is not None and not self._is_plausible(described, found, stranger):
            return
        person = stranger if found is None else updated(found, described)
        competences, withdrawn = self._competences(described, person)
        practices = self._practices(described)
        touched = person != found or competences or withdrawn or practices
        change = Change.NEW if found is None else Change.UPDATED if touched else Change.UNCHANGED
        self.roster.add(person)
        self.claimed[person.id] = described.line
        self._flag(described, person, found)
        self.rows.append(
            PersonRow(
                line=described.line, change=change, person=person, competences=competences, withdrawn=withdrawn, practices=practices
            )
        )  # fmt: skip

    def _is_plausible(self, described: Description, found: Person, stranger: Person) -> bool:
        """Whether someone matched by RPPS bears at least one of the two names; otherwise the line is refused."""
        ours, theirs = folded_names(found), folded_names(stranger)
        if ours[0] == theirs[0] or ours[1] == theirs[1] or sorted(ours) == sorted(theirs):
            return True
        self.rejected.append(
            Rejection(
                described.line, self.columns.get("rpps", "rpps"), stranger.rpps or "",
                _("Ce numéro RPPS est déjà celui de {person}.").format(person=full_name(found.given_name, found.family_name)),
                _("Vérifiez le numéro et le nom sur annuaire.sante.fr ; rien n’a été changé."),
            )
        )  # fmt: skip
        return False

    def _competences(self, described: Description, person: Person) -> tuple[tuple[Competence, ...], frozenset[str]]:
        held = [one for one in self.roster.competences_of(person.id) if one.code == VACCINATION_TRAINING]
        current = any(self.roster.is_current(one) for one in held)
        until = described.training_until
        if described.trained is None or (described.trained and until is None and current):
            return (), frozenset()
        ended = frozenset({VACCINATION_TRAINING} if current else ())
        if not described.trained:
            return (), ended
        if any(one.valid_to == until for one in held):
            return (), frozenset()
        return (Competence(person=person.id, code=VACCINATION_TRAINING, valid_to=until, source=IMPORT_SOURCE),), ended

    def _practices(self, described: Description) -> tuple[Practice, ...]:
        fresh = tuple(one for one in described.practices if one.reference not in self.roster.practices)
        self.roster.practices.update((one.reference, one) for one in fresh)
        return fresh

    def _settle_practice(self, described: Description) -> None:
        """A practice already known under its reference keeps its id, and what was corrected by hand."""
        for practice in described.practices:
            known = self.roster.practices.get(practice.reference)
            if known is not None and described.values.get("practice") == practice.id:
                described.values["practice"] = known.id

    def _stay(self, described: Description, found: Person | None) -> None:
        """Someone who works at a practice of that name stays there, whatever reference it is known under."""
        held = self.roster.practice(found.practice) if found and found.practice else None
        if held is None or "practice" in described.fills_only:
            return
        if [slug(one.name) for one in described.practices] == [slug(held.name)]:
            described.values["practice"], described.practices = held.id, ()

    def _flag(self, described: Description, person: Person, found: Person | None) -> None:
        line = (described.line,)
        if person.rpps and not has_valid_key(person.rpps):
            self.flags.append(
                Flag(
                    line,
                    _("La clé du numéro RPPS {rpps} est fausse : un chiffre est sans doute mal saisi.").format(
                        rpps=person.rpps
                    ),
                )
            )
        if not (person.email or person.mobile or person.phone):
            described.notes.append(_("Ni e-mail ni téléphone : ces personnes ne pourront pas être prévenues."))
        for note in described.notes:
            self.notes.setdefault(note, []).append(described.line)
        if found is not None and found.profession and person.profession != found.profession:
            self.flags.append(
                Flag(
                    line,
                    _("{person} change de profession.").format(person=full_name(person.given_name, person.family_name)),
                )
            )
        if found is not None and folded_names(found) != folded_names(person):
            self.flags.append(
                Flag(line, _("{person} change de nom.").format(person=full_name(found.given_name, found.family_name)))
            )
