"""The directory on paper: a page a group, whatever its length."""

from __future__ import annotations

from app.documents.directory_sheet import DirectoryLine, DirectoryPage, directory_sheets
from tests.documents.printed import assert_tagged, assert_tidy, pages_of
from tests.documents.samples import EXERCISE, IMPRINT, LONG_NAME


def a_line(**fields: str) -> DirectoryLine:
    said = {"function": "Préfecture (service de permanence)", "department": "Morbihan", "who": "Préfecture fictive"}
    numbers = {"day_phone": "01 99 00 20 04", "night_phone": "01 99 00 20 05", "checked": "26 novembre 2026"}
    return DirectoryLine(**{**said, **numbers, **fields})


def a_page(group: str, *lines: DirectoryLine, missing: tuple[str, ...] = ()) -> DirectoryPage:
    return DirectoryPage(community="CPTS fictive", group=group, lines=lines, missing=missing)


def test_each_group_begins_its_page_and_says_what_is_missing() -> None:
    """Numbers whole on one line, tags for those who don't see, emergency numbers at the foot of each."""
    pages = [a_page("Autorités et urgences", a_line(), missing=("SAS, Morbihan",)), a_page("Réseaux")]
    printed = directory_sheets(pages, IMPRINT)
    first, second = pages_of(printed)
    for said in ("Autorités et urgences", "Il manque", "SAS, Morbihan", "01 99 00 20 04", "01 99 00 20 05", "112"):
        assert said in first
    assert "Aucun contact dans ce groupe." in second
    assert_tagged(printed, "Annuaire de crise")
    assert_tidy(printed)


def test_a_long_group_runs_on_with_its_band() -> None:
    """Sixty contacts with the longest names: nothing leaves the page, and an exercise says so on each."""
    lines = [a_line(who=f"{LONG_NAME}, {n}", email="permanence.de.nuit@prefecture.example.org", note="mot " * 20) for n in range(60)]  # fmt: skip
    printed = directory_sheets([a_page("Autorités et urgences", *lines)], EXERCISE)
    pages = pages_of(printed)
    assert len(pages) > 2
    assert all("EXERCICE" in page for page in pages)
    assert_tidy(printed)
