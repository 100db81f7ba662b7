"""Tests of app/access/guessable.py: what is tried first is found under its disguises, and a phrase of one's own passes."""

from __future__ import annotations

import pytest

from app.access.guessable import core_of, is_all_figures, is_common, tells, without_ends

WORDS = frozenset({"motdepasse", "soleil", "bonjour", "azerty", "doudou", "marseille", "chocolat", "password"})


@pytest.mark.parametrize(
    "password",
    [
        "MotDePasse2026!", "m0tdep4sse2026", "P@ssw0rd1234", "2026soleil2026", "soleilbonjour1", "bonjour-soleil!",
        "doudoudoudou", "azertyazerty", "aaaaaaaaaaaa", "abcdabcdabcd", "abcdefghijkl", "azertyuiopqsdf", "987654321azerty",
        "mlkjhgfdsqwxcvbn", "Marseille!!!!!!!", "Soléil/2026/12", "s-o-l-e-i-l-12",
    ],
)  # fmt: skip
def test_a_common_word_in_disguise_is_found(password: str) -> None:
    """Capitals, accents, figures for letters, signs around, two words, patterns and walks along a keyboard."""
    assert is_common(password, WORDS)


@pytest.mark.parametrize(
    "password",
    [
        "soleil bonjour chocolat", "marseille-doudou-soleil-4", "xkqvmzpwtrbn", "phare colline 7 brume", "correcthorsebattery",
        "Jk8$wq!zR2pL", "три медведя в лесу", "12 galets gris",
    ],
)  # fmt: skip
def test_a_phrase_of_ones_own_passes(password: str) -> None:
    """Three common words, a draw, another alphabet."""
    assert not is_common(password, WORDS)


@pytest.mark.parametrize("password", ["06 99 00 11 22 33", "20261126202611", "12/11/1980-1984", "0000.0000.0000", "１９８５０３１２１４０７", "١٩٨٥٠٣١٢١٤٠٧", "²⁰²⁶²⁰²⁵¹²³⁴", "1985\u2003‑0312\u200b1407"])  # fmt: skip
def test_a_number_is_found_however_it_is_spaced(password: str) -> None:
    """Telephones and dates are numbers; letters or other signs make them something else."""
    assert is_all_figures(password)
    assert not is_all_figures(password + " rue")


@pytest.mark.parametrize(
    ("password", "known"),
    [
        ("maiwenn.kerdruc", "Maïwenn Kerdruc"),
        ("Kerdruc-2026!", "Maïwenn Kerdruc"),
        ("ada@exemple.fr", "ada@exemple.fr"),
        ("auray-cpts-56", "CPTS du Pays d’Auray"),
        ("KERDRUCKERDRUC", "maiwenn.kerdruc"),
    ],
)
def test_what_everyone_knows_is_no_secret(password: str, known: str) -> None:
    """A name with a year, a login as it is, the community's name."""
    assert tells(password, known)


@pytest.mark.parametrize("password", ["kerdruc galet brume phare", "xkqvmzpwtrbn", "ada-aime-les-phares"])
def test_a_name_inside_a_phrase_is_no_fault(password: str) -> None:
    """Eight characters besides the name are enough."""
    assert not tells(password, "Ada Kerdruc")


def test_what_shows_nothing_at_the_ends_is_left_out() -> None:
    """Blanks, controls, invisible letters, accents on nothing; those inside, and accents on letters, stay."""
    unseen = [" ", "\u00a0", "\u3000", "\0", "\u200b", "\u2800", "\u00ad"]
    assert [without_ends(f"{one * 6}un  e\u0301{one * 6}") for one in unseen] == ["un  e\u0301"] * len(unseen)
    assert [without_ends(text) for text in ("", " ", "\u0301" * 12, "\u0301a\u0301", "\u0301 a")] == ["", "", "", "a\u0301", "a"]  # fmt: skip


def test_figures_of_any_script_are_walked_alike() -> None:
    """« ١٢٣٤٥٦ » is 123456."""
    assert is_common("١٢٣٤٥٦azerty", WORDS)


def test_the_core_is_the_letters() -> None:
    """Without accents, figures or signs."""
    assert [core_of(text) for text in ("Élan-n°4 !", "2026", "")] == ["elann", "", ""]
