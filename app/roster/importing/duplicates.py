"""Who may be the same person twice. Pairs are flagged, never merged.

Names one letter apart are found through what is left when one letter is dropped, so that 600 × 600 people cost a few
thousand comparisons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from app.roster.importing.known import KnownRoster, name_key
from app.roster.importing.report import Flag
from app.roster.person import Person
from app.roster.spelling import fold
from app.words import _
from app.words.people import full_name

SHORTEST = 4
"""Family names shorter than this differ by one letter too easily (« Le » / « Lé »)."""

Lined = tuple[int, Person]
"""A person and the line that describes them; line 0 stands for someone of the roster whom the file does not mention."""


def duplicate_flags(described: Sequence[Lined], known: KnownRoster) -> list[Flag]:
    """A flag for each pair that shares a near name, a mobile or an e-mail, or a name with two professions."""
    mentioned = {person.id for _line, person in described}
    others: list[Lined] = [(0, person) for person in known.persons.values() if person.id not in mentioned]
    flags: dict[tuple[str, str], Flag] = {}
    for one, other in _pairs([*described, *others]):
        if one[0] == 0 and other[0] == 0:
            continue
        reason = _reason(one[1], other[1])
        if reason:
            key = (min(one[1].id, other[1].id), max(one[1].id, other[1].id))
            flags.setdefault(key, _flag(one, other, reason))
    return list(flags.values())


def _pairs(people: Sequence[Lined]) -> Iterator[tuple[Lined, Lined]]:
    """Every pair that shares a block, in order of lines."""
    blocks: dict[tuple[str, str], list[Lined]] = defaultdict(list)
    for lined in people:
        for block in sorted(_blocks(lined[1])):
            blocks[block].append(lined)
    for block in sorted(blocks):
        members = blocks[block]
        for index, one in enumerate(members):
            for other in members[index + 1 :]:
                yield one, other


def _blocks(person: Person) -> set[tuple[str, str]]:
    family, initial = fold(person.family_name), fold(person.given_name)[:1]
    blocks = {("name", name_key(person.family_name, person.given_name))}
    if len(family) >= SHORTEST:
        blocks |= {("near", initial + ":" + family[:at] + family[at + 1 :]) for at in range(len(family))}
        blocks.add(("near", initial + ":" + family))
    blocks |= {("contact", contact) for contact in (person.email.casefold(), person.mobile) if contact}
    return blocks


def _reason(one: Person, other: Person) -> str:
    """Why the pair is worth a look, or nothing."""
    both_registered = bool(one.rpps and other.rpps and one.rpps != other.rpps)
    if name_key(one.family_name, one.given_name) == name_key(other.family_name, other.given_name):
        if one.profession != other.profession:
            return _("même nom, deux professions")
        return "" if both_registered else _("même nom")
    near = _near(fold(one.family_name), fold(other.family_name)) and _near(fold(one.given_name), fold(other.given_name))
    if near and not both_registered:
        return _("noms presque identiques")
    if one.email and one.email.casefold() == other.email.casefold():
        return _("même adresse e-mail")
    return _("même numéro de mobile") if one.mobile and one.mobile == other.mobile else ""


def _flag(one: Lined, other: Lined, reason: str) -> Flag:
    first, second = sorted((one, other), key=lambda lined: (lined[0] == 0, lined[0]))
    lines = tuple(line for line, _person in (first, second) if line)
    names = tuple(full_name(person.given_name, person.family_name) for _line, person in (first, second))
    where = _("déjà dans l’annuaire") if second[0] == 0 else _("ligne {line}").format(line=second[0])
    return Flag(
        lines,
        _(
            "{first} et {second} ({where}) : {reason}. Vérifiez s’il s’agit d’une seule personne ; rien n’a été fusionné."
        ).format(first=names[0], second=names[1], where=where, reason=reason),
    )


def _near(one: str, other: str) -> bool:
    """Whether two folded names are equal, one letter apart (changed, added, dropped or swapped with its neighbour), or one an initial."""
    if one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1]):
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    start = _common(one, other)
    end = _common(one[start:][::-1], other[start:][::-1])
    left, right = len(one) - start - end, len(other) - start - end
    swapped = left == right == 2 and one[start : start + 2] == other[start : start + 2][::-1]
    return max(left, right) <= 1 or swapped


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
