"""Professions, roles, communes, numbers: what files call them."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput
from app.library import Library
from app.roster.phones import phone_of, spoken_phone
from app.roster.rpps import has_valid_key, is_rpps
from app.roster.spelling import fold, slug


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Infirmière", "infirmier"),
        ("IDEL", "infirmier"),
        ("60", "infirmier"),
        ("Sage-Femme", "sage_femme"),
        ("MASSEUR KINÉSITHÉRAPEUTE", "masseur_kinesitherapeute"),
        ("Pédicure-Podologue", "pedicure_podologue"),
        ("médecin généraliste", "medecin"),
        ("ESI", "etudiant_infirmier"),
        ("plombier", None),
        ("", None),
    ],
)
def test_a_profession_by_any_of_its_names(library: Library, word: str, expected: str | None) -> None:
    """Feminine, abbreviation, national code, capitals: one slug; an unknown word is none."""
    assert library.professions.named(word) == expected


def test_a_profession_is_named_as_the_person_is(library: Library) -> None:
    """« infirmière » for a woman, the masculine otherwise, and the students of a profession are found."""
    nurse = library.professions["infirmier"]
    assert [nurse.label("MME"), nurse.label("M"), nurse.label()] == ["infirmière", "infirmier", "infirmier"]
    assert [library.professions.student(one) for one in ("infirmier", "orthoptiste")] == ["etudiant_infirmier", None]


def test_the_roles_of_the_demo_roster_are_known(library: Library) -> None:
    """Its seven words each lead to a role."""
    words = ("injection", "surveillance", "preparation_doses", "prescription", "accueil", "coordination", "ecoute")
    assert [library.roles.named(word) for word in words] == [
        ("injector",), ("observation",), ("dose_preparer",), ("supervising_physician", "prevax_interview"),
        ("reception",), ("centre_lead",), ("psychological_support",),
    ]  # fmt: skip


def test_a_role_belongs_to_kinds_of_centre(library: Library) -> None:
    """A screening centre takes samples and injects nothing."""
    codes = {role.code for role in library.roles.of_centre("screening")}
    assert ("sampler" in codes, "injector" in codes, "reception" in codes) == (True, False, True)


def test_a_commune_by_any_spelling(library: Library) -> None:
    """« Ste Anne d’Auray » is Sainte-Anne-d'Auray; a postal code may be shared by several."""
    auray = library.communes("auray")
    assert [auray.named(one).insee for one in ("STE ANNE D’AURAY", "auray") if auray.named(one)] == ["56263", "56007"]  # type: ignore[union-attr]
    assert "56007" in {one.insee for one in auray.of_postal_code("56400")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("06 39 98 00 02", "+33639980002"),
        ("06.39.98.00.02", "+33639980002"),
        ("639980002", "+33639980002"),
        ("+33 6 39 98 00 02", "+33639980002"),
        ("0033639980002", "+33639980002"),
        ("33639980002", "+33639980002"),
        ("+33 (0)6 39 98 00 02", "+33639980002"),
        ("01 99 00 10 02", "+33199001002"),
        ("+32 470 12 34 56", "+32470123456"),
    ],
)
def test_a_phone_number_however_it_was_written(text: str, expected: str) -> None:
    """Spaces, dots, prefixes and the zero a spreadsheet lost."""
    assert phone_of(text) == expected


@pytest.mark.parametrize(
    "text", ["12", "06 39 98 00", "06 39 98 00 02 / 06 39 98 00 03", "voir secrétariat", "", "06 39 98 00 0٠"]
)
def test_what_is_no_phone_number(text: str) -> None:
    """Too short, two at once, or words."""
    with pytest.raises(InvalidInput):
        phone_of(text)


def test_a_phone_number_as_it_is_shown() -> None:
    """Pairs for a French number, the international form for another, and what is neither stays."""
    assert [spoken_phone(one) for one in ("+33639980002", "+32470123456", "accueil")] == [
        "06 39 98 00 02", "+32 470 12 34 56", "accueil",
    ]  # fmt: skip


def test_the_key_of_an_rpps_number() -> None:
    """The fictional 99… numbers carry a right key; one digit changed makes it wrong."""
    assert [has_valid_key(one) for one in ("99009500028", "99009500029")] == [True, False]
    assert [is_rpps(one) for one in ("99009500028", "9900950002", "99009500o28")] == [True, False, False]


def test_spelling_is_folded_for_comparison_only() -> None:
    """Accents, ligatures, apostrophes and case go; words stay apart."""
    assert (fold("  L’Œuvre d'Énora-Maï "), slug("Sage-Femme")) == ("l oeuvre d enora mai", "sage_femme")
