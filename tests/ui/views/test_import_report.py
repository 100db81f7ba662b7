"""Tests of app/ui/views/import_report.py: a report says the same on its preview."""

from dataclasses import dataclass

from app.roster.importing.report import Change, Flag, ImportReport, Rejection
from app.ui.parts.import_preview import ImportPreview, RejectedLine
from app.ui.views.import_report import done_sentence, ignored_sentence, preview_of


@dataclass(frozen=True)
class Line:
    line: int
    change: Change


REPORT: ImportReport[Line] = ImportReport(
    (Line(2, Change.NEW), Line(3, Change.UPDATED), Line(4, Change.UNCHANGED)),
    rejected=(Rejection(5, "Portable", "bureau", "Raison.", "Conseil."),),
    flags=(Flag((2, 3), "Peut-être la même personne."),),
    ignored_columns=("couleur", "remarque"),
)


def test_the_preview_counts_and_keeps_every_refusal() -> None:
    """Line, column, value, reason and hint; flags by their lines."""
    refused = RejectedLine(5, "Portable", "bureau", "Raison.", "Conseil.")
    assert preview_of(REPORT) == ImportPreview(1, 1, 1, (refused,), (("2, 3", "Peut-être la même personne."),))


def test_columns_nobody_recognised_are_named() -> None:
    """And nothing is said when every column was read."""
    assert ignored_sentence(REPORT) == "2 colonnes non reconnues, ignorées : couleur, remarque."
    assert ignored_sentence(ImportReport(())) == ""


def test_what_was_done_is_said_in_a_sentence() -> None:
    """Additions, then changes."""
    assert done_sentence(REPORT) == "1 ligne ajoutée, 1 mise à jour."
