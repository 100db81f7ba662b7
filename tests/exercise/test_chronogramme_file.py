"""A chronogramme of others, whatever its shape: it reads, or each line says what to mend."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from app.core.errors import UnreadableFile
from app.drills.scenario import Expected
from app.exercise.chronogramme import PlayedInject
from app.exercise.chronogramme_columns import Column, ColumnMapping
from app.exercise.chronogramme_draft import MOST_INJECTS, Way
from app.exercise.chronogramme_grid import read_grid
from app.roster.importing.report import Change
from tests.exercise.a_chronogramme import NAMES, a_workbook, read, told

HEADER = [
    "Réaction attendue",
    "Délai (min)",
    "Destinataire",
    "Heure",
    "Vecteur",
    "Message",
    "Émetteur",
    "Phase",
    "Couleur",
]
SHUFFLED = [
    ["CHRONOGRAMME – exercice CHIRC"],
    [],
    HEADER,
    ["Ouvrir la cellule", 45, "Référent", time(9, 0), "téléphone", "Plan blanc déclenché.", "ARS", "Alerte", "x"],
    ["Main courante", "15 min", "Coordinatrice", "9h12", "mail", "La presse appelle.", "Presse", None, None],
    ["Noter l’heure", "T+0:20", None, None, None, None, None, None, None],
    ["Relais proposé", None, "Cellule", None, "téléphone", "20 lits à libérer.", "CHBA", None, None],
    ["Point", "1 h", "Référent", "10:40", "téléphone", "Point de situation.", "ARS", None, None],
]
MERGED = ("A1:I1", "H4:H7", "F5:F6", "D5:D6", "C5:C6")


def an_inject(number: int, text: str, minutes: int = 0, **fields: object) -> PlayedInject:
    usual = {"sender": "ARS", "recipient": "Référent", "channel": "téléphone", "planned_minutes": minutes}
    return PlayedInject(id=f"i{number}", exercise_id="e", number=number, minutes=minutes, text=text, **(usual | fields))  # type: ignore[arg-type]


def test_shuffled_columns_merged_cells_and_a_missing_time() -> None:
    """Three injects are whole; the fourth line says which time to write, and nothing else is lost."""
    found = read(a_workbook(SHUFFLED, MERGED))
    assert told(found) == [(0, "Plan blanc déclenché."), (12, "La presse appelle."), (100, "Point de situation.")]
    second = found.lines[1].draft
    assert second.expected == (
        Expected(text="Main courante", within_minutes=15), Expected(text="Noter l’heure", within_minutes=20),
    )  # fmt: skip
    assert (second.note, found.lines[2].draft.note) == ("Phase\u00a0: Alerte", "")
    (lacking,) = found.rejected
    assert (lacking.line, lacking.column, lacking.reason) == (7, "Heure", "Il manque le temps de cet inject.")
    assert "T+56 min" in lacking.hint
    assert (found.untimed, found.ignored, found.missing) == ((7,), ("Couleur",), ())


def test_a_missing_time_is_typed_beside_the_preview() -> None:
    """Since T0, or as an hour of the day."""
    for typed in ("T+20", "9 h 20", "20"):
        found = read(a_workbook(SHUFFLED, MERGED), times={7: typed})
        assert (20, "20 lits à libérer.") in told(found)
        assert (found.rejected, found.untimed) == ((), ())
    assert read(a_workbook(SHUFFLED, MERGED), times={7: "plus tard"}).rejected[0].line == 7


def test_a_text_file_reads_the_same() -> None:
    """Semicolons, Windows-1252, titles above, the header repeated at the top of a page."""
    text = "Exercice;;;;\r\nT+;De;À;Canal;Message\r\nT+5;SAMU;Cellule;téléphone;Un bus.\r\nT+;De;À;Canal;Message\r\n1:00;SAMU;Cellule;téléphone;Levée.\r\n"
    assert told(read(text.encode("cp1252"))) == [(5, "Un bus."), (60, "Levée.")]


def test_times_of_a_spreadsheet_are_times() -> None:
    """A span, a fraction of a day and a number of minutes; the fraction is pointed at."""
    rows: list[list[object]] = [["T+", "De", "À", "Canal", "Message"]]
    rows += [
        [at, "ARS", "Cellule", "mail", f"Message {n}"]
        for n, at in enumerate((timedelta(hours=26), 0.0625, 30, time(1, 30)))
    ]
    found = read(a_workbook(rows))
    assert [one.draft.minutes for one in found.lines] == [1560, 90, 30, 90]
    assert [flag.lines for flag in found.flags] == [(3,)]


def test_a_column_of_hours_that_starts_at_zero_holds_spans() -> None:
    """T0 is at 9 h: « 0:00 » can only be T0 itself, and it is said."""
    rows = [["Heure", "De", "À", "Canal", "Message"]]
    rows += [[at, "ARS", "Cellule", "mail", f"Message {at}"] for at in ("0:00", "0:45", "1:30")]
    found = read(a_workbook(rows))
    assert [one.draft.minutes for one in found.lines] == [0, 45, 90]
    assert len(found.flags) == 1


@pytest.mark.parametrize(
    ("cells", "minutes"),
    [(("T+0h10", "1:30", "2 h 15"), [10, 90, 135]), (("T0", "9 h 40", "10 h"), [0, 40, 60])],
)
def test_a_column_that_counts_from_t0_in_one_cell_counts_so_in_all(cells: tuple[str, ...], minutes: list[int]) -> None:
    """T0 is at 9 h: beside « T+0h10 », « 1:30 » is no night of the day after; « 9 h 40 » stays the hour that it is."""
    rows = [["Heure", "De", "À", "Canal", "Message"]]
    rows += [[at, "ARS", "Cellule", "mail", f"Message {at}"] for at in cells]
    assert [one.draft.minutes for one in read(a_workbook(rows)).lines] == minutes


def test_a_time_typed_for_a_column_of_spans_is_a_span() -> None:
    rows = [["Heure", "De", "À", "Canal", "Message"]]
    rows += [[at, "ARS", "Cellule", "mail", f"Message {at}"] for at in ("0:00", "", "2:30")]
    assert [one.draft.minutes for one in read(a_workbook(rows), times={3: "1:45"}).lines] == [0, 105, 150]


def test_hours_far_from_t0_are_pointed_at() -> None:
    """Written for another day: read on the next one, and said once."""
    rows: list[list[object]] = [["Heure", "De", "À", "Canal", "Message"]]
    rows += [[at, "ARS", "Cellule", "mail", f"Message {at}"] for at in ("18:00", "18:30")]
    found = read(a_workbook(rows))
    assert [one.draft.minutes for one in found.lines] == [540, 570]
    (flag,) = found.flags
    assert "changez T0 dans le cadre" in flag.reason


def test_a_title_across_the_table_is_the_phase_of_what_follows() -> None:
    """A row merged over all columns is no inject."""
    rows = [
        ["T+", "De", "À", "Canal", "Message"], ["Phase 1 : alerte"], ["0", "ARS", "Cellule", "mail", "Début."],
        ["Phase 2 : levée"], ["90", "ARS", "Cellule", "mail", "Fin."],
    ]  # fmt: skip
    found = read(a_workbook(rows, ("A2:E2", "A4:E4")))
    assert [(one.draft.minutes, one.draft.note) for one in found.lines] == [
        (0, "Phase\u00a0: Phase 1 : alerte"), (90, "Phase\u00a0: Phase 2 : levée"),
    ]  # fmt: skip
    assert found.rejected == ()


def test_two_rows_of_headers_merged_downwards_are_one() -> None:
    """« T+ » over two rows, « Émission » over « De » and « À »."""
    rows = [
        ["T+", "Émission", None, "Canal", "Message"],
        [None, "De", "À", None, None],
        [5, "ARS", "Cellule", "mail", "Début."],
    ]
    assert told(read(a_workbook(rows, ("A1:A2", "B1:C1", "D1:D2", "E1:E2")))) == [(5, "Début.")]


def test_columns_that_lack_are_asked_for_before_anything_is_read() -> None:
    """A value for the whole file stands for them."""
    content = a_workbook([["T+", "Message", "Pour"], [5, "Début.", "Cellule"]])
    found = read(content)
    assert (found.lines, found.missing) == ((), ((Column.SENDER,), (Column.CHANNEL,)))
    mapping = ColumnMapping(
        {Column.OFFSET: 0, Column.TEXT: 1, Column.RECIPIENT: 2}, {Column.SENDER: "Animation", Column.CHANNEL: "papier"}
    )
    (line,) = read(content, mapping=mapping).lines
    assert (line.draft.sender, line.draft.recipient, line.draft.channel) == ("Animation", "Cellule", "papier")


def test_each_cell_that_does_not_fit_says_what_to_write() -> None:
    """No recipient, an unreadable time and delay, too short a message: the lines stay out, the others are read."""
    rows = [
        ["T+", "De", "À", "Canal", "Message", "Attendu", "Délai"],
        ["0", "ARS", "", "mail", "Bonjour.", "", ""], ["tôt", "ARS", "Cellule", "mail", "Bonjour.", "", ""],
        ["5", "ARS", "Cellule", "mail", "Ho", "", ""], ["6", "ARS", "Cellule", "mail", "Quatre.", "Faire.", "vite"],
        ["7", "ARS", "Cellule", "mail", "Cinq.", "Faire.\nDire.", "10"], ["8", "ARS", "Cellule", "mail", "", "", ""],
    ]  # fmt: skip
    found = read(a_workbook(rows))
    assert [(one.line, one.column) for one in found.rejected] == [
        (2, "À"),
        (3, "T+"),
        (4, "Message"),
        (5, "Délai"),
        (7, "Message"),
    ]
    assert all(one.hint for one in found.rejected)
    assert [one.draft.expected for one in found.lines] == [
        (Expected(text="Faire.", within_minutes=10), Expected(text="Dire.", within_minutes=10))
    ]


def test_objectives_cards_and_effects_are_linked_or_said() -> None:
    """What the exercise does not have is pointed at and left aside; an effect in words is kept as a note."""
    rows = [
        ["T+", "De", "À", "Canal", "Message", "Attendu", "Fiche", "Objectifs", "Effet"],
        ["0", "ARS", "Cellule", "mail", "Un.", "Ouvrir", "Ouvrir la cellule de crise", "O1, O2", ""],
        ["9", "ARS", "Cellule", "mail", "Deux.", "Ouvrir", "Fiche inconnue", "O9", "Pont fermé"],
    ]  # fmt: skip
    found = read(a_workbook(rows))
    first, second = (one.draft for one in found.lines)
    assert (first.objectives, first.expected[0].card) == (("O1", "O2"), "ouvrir_la_cellule")
    assert (second.objectives, second.expected[0].card, second.note) == ((), None, "Effet prévu\u00a0: Pont fermé")
    assert [flag.lines for flag in found.flags] == [(3,)] * 3


def test_a_line_is_the_inject_it_was_whatever_its_number() -> None:
    """By its message first, then by its number with a message that is close; another message is another inject."""
    held = [
        an_inject(1, "Un bus est couché."),
        an_inject(2, "La presse appelle la cellule.", 10),
        an_inject(3, "Levée.", 90),
    ]
    rows = [
        ["N°", "T+", "De", "À", "Canal", "Message"],
        [7, 0, "ARS", "Référent", "téléphone", "Un bus est couché."],
        [2, 15, "ARS", "Référent", "téléphone", "La presse appelle encore la cellule."],
        [3, 90, "ARS", "Référent", "téléphone", "Le maire ouvre le gymnase aux familles."],
    ]
    found = read(a_workbook(rows), held)
    assert [(one.change, one.before.id if one.before else "") for one in found.lines] == [
        (Change.UNCHANGED, "i1"), (Change.UPDATED, "i2"), (Change.NEW, ""),
    ]  # fmt: skip
    assert found.to_remove == ()
    assert [one.id for one in read(a_workbook(rows), held, way=Way.REPLACE).to_remove] == ["i3"]


def test_too_many_injects_are_refused_whole() -> None:
    """The exercise keeps what it has."""
    rows = [
        ["T+", "De", "À", "Canal", "Message"],
        *([n, "ARS", "Cellule", "mail", f"Message {n}."] for n in range(MOST_INJECTS + 1)),
    ]
    found = read(a_workbook(rows), [an_inject(1, "Levée.")], way=Way.REPLACE)
    assert (found.lines, found.to_remove, len(found.flags)) == ((), (), 1)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"PK\x03\x04abc", b"bonjour", "nom;prénom\nx;y".encode(), b"\xff\xfe\x00\x00"]
)
def test_what_is_no_chronogramme_is_refused_in_a_sentence(content: bytes) -> None:
    """Empty, of another kind, damaged, another table."""
    with pytest.raises(UnreadableFile):
        read_grid(content, NAMES)


def test_the_tab_with_the_table_is_found_and_another_can_be_asked_for() -> None:
    """Cover pages and lists of participants stand beside it."""
    import io

    from openpyxl import load_workbook

    book = load_workbook(
        io.BytesIO(a_workbook([["T+", "De", "À", "Canal", "Message"], [5, "ARS", "Cellule", "mail", "Début."]]))
    )
    cover = book.create_sheet("Garde", 0)
    cover.append(["Exercice", "Date"])
    second = book.create_sheet("Jour 2")
    second.append(["T+", "De", "Message"])
    second.append([9, "ARS", "Suite."])
    saved = io.BytesIO()
    book.save(saved)
    first = read_grid(saved.getvalue(), NAMES)
    assert (first.sheet, first.others) == ("MSEL", ("Jour 2",))
    assert read_grid(saved.getvalue(), NAMES, sheet="Jour 2").sheet == "Jour 2"
