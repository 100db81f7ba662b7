"""The PDSA rota as people keep it: columns, hours, lines left out."""

from __future__ import annotations

import pytest

from app.core.errors import UnreadableFile
from app.core.ids import PersonId
from app.core.intervals import Interval
from app.library import content_file, read_csv
from app.scheduling.out_of_hours import Duty, RejectedDuty, busy_of_duties, read_duties, usual_hours
from tests.scheduling.builders import paris

USUAL = [usual_hours(record.cells) for record in read_csv(content_file("data/reference/out_of_hours.csv"))]
KNOWN = {"Rozenn Le Goff": PersonId("R"), "99009500028": PersonId("C")}


def test_duties_with_hours_and_with_the_usual_ones() -> None:
    """Title above the header, `;`, hours typed several ways, night to the next day, usual hours where blank."""
    text = (
        "Garde du secteur;;;;\n"
        "Date;Nom;Prénom;Début;Fin\n"
        "30/11/2026;Le Goff;Rozenn;20h;8 h\n"
        "2026-12-05;Le Goff;Rozenn;;\n"
        "06/12/2026;Le Goff;Rozenn;;\n"
        "25/12/26;Le Goff;Rozenn;;12:30\n"
        ";;;;\n"
        "01/12/2026;Le Goff;Rozenn;20:00;24h\n"
    )
    found = read_duties(text, KNOWN.get, USUAL)
    assert found.rejected == ()
    assert [duty.interval for duty in found.duties] == [
        Interval(paris(2026, 11, 30, 20), paris(2026, 12, 1, 8)),
        Interval(paris(2026, 12, 5, 14), paris(2026, 12, 6)),
        Interval(paris(2026, 12, 6, 8), paris(2026, 12, 7)),
        Interval(paris(2026, 12, 25, 8), paris(2026, 12, 25, 12, 30)),
        Interval(paris(2026, 12, 1, 20), paris(2026, 12, 2)),
    ]


def test_a_person_may_be_named_by_rpps_with_commas() -> None:
    """Any column order."""
    found = read_duties("rpps,date,debut,fin\n99009500028,30/11/2026,20,23\n", KNOWN.get, USUAL)
    assert found.duties == (Duty(PersonId("C"), Interval(paris(2026, 11, 30, 20), paris(2026, 11, 30, 23))),)


def test_lines_that_cannot_be_read_say_where_what_and_what_to_do() -> None:
    """Unknown person, impossible date, impossible hour; the good line is kept."""
    text = "personne;date;debut;fin\nInconnu;30/11/2026;;\nRozenn Le Goff;31/11/2026;;\nRozenn Le Goff;30/11/2026;25h;\nRozenn Le Goff;30/11/2026;;\n"
    found = read_duties(text, KNOWN.get, USUAL)
    hint = "écrivez la date 30/11/2026 et l’heure 20:00"
    assert found.rejected == (
        RejectedDuty(
            2, "nom", "Inconnu", "cette personne n’est pas dans les effectifs", "corrigez le nom ou importez-la d’abord"
        ),
        RejectedDuty(3, "date", "31/11/2026", "« 31/11/2026 » n’est pas une date.", hint),
        RejectedDuty(4, "debut", "25h", "« 25h » n’est pas une heure.", hint),
    )
    assert len(found.duties) == 1


@pytest.mark.parametrize("text", ["", "bonjour", "nom;prenom\nLe Goff;Rozenn\n", "date;nom\n" + "x;y\n" * 20_001])
def test_a_file_without_header_or_too_long_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(UnreadableFile):
        read_duties(text, KNOWN.get, USUAL)


def test_duties_become_busy_times_by_person() -> None:
    """In time order."""
    late = Duty(PersonId("R"), Interval(paris(2026, 12, 5), paris(2026, 12, 6)))
    early = Duty(PersonId("R"), Interval(paris(2026, 12, 1), paris(2026, 12, 2)))
    assert busy_of_duties([late, early]) == {PersonId("R"): (early.interval, late.interval)}


def test_without_hours_in_force_they_must_be_typed() -> None:
    """Nothing is guessed from a table that says nothing of the day."""
    found = read_duties("personne;date;debut;fin\nRozenn Le Goff;30/11/2026;;\n", KNOWN.get)
    assert [one.reason for one in found.rejected] == [
        "Aucune heure de garde n’est en vigueur ce jour-là : écrivez le début et la fin."
    ]
