"""Tests of app/services/plans/print_directory.py: a page a group, with what is missing and what is kept."""

from __future__ import annotations

from pathlib import Path

from app.services.plans.print_directory import print_directory
from tests.builders import COORDINATOR
from tests.documents.printed import pages_of
from tests.services.a_directory import NIGHT, redon


def test_each_group_has_its_page_and_the_journal_its_line(tmp_path: Path) -> None:
    """Seven groups lack or hold something: seven pages; numbers as spoken, « à vérifier » where nobody called."""
    at = redon(tmp_path)
    at.add(night_phone=NIGHT)
    pages = pages_of(print_directory(COORDINATOR, at.store))
    assert len(pages) == 7
    [payer] = [page for page in pages if page.lstrip().startswith("Assurance maladie")]
    for said in ("CPAM fictive", "01 99 00 20 01", "01 99 00 20 02", "Morbihan", "à vérifier", "Il manque"):
        assert said in payer
    assert at.entries("directory_exported") == [{}]
