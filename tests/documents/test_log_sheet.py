"""The main courante on paper."""

from __future__ import annotations

from app.documents.log_sheet import LogLine, LogSheet, log_sheet
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import EXERCISE, IMPRINT


def a_line(number: int, day: str = "jeudi 26 novembre", **fields: object) -> LogLine:
    said = {"hour": "17 h 05", "kind": "information", "text": "Le camion est parti", "author": "Maïwenn Fictif"}
    return LogLine(day=day, number=str(number), **{**said, **fields})  # type: ignore[arg-type]


def test_days_are_headings_and_every_entry_is_there() -> None:
    """In order, with what was added, where it comes from and where it stands."""
    lines = (
        a_line(1, source="chauffeur", later=("17 h 10, Denez : reparti",)),
        a_line(2, kind="action", status="en cours", linked="1", entered="noté à 18 h"),
        a_line(3, "vendredi 27 novembre"),
    )
    printed = log_sheet(LogSheet("CPTS d’Auray", lines), IMPRINT)
    text = text_of(printed)
    for said in ("jeudi 26 novembre", "vendredi 27 novembre", "source", "chauffeur", "Denez", "en cours", "suite de l’entrée 1", "noté à 18 h"):  # fmt: skip
        assert said in text
    assert_tagged(printed, "Main courante")
    assert_tidy(printed)


def test_a_long_log_runs_over_pages_with_its_band() -> None:
    """Sixty entries of the longest words: nothing leaves the page, and an exercise says so on each."""
    lines = tuple(
        a_line(n, text="pharmacovigilance " * 12, author="Marie-Bernadette Le Goff-Kermarrec") for n in range(60)
    )
    printed = log_sheet(LogSheet("CPTS", lines), EXERCISE)
    pages = pages_of(printed)
    assert len(pages) > 3
    assert all("EXERCICE" in page for page in pages)
    assert_tidy(printed)


def test_a_broken_chain_is_printed_first_and_an_empty_log_says_so() -> None:
    """A sheet that can't serve as a proof says it before anything else."""
    text = text_of(log_sheet(LogSheet("CPTS", (), ("La main courante a été altérée.",)), IMPRINT))
    assert "La main courante a été altérée." in text
    assert "Aucune entrée." in text
