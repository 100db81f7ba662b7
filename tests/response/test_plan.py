"""A section as it is typed, kept and drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.response.plan import SECTIONS, Block, BlockKind, Section, blocks, fingerprint_of, written

LINES = st.lists(
    st.sampled_from(["", "# Un titre", "– un point", "- un autre", "Une phrase.", "Deux mots"]), max_size=12
)


def test_there_are_fifteen_sections_and_the_annexes() -> None:
    """In the order of a community's plan."""
    assert len(SECTIONS) == 16
    assert list(SECTIONS)[-1] == "annexes"


def test_what_is_typed_is_cut_into_a_text_and_its_last_points() -> None:
    """Points in the middle stay in the text; every usual mark of a point is read."""
    text, items = written("Une phrase.\r\n\r\n– au milieu\nUne autre.\n\n- premier\n\n• deuxième  \n* troisième\n")
    assert text == "Une phrase.\n\n– au milieu\nUne autre."
    assert items == ("premier", "deuxième", "troisième")


@given(LINES)
def test_a_section_typed_again_as_it_is_read_does_not_change(lines: list[str]) -> None:
    """Whatever stands in it: opening the form and saving writes nothing new."""
    text, items = written("\n".join(lines))
    section = Section("cell", "Cellule", text, items)
    assert written(section.body) == (text, items)


@given(LINES)
def test_nothing_typed_is_lost(lines: list[str]) -> None:
    """Every heading, point and sentence is drawn, in order."""
    text, items = written("\n".join(lines))
    drawn = [one.text for one in blocks(Section("cell", "Cellule", text, items))]
    assert drawn == [line.lstrip("#–- ") for line in lines if line]


def test_lines_are_drawn_as_what_they_are() -> None:
    """Headings, paragraphs and points; empty lines part and are not drawn."""
    section = Section("cell", "Cellule", "# Où\n\nAu siège.\n– repli : la mairie", ("un lien",))
    assert blocks(section) == (
        Block(BlockKind.HEADING, "Où"),
        Block(BlockKind.PARAGRAPH, "Au siège."),
        Block(BlockKind.POINT, "repli : la mairie"),
        Block(BlockKind.POINT, "un lien"),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [(("a", ("b",)), ("a", ("c",))), (("a", ("b",)), ("a\n–\nb", ())), (("", ("a", "b")), ("", ("b", "a")))],
)
def test_two_wordings_have_two_marks(one: tuple[str, tuple[str, ...]], other: tuple[str, tuple[str, ...]]) -> None:
    """A point is not a line of text, and the order counts."""
    assert fingerprint_of(*one) != fingerprint_of(*other)
    assert fingerprint_of(one[0] + "\n", one[1]) == fingerprint_of(*one)


def test_an_empty_section_says_so() -> None:
    """A title alone is nothing written."""
    assert Section("cell", "Cellule", " \n").is_empty
    assert not Section("cell", "Cellule", "", ("un point",)).is_empty
