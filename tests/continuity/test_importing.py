"""A file of needs: what is read, what is refused whole, and that no cell is ever repeated."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.continuity.care_need import CareNeed
from app.continuity.category import Frequency
from app.continuity.import_cells import NeedTables
from app.continuity.importing import read_needs_file
from app.continuity.need import NeedId
from app.continuity.need_rules import Known, NeedDraft, need_of
from app.core.errors import UnreadableFile
from app.core.ids import PracticeId
from app.library import Library
from app.library.content import content_file
from app.roster.importing.report import Change
from app.services.continuity.read_categories import category_table
from app.words.errors import sentence
from tests.services.signed_categories import signed_views

NOW = datetime(2026, 11, 26, 16, tzinfo=UTC)
OURS, THEIRS = PracticeId("ours"), PracticeId("theirs")
LIBRARY = Library()
ON = NeedTables(
    tables=LIBRARY.import_tables(LIBRARY.communes("redon")),
    known=Known(
        categories=category_table(LIBRARY), practices=frozenset({OURS, THEIRS}), sites=frozenset(), members=frozenset(),
        need_days=180,
    ),
    practice=OURS,
    practices={"cabinet d avessac": (THEIRS,)},
    review_days=90,
    signed=signed_views(category_table(LIBRARY), "VENT"),
)  # fmt: skip
HEAD = "pseudonyme;categorie;commune_insee"


def report(text: str, held: tuple[CareNeed, ...] = ()):  # type: ignore[no-untyped-def]
    return read_needs_file(text.encode(), held, ON, NOW)


def a_need(**fields: object) -> CareNeed:
    draft = NeedDraft(pseudonym="P-0042", category="INS", commune="44057", relays=(THEIRS,))
    return need_of(NeedId("held"), OURS, replace(draft, **fields), ON.known, NOW)  # type: ignore[arg-type]


def test_a_line_is_read_whole() -> None:
    """Codes or names, words for rhythms, hours, relays by name, the day of information."""
    [row] = report(
        "Pseudonyme;Catégorie;Commune;Fréquence;autonomie_h;delai_max_h;Relais;informé le;électricité;oxygène\n"
        "42;Oxygène (concentrateur ou liquide);Fégréac;2/j;4 h;6;Cabinet d’Avessac;15/06/2026;oui;x\n"
    ).rows
    assert (row.change, row.draft) == (
        Change.NEW,
        NeedDraft(
            pseudonym="P-0042", category="O2", commune="44057", frequency=Frequency.SEVERAL_DAILY, power=True, oxygen=True,
            autonomy_hours=4, max_interruption_hours=6, relays=(THEIRS,), informed=True, informed_on=date(2026, 6, 15),
        ),
    )  # fmt: skip


def test_the_shipped_file_of_the_heat_wave_holds_eleven_on_oxygen_five_with_four_hours() -> None:
    """Scenario S2, inject 6."""
    found = read_needs_file(content_file("data/demo/besoins_redon_canicule_demo.csv"), (), ON, NOW)
    oxygen = [row.draft for row in found.rows if row.draft.oxygen]
    assert (len(found.rows), found.rejected, len(oxygen)) == (31, (), 11)
    assert sum(one.autonomy_hours == 4 for one in oxygen) == 5
    assert all(one.power and (one.autonomy_hours or 0) not in range(5, 10) for one in oxygen)
    assert {one.commune for one in oxygen} == {"56212", "44196", "44057"}


def test_the_same_file_again_changes_nothing_and_an_empty_cell_clears_nothing() -> None:
    """By pseudonym and category; what the file does not say stays."""
    [same] = report(f"{HEAD}\nP-0042;INS;44057\n", (a_need(),)).rows
    [changed] = report(f"{HEAD};relais\nP-0042;INS;44007;\n", (a_need(),)).rows
    assert (same.change, same.renews) == (Change.UNCHANGED, False)
    assert (changed.change, changed.draft.commune, changed.draft.relays) == (Change.UPDATED, "44007", (THEIRS,))


def test_a_category_nobody_validated_takes_no_new_line() -> None:
    """Refused with what to do, the cell unsaid; a need that has it already is changed by its line."""
    refused = report(f"{HEAD}\nP-0042;vent;44057\nP-0043;INS;44057\n")
    [one] = refused.rejected
    assert (one.line, one.column, one.value, len(refused.rows)) == (2, "categorie", "", 1)
    assert one.reason.replace("\u00a0", " ") == (
        "La catégorie « Ventilation 20 h par jour ou plus (PHRV) » n’est pas encore validée par un médecin : demandez à la"
        " coordination de la faire valider dans Mes suivis › Catégories."
    )
    changed = report(f"{HEAD}\nP-0042;VENT;44007\n", (a_need(category="VENT"),))
    assert ([row.change for row in changed.rows], changed.rejected) == ([Change.UPDATED], ())


def test_a_need_due_for_a_review_is_reviewed_by_its_line() -> None:
    """Unchanged, said so, and renewed."""
    old = replace(a_need(), reviewed_on=date(2026, 6, 1))
    found = report(f"{HEAD}\nP-0042;INS;44057\n", (old,))
    assert [(row.change, row.renews) for row in found.rows] == [(Change.UNCHANGED, True)]
    assert (2,) in {flag.lines for flag in found.flags}


@pytest.mark.parametrize(
    "column",
    ["Nom", "NOM DU PATIENT", "Prénom", "patient", "Date de naissance", "DDN", "N° sécu", "NIR", "Adresse", "Rue", "Tél.",
     "Téléphone fixe", "NomPatient", "E-mail", "Commentaire", "Notes libres", "Personne de confiance", "Initiales"],
)  # fmt: skip
def test_a_column_that_says_who_refuses_the_whole_file(column: str) -> None:
    """Named, with the reason; nothing of what it holds is in the sentence."""
    with pytest.raises(UnreadableFile) as refused:
        report(f"{HEAD};{column}\nP-0042;INS;44057;canari\n")
    said = sentence(refused.value)
    assert "Colonne «" in said
    assert "canari" not in said


@pytest.mark.parametrize(
    "cell", ["Yvonne Canari", "12 rue du Canari", "06 39 98 00 02", "canari@example.org", "12/03/1948", "2480356007014"]
)
def test_an_unknown_column_that_holds_somebody_refuses_the_whole_file(cell: str) -> None:
    """Told by its rank, since its title could be anything; an unknown column of one plain word is left out."""
    with pytest.raises(UnreadableFile) as refused:
        report(f"{HEAD};Divers 2\nP-0042;INS;44057;x\nP-0043;INS;44057;{cell}\n".replace("Divers 2", "Zone"))
    said = sentence(refused.value)
    assert "Colonne 4" in said
    assert cell not in said
    assert report(f"{HEAD};Zone\nP-0042;INS;44057;nord\n").ignored_columns == ("colonne 4",)


@pytest.mark.parametrize("title", ["Mme Canari", "06 39 98 00 02", "canari@example.org"])
def test_a_title_that_is_somebody_refuses_the_file_without_being_named(title: str) -> None:
    """Nor is any other title of an unknown column told back."""
    with pytest.raises(UnreadableFile) as refused:
        report(f"{HEAD};{title}\nP-0042;INS;44057;x\n")
    assert title not in sentence(refused.value)


def test_a_title_that_could_be_somebody_is_told_by_its_rank() -> None:
    """« CANARI Yvonne » reads like any title: the column is left out, and no report repeats it."""
    found = report(f"{HEAD};CANARI Yvonne\nP-0042;INS;44057;x\n")
    assert (found.accepted, found.ignored_columns) == (1, ("colonne 4",))
    assert "anari" not in repr(found).casefold()


@pytest.mark.parametrize(
    ("head", "cells"),
    [(";A;B", ";CANARI;Yvonne"), (";A", ";CANARI;Yvonne"), ("", ";CANARI;Yvonne"), (";;", ";Yvonne;06 39;98 00 02")],
    ids=["two columns", "one past the last title", "both past it", "a number in three"],
)
def test_somebody_over_several_columns_refuses_the_whole_file(head: str, cells: str) -> None:
    """A name in two cells is a name, under a title, an empty one, or none."""
    with pytest.raises(UnreadableFile) as refused:
        report(f"{HEAD}{head}\nP-0042;INS;44057\nP-0043;INS;44057{cells}\n")
    said = sentence(refused.value)
    assert "Colonne" in said
    assert "anari" not in said.casefold()


def test_a_file_longer_than_any_practice_s_is_refused_unread() -> None:
    """It would hold the machine for minutes."""
    with pytest.raises(UnreadableFile, match="20"):
        report(f"{HEAD}\n" + "P-0042;INS;44057\n" * 20_001)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("Yvonne CANARI;INS;44057", "pseudonyme"),
        ("LC48;INS;44057", "pseudonyme"),
        (";INS;44057", "pseudonyme"),
        ("P-0042;Canari;44057", "categorie"),
        ("P-0042;INS;Canari", "commune_insee"),
        ("P-0042;INS;12 rue du Canari", "commune_insee"),
        ("P-0042;INS;44057;06 39 98 00 02", "frequence"),
        ("P-0042;INS;44057;;beaucoup", "autonomie_h"),
        ("P-0042;INS;44057;;;9999", "delai_max_h"),
        ("P-0042;INS;44057;;;;Mme Canari", "relais"),
        ("P-0042;INS;44057;;;;;peut-être", "informe"),
        ("P-0042;INS;44057;;;;;oui;12/03/1948", "informe_le"),
    ],
)
def test_a_cell_that_does_not_fit_keeps_its_line_out_and_is_not_repeated(line: str, column: str) -> None:
    """Line, column, reason and what to do; the value is nowhere."""
    head = f"{HEAD};frequence;autonomie_h;delai_max_h;relais;informe;informe_le"
    found = report(f"{head}\n{line}\nP-0001;INS;44057\n")
    [one] = found.rejected
    assert (one.line, one.column, one.value, found.accepted) == (2, column, "", 1)
    assert "anari" not in f"{one}"
    assert "06 39" not in f"{one}"
    assert one.reason
    assert one.hint


@given(
    st.sampled_from(
        [
            "pseudonyme",
            "categorie",
            "commune_insee",
            "frequence",
            "autonomie_h",
            "relais",
            "informe",
            "informe_le",
            "oxygene",
        ]
    ),
    st.sampled_from(["", "Mme ", "12 rue ", "06 39 98 00 02 ", "a@example.org "]),
    st.text("abcdefghijklmnop éÉ'-", min_size=1, max_size=12),
)
def test_whatever_a_cell_says_no_report_repeats_it(column: str, before: str, after: str) -> None:
    """In any column, with or without what gives it away."""
    cells = {"pseudonyme": "P-0042", "categorie": "INS", "commune_insee": "44057"} | {column: f"{before}zqzq{after}"}
    text = f"{';'.join(cells)}\n{';'.join(cells.values())}\n"
    found = report(text)
    assert "zqzq" not in json.dumps(found.as_json(), ensure_ascii=False)
    assert found.rejected_lines == 1


def test_a_line_said_twice_is_taken_once_and_two_that_differ_are_not() -> None:
    """The second that differs is refused with the line of the first."""
    found = report(f"{HEAD}\nP-0042;INS;44057\nP-0042;INS;44057\nP-0042;INS;44007\nP-0042;PLAIE;44057\n")
    assert (found.accepted, found.unchanged, [one.line for one in found.rejected]) == (2, 1, [4])


def test_a_workbook_reads_as_a_text_file() -> None:
    """XLSX, numbers as numbers."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["Tournée"], HEAD.split(";"), ["P-0042", "INS", 44057]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    assert read_needs_file(content.getvalue(), (), ON, NOW).accepted == 1


def test_a_file_without_what_makes_a_need_is_refused() -> None:
    """The column that misses is named."""
    with pytest.raises(UnreadableFile) as refused:
        report("pseudonyme;categorie\nP-0042;INS\n")
    assert "commune_insee" in sentence(refused.value)
