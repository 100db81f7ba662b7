"""A trial on paper: everything given is printed, the band on every page, the courses told apart without colour."""

from __future__ import annotations

from app.documents.drill_sheet import DrillList, DrillSheet, DrillTable, drill_sheet
from app.documents.drill_svg import PaperLine, PaperSpan, lines_svg
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import BANDS, EXERCISE

SPANS = (PaperSpan(5, "jeu. 26"), PaperSpan(6), PaperSpan(13, is_night=True), PaperSpan(5, "ven. 27"))
LINES = (
    PaperLine("baseline", "Ordinaire", (100, 99, 98, 100)),
    PaperLine("shock", "Choc sans plan", (80.0, 71.2, 90, 75)),
    PaperLine("plan", "Avec le plan", (80, 88, 95, 92)),
)
TABLE = DrillTable(
    "D’où vient ce qui manque", "Dans cet ordre.", (1, 0), ("Étape", "Besoins"), (("Absence", "+ 31"), ("Plan", "− 12"))
)


def a_sheet(points: int = 2) -> DrillSheet:
    return DrillSheet(
        community="CPTS fictive", title="Vingt-huit absents", at="À partir du jeudi 26 novembre à 17 h",
        sentence="La couverture tombe à 71 % jeudi après-midi.", drawing=lines_svg(LINES, SPANS, "Courbes"),
        drawing_says="De 100 % à 71 %, 88 % avec le plan.", tables=(TABLE,),
        lists=(DrillList("Ce qui reste court", tuple(f"Il manque {n} quoi qu’on fasse." for n in range(points))),),
        notes=("Valeur de travail.",),
    )  # fmt: skip


def test_everything_given_is_printed() -> None:
    """Title, sentence, drawing with the words that stand for it, table, list, note; the same values give the same bytes."""
    printed = drill_sheet(a_sheet(), EXERCISE)
    text = text_of(printed)
    for said in (
        "EXERCICE", "Vingt-huit absents", "CPTS fictive", "tombe à 71 %", "88 % avec le plan", "D’où vient ce qui manque",
        "Dans cet ordre.", "+ 31", "Ce qui reste court", "Il manque 1 quoi qu’on fasse.", "Valeur de travail.",
    ):  # fmt: skip
        assert said in text.replace("\xa0", " ")
    assert_tagged(printed, f"{BANDS}Vingt-huit absents")
    assert_tidy(printed)
    assert printed == drill_sheet(a_sheet(), EXERCISE)


def test_a_long_one_runs_over_pages_each_under_its_band() -> None:
    """Nothing leaves the page, and each says that it is an exercise."""
    printed = drill_sheet(a_sheet(points=90), EXERCISE)
    pages = pages_of(printed)
    assert len(pages) > 2
    assert all("EXERCICE" in page for page in pages)
    assert_tidy(printed)


def test_each_course_has_its_own_dash_and_name() -> None:
    """On a grey print nothing but the dash tells them apart."""
    drawn = lines_svg(LINES, SPANS, "Courbes")
    strokes = {part.split("/>")[0] for part in drawn.split("stroke-width=")[1:]}
    assert len({one for one in strokes if "dasharray" in one}) == 2
    assert all(f">{line.words}</text>" in drawn for line in LINES)
    assert lines_svg((), SPANS, "Courbes") == ""


def test_what_a_person_typed_is_no_markup() -> None:
    """A title or a day's words with a bracket stays text."""
    drawn = lines_svg((PaperLine("plan", "<b>", (50.0,)),), (PaperSpan(4, "a&b"),), "<x>")
    assert "<b>" not in drawn
    assert "a&amp;b" in drawn
