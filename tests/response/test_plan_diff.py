"""What changed between two versions: both texts can be read back from it, and what is shown is what moved."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.response.plan import Section
from app.response.plan_diff import DiffLine, Mark, Run, SectionDiff, compare

WORDS = st.lists(st.sampled_from(["la", "cellule", "ouvre", "ferme", "à", "9 h", "le", "maire", "–"]), max_size=7)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6).map("\n".join)


def a_section(text: str, key: str = "cell", items: tuple[str, ...] = ()) -> Section:
    return Section(key, key.title(), text, items)


def only(before: str, after: str) -> SectionDiff:
    [found] = compare([a_section(before)], [a_section(after)])
    return found


def side(diff: SectionDiff, gone: Mark) -> list[str]:
    """One of the two texts, line by line, read back from the difference."""
    lines = ("".join(run.text for run in line.runs if run.mark is not gone) for line in diff.lines)
    return [line for line in lines if line]


@settings(max_examples=150)
@given(TEXTS, TEXTS)
def test_both_texts_are_read_back_from_their_difference(before: str, after: str) -> None:
    """Nothing is lost, nothing invented, and the same text twice has no change."""
    diff = only(before, after)
    assert side(diff, Mark.ADDED) == [line for line in before.splitlines() if line.strip()]
    assert side(diff, Mark.REMOVED) == [line for line in after.splitlines() if line.strip()]
    assert not only(before, before).is_changed


def test_a_changed_word_is_shown_in_its_line() -> None:
    """What stands around it is said once."""
    diff = only("La cellule ouvre à 9 h au siège.", "La cellule ouvre à 8 h au siège.")
    assert diff.lines == (
        DiffLine((Run(Mark.SAME, "La cellule ouvre à "), Run(Mark.REMOVED, "9"), Run(Mark.ADDED, "8"), Run(Mark.SAME, " h au siège."))),
    )  # fmt: skip
    assert (diff.added, diff.removed, diff.lines[0].mark) == (1, 1, None)


def test_two_lines_that_share_little_are_one_gone_and_one_come() -> None:
    """A patchwork of words is not read."""
    diff = only("La cellule se réunit au siège.", "Le maire prête une salle.")
    assert [line.mark for line in diff.lines] == [Mark.REMOVED, Mark.ADDED]


def test_words_that_follow_one_another_change_together() -> None:
    """A phrase is replaced by a phrase, not word by word."""
    diff = only("le lundi matin au siège de la communauté", "le mardi soir au siège de la communauté")
    assert [run.text for run in diff.lines[0].runs] == [
        "le ",
        "lundi matin",
        "mardi soir",
        " au siège de la communauté",
    ]


def test_only_what_is_near_a_change_is_shown() -> None:
    """Lines left out are marked, and only once."""
    before = "\n".join(f"ligne {n} du plan de la communauté" for n in range(9))
    diff = only(before, before.replace("ligne 4", "ligne quatre"))
    shown = diff.around()
    assert [line.text[:7] if line else None for line in shown] == [None, "ligne 3", "ligne 4", "ligne 5", None]


def test_sections_of_either_version_are_compared_in_the_order_of_the_plan() -> None:
    """A section that only one has is all new, or all gone."""
    found = compare(
        [a_section("a", "cell"), a_section("b", "trace")], [a_section("c", "alert"), a_section("b", "trace")]
    )
    assert [(one.key, one.is_changed, one.added, one.removed) for one in found] == [
        ("cell", True, 0, 1),
        ("alert", True, 1, 0),
        ("trace", False, 0, 0),
    ]
