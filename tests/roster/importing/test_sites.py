"""Establishments from the three kinds of file."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from app.core.errors import UnreadableFile
from app.library import content_file
from app.roster.importing.report import Change, ImportReport
from app.roster.importing.sites import SiteRow, read_sites
from app.roster.importing.tables import ImportTables
from app.roster.practice import Site, SiteKind

ALL = {
    SiteKind.PHARMACY: 20, SiteKind.NURSING_HOME: 12, SiteKind.HOME_NURSING: 5, SiteKind.HEALTH_HOUSE: 3,
    SiteKind.LABORATORY: 2, SiteKind.HOSPITAL: 2, SiteKind.HEALTH_CENTRE: 2, SiteKind.DIALYSIS: 1,
}  # fmt: skip


def read(content: str, tables: ImportTables, known: tuple[Site, ...] = ()) -> ImportReport[SiteRow]:
    return read_sites(content.encode(), known=known, tables=tables)


@pytest.mark.parametrize(
    ("name", "form", "count"),
    [
        ("etablissements_redon_demo.csv", "sites", 47),
        ("etalab-cs1100507-stock-20260512-FICTIF.csv", "etalab", 47),
        ("finess-structures-FICTIF.json", "finess_plus", 7),
    ],
)
def test_the_demo_files_enter_whole_and_the_second_time_change_nothing(
    redon: ImportTables, name: str, form: str, count: int
) -> None:
    """Each form is recognised; nothing refused; read again, everything is unchanged."""
    path = content_file(f"data/demo/{name}")
    first = read_sites(path, known=(), tables=redon)
    assert (first.format, first.accepted, first.rejected, first.flags) == (form, count, (), ())
    again = read_sites(path, known=[row.site for row in first.rows], tables=redon)
    assert (again.accepted, again.updated, again.unchanged) == (0, 0, count)


def test_national_files_are_filtered_and_a_plain_list_is_not(tables: ImportTables) -> None:
    """Of the establishments of Redon, Auray's territory keeps none from a national file, all from a list of one's own."""
    names = (
        "etalab-cs1100507-stock-20260512-FICTIF.csv",
        "finess-structures-FICTIF.json",
        "etablissements_redon_demo.csv",
    )
    kept = [read_sites(content_file(f"data/demo/{name}"), known=(), tables=tables).accepted for name in names]
    assert kept == [0, 0, 47]


def test_the_territory_of_the_health_project(redon: ImportTables) -> None:
    """20 pharmacies, 12 nursing homes with 1,112 places, 5 home-nursing services: what the health project counts."""
    sites = [
        row.site
        for row in read_sites(content_file("data/demo/etablissements_redon_demo.csv"), known=(), tables=redon).rows
    ]
    assert Counter(site.kind for site in sites) == ALL
    assert sum(site.places or 0 for site in sites if site.kind is SiteKind.NURSING_HOME) == 1112


def test_the_three_files_agree_on_the_same_establishment(redon: ImportTables) -> None:
    """The same FINESS number carries the same kind, commune and phone in all three."""
    names = (
        "etablissements_redon_demo.csv",
        "etalab-cs1100507-stock-20260512-FICTIF.csv",
        "finess-structures-FICTIF.json",
    )
    found = [
        {row.site.finess: (row.site.kind, row.site.commune_insee, row.site.phone) for row in read_sites(content_file(f"data/demo/{name}"), known=(), tables=redon).rows}
        for name in names
    ]  # fmt: skip
    assert found[0] == found[1]
    assert {number: found[0][number] for number in found[2]} == found[2]


def test_a_plain_list_with_faults(tables: ImportTables) -> None:
    """A FINESS number that lost its zero is put right; a bad one, a missing name and too many places are refused."""
    report = read(
        "FINESS;Type;Nom;Code INSEE;Places;Téléphone\n"
        "10002345;EHPAD;Les Genêts;56007;80;01 99 00 20 01\n123;EHPAD;Faux;56007;;\n;Pharmacie;;56007;;\n;Foyer;Ty Coz;56007;0199002001;\n",
        tables,
    )
    assert [row.site for row in report.rows] == [
        Site(id="010002345", kind=SiteKind.NURSING_HOME, name="Les Genêts", finess="010002345", commune_insee="56007", places=80, phone="+33199002001"),
    ]  # fmt: skip
    assert [(one.line, one.column, one.value) for one in report.rejected] == [
        (3, "FINESS", "123"), (4, "Nom", ""), (5, "Places", "0199002001"),
    ]  # fmt: skip


def test_an_unknown_kind_is_kept_as_other_and_flagged(tables: ImportTables) -> None:
    """Nothing is guessed from a word the table lacks."""
    report = read("nom;type;insee\nTy Coz;Foyer de vie;56007\n", tables)
    assert ([row.site.kind for row in report.rows], len(report.flags)) == ([SiteKind.OTHER], 1)


def test_a_shorter_list_blanks_nothing(tables: ImportTables) -> None:
    """What the file lacks stays as it is known."""
    known = Site(
        id="010002345",
        kind=SiteKind.NURSING_HOME,
        name="Les Genêts",
        finess="010002345",
        places=80,
        phone="+33199002001",
    )
    (row,) = read("finess;nom\n010002345;Résidence Les Genêts\n", tables, (known,)).rows
    assert (row.change, row.site) == (Change.UPDATED, replace(known, name="Résidence Les Genêts"))


def test_the_same_establishment_twice(tables: ImportTables) -> None:
    """Word for word, once; otherwise the second line is refused and names the first."""
    report = read("finess;nom;type\n010002345;A;EHPAD\n010002345;A;EHPAD\n010002345;B;EHPAD\n", tables)
    assert (report.accepted, report.unchanged, [one.line for one in report.rejected]) == (1, 1, [4])


@pytest.mark.parametrize("content", ["{", '{"a": 1}', "[1, 2]", '{"pmej": 3}'])
def test_json_that_is_no_finess(tables: ImportTables, content: str) -> None:
    """Broken or foreign JSON is unreadable as a whole."""
    with pytest.raises(UnreadableFile):
        read(content, tables)


@pytest.mark.parametrize(
    "content", ['{"pmej": []}', '{"pmej": [1, {"ege": [2, {"adresse": "x", "contact": [null]}]}]}']
)
def test_json_with_holes_never_crashes(tables: ImportTables, content: str) -> None:
    """Parts of the wrong type are skipped or refused, never fatal."""
    assert read(content, tables).rows == ()
