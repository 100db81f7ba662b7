"""Pages by typst: settled bytes, no sign that stops them, no text that is run."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from app.documents.day_sheet import DayRow, DaySeat, DaySheet, day_sheets
from app.documents.typeset import STAND_IN, UNPRINTABLE, printable
from app.words import use_language
from tests.documents.printed import assert_tagged, assert_tidy, facts_of, fonts_of, text_of
from tests.documents.samples import ENDLESS_NAME, EXERCISE, IMPRINT, LEAD, PHYSICIAN


def a_day(*names: str) -> DaySheet:
    """A day whose seats these names hold."""
    seats = tuple(DaySeat(name) for name in names)
    return DaySheet(
        "Centre du Pratel",
        "Auray",
        "Lundi 30 novembre",
        ("matin",),
        (DayRow("Ligne 1", "Injection", (seats,)),),
        LEAD,
        PHYSICIAN,
    )


def test_the_same_values_give_the_same_bytes() -> None:
    """And another hour of printing gives others: the date isn't that of the machine."""
    first = day_sheets([a_day("Yann")], IMPRINT)
    assert first == day_sheets([a_day("Yann")], IMPRINT)
    assert first != day_sheets([a_day("Yann")], replace(IMPRINT, edition="planning version 4"))
    assert "Nov 26" in facts_of(first)["CreationDate"]


def test_every_sign_we_let_through_can_be_drawn() -> None:
    """One sign that can't be drawn would refuse the whole page."""
    signs = [sign for sign in map(chr, range(sys.maxunicode + 1)) if not UNPRINTABLE.match(sign) and sign.strip()]
    assert len(signs) > 600
    assert day_sheets([a_day(" ".join(signs))], IMPRINT).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Zoé 😀", f"Zoé {STAND_IN}"),
        ("⚠️ frigo", f"{STAND_IN} frigo"),
        ("王", STAND_IN),
        ("a\x00\x07b", "ab"),
        ("e\u0301te\u0301", "été"),
        ("Łukasz Nguyễn", "Łukasz Nguyễn"),
        ("pharmacovigilance", "pharmacovigilance"),
        ("11 h 40, 5 min, ligne 2", "11\u00a0h\u00a040, 5\u00a0min, ligne\u00a02"),
        ("06 39 98 00 01", "06\u00a039\u00a098\u00a000\u00a001"),
        ("3 hommes", "3 hommes"),
        ("« Prêt ? » : oui", "«\u00a0Prêt\u00a0?\u00a0»\u00a0: oui"),
        ("x" * 25, "\u200b".join(["x" * 6] * 4 + ["x"])),
    ],
)
def test_texts_are_made_printable(typed: str, printed: str) -> None:
    """Signs get a stand-in, numbers stay with their units, endless words may break."""
    assert printable({"a": [typed]}) == {"a": [printed]}


def test_drawings_and_links_are_left_alone() -> None:
    """A link with places to break opens nothing."""
    content = {"svg": "x" * 40, "address": "https://" + "x" * 40}
    assert printable(content) == content


def test_an_emoji_in_a_name_does_not_stop_the_print() -> None:
    """The rest of the sheet is what it would have been."""
    assert f"Zoé {STAND_IN}" in text_of(day_sheets([a_day("Zoé 😀")], IMPRINT))


def test_nothing_typed_is_run() -> None:
    """Markup of the typesetter stays text."""
    typed = "#panic() *x* $y$ @z <w> = t"
    assert typed in text_of(day_sheets([a_day(typed)], IMPRINT))


def test_a_sign_of_another_alphabet_takes_the_stand_in_typeface() -> None:
    """It is embedded too."""
    assert fonts_of(day_sheets([a_day("Иванов")], IMPRINT)) >= {"LibertinusSerif-Bold-Identity-H"}


def test_an_endless_word_stays_in_its_column() -> None:
    """It breaks rather than run over the page."""
    assert_tidy(day_sheets([a_day(ENDLESS_NAME)], IMPRINT))


def test_the_language_of_the_page_is_that_of_its_reader() -> None:
    """For those who hear it read."""
    with use_language("en"):
        from app.words import _

        assert_tagged(day_sheets([a_day("Yann")], EXERCISE), EXERCISE.titled(_("Feuilles du jour")), "en")
