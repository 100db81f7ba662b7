"""Who may be one person twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.ids import PersonId
from app.roster.importing.duplicates import _reason, duplicate_flags
from app.roster.importing.known import KnownRoster, evidence, name_key
from app.roster.person import Person, PersonKind


def a_person(family: str, given: str = "Jean", number: int = 0, **changes: object) -> Person:
    person = Person(
        id=PersonId(f"{family}-{given}-{number}"), kind=PersonKind.PROFESSIONAL, family_name=family, given_name=given,
        profession="medecin",
    )  # fmt: skip
    return replace(person, **changes)  # type: ignore[arg-type]


def flagged(*people: Person, known: KnownRoster | None = None) -> list[tuple[int, ...]]:
    flags = duplicate_flags(list(enumerate(people, 2)), known or KnownRoster())
    return sorted(flag.lines for flag in flags)


def test_one_letter_apart_is_flagged() -> None:
    """A letter changed at the end or the start, added, dropped, swapped; first names alike or an initial."""
    assert flagged(a_person("CASTEL"), a_person("CASDEL")) == [(2, 3)]
    assert flagged(a_person("PANTEL"), a_person("PENTEL")) == [(2, 3)]
    assert flagged(a_person("PANTEL"), a_person("PANTELL")) == [(2, 3)]
    assert flagged(a_person("PANTEL"), a_person("PNATEL")) == [(2, 3)]
    assert flagged(a_person("PANTEL", "Jean"), a_person("PANTEL", "J.")) == [(2, 3)]
    assert flagged(a_person("PANTEL", "Jean"), a_person("JEAN", "Pantel")) == [(2, 3)]


def test_what_is_not_flagged() -> None:
    """Two letters apart, another first name, a very short name, or two different RPPS numbers."""
    assert flagged(a_person("PANTEL"), a_person("PENDEL")) == []
    assert flagged(a_person("PANTEL", "Jean"), a_person("PENTEL", "Luc")) == []
    assert flagged(a_person("LE"), a_person("LU")) == []
    assert flagged(a_person("PANTEL", rpps="99009500028"), a_person("PENTEL", rpps="99009500333")) == []


def test_contacts_and_professions_are_flagged() -> None:
    """The same mobile or e-mail under two names; the same name with two professions, RPPS or not."""
    assert flagged(a_person("RIOU", email="a@b.fr"), a_person("MORVAN", email="A@b.fr")) == [(2, 3)]
    assert flagged(a_person("RIOU", mobile="+33639980001"), a_person("MORVAN", mobile="+33639980001")) == [(2, 3)]
    two = (
        a_person("RIOU", rpps="99009500028"),
        a_person("RIOU", number=1, rpps="99009500333", profession="pharmacien"),
    )
    assert flagged(*two) == [(2, 3)]


def test_someone_of_the_roster_is_named_without_a_line() -> None:
    """The flag bears the line of the file only; two known people are none of the file's business."""
    known = KnownRoster([a_person("PENTEL"), a_person("PENTTEL")])
    assert flagged(a_person("PANTEL"), known=known) == [(2,)]


names = st.text("ABE", min_size=4, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, st.sampled_from(["Jo", "Jean", "Léa"])), max_size=12))
def test_blocking_loses_no_pair(people: list[tuple[str, str]]) -> None:
    """Looking only inside blocks flags exactly the pairs that comparing everyone with everyone would."""
    all_of_them = [a_person(family, given, number) for number, (family, given) in enumerate(people)]
    expected = sorted(
        (one + 2, other + 2)
        for one in range(len(all_of_them))
        for other in range(one + 1, len(all_of_them))
        if _reason(all_of_them[one], all_of_them[other])
    )
    assert flagged(*all_of_them) == expected


def test_evidence_that_two_lines_are_one_person() -> None:
    """RPPS decides; a shared contact is enough; without one, nothing may differ."""
    one = a_person("RIOU", commune_insee="56007")
    assert [
        evidence(replace(one, rpps="1"), replace(one, rpps="1")) > 0,
        evidence(replace(one, rpps="1"), replace(one, rpps="2")) > 0,
        evidence(replace(one, email="a@b.fr"), replace(one, email="A@b.fr", commune_insee="56034")) > 0,
        evidence(one, one) > 0,
        evidence(one, replace(one, commune_insee="56034")) > 0,
        evidence(one, replace(one, profession="pharmacien")) > 0,
        evidence(replace(one, email="a@b.fr"), replace(one, email="c@d.fr")) > 0,
    ] == [True, False, True, True, False, False, False]
    assert name_key("LE GOFF", "Marie") == name_key("Marie", "le Goff")
