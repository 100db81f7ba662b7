"""Tests of app/response/directory_import.py: a directory kept elsewhere, read line by line."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import UnreadableFile
from app.library import Library
from app.response.directory import Contact
from app.response.directory_import import DirectoryTables, read_contacts
from app.roster.importing.headers import header_names
from app.roster.importing.report import Change

LIBRARY = Library()
TABLES = DirectoryTables(
    headers=header_names([record.cells for record in LIBRARY.file("contact_headers.csv")])["contacts"],
    functions=LIBRARY.contact_functions,
    departments={record.cells["code"]: record.cells["name"] for record in LIBRARY.file("departments.csv")},
    sites={"560000001": "site-1"},
)


def read(text: str, *known: Contact):  # type: ignore[no-untyped-def]
    return read_contacts(text.encode(), known, TABLES)


def test_a_line_is_read_whatever_its_headers_and_spelling() -> None:
    """Accents, case, a department by name or number, a function by what it begins with."""
    report = read(
        "Service ; Dpt ; Structure ; Tél. jour ; Astreinte ; Courriel ; N° FINESS ; Vérifié le\n"
        "PREFECTURE;morbihan;Préfecture fictive;01 99 00 20 04;0199002005;Sidpc@Example.org;;\n"
        "samu;35;;15;15;;;\n"
        "care_home;;EHPAD Les Exemples;01 99 00 20 13;;;56 0000 001;26/11/2025\n"
    )
    assert report.rejected == ()
    assert [row.change for row in report.rows] == [Change.NEW] * 3
    first, second, third = (row.contact for row in report.rows)
    assert (first.function, first.department, first.organisation, first.day_phone, first.night_phone, first.email) == (
        "prefecture", "56", "Préfecture fictive", "+33199002004", "+33199002005", "sidpc@example.org",
    )  # fmt: skip
    assert (second.function, second.department, second.day_phone) == ("samu", "35", "15")
    assert (third.site_id, third.checked_on) == ("site-1", date(2025, 11, 26))
    assert len({first.id, second.id, third.id}) == 3


def test_what_does_not_read_keeps_its_line_out_and_says_why() -> None:
    """Each refused cell with its line, its column and what to do; the others are taken."""
    report = read(
        "fonction;departement;telephone_jour;email;finess;nom\n"
        "astronaute;;0199002001;;;A\n"
        "cpam;99;0199002001;;;B\n"
        "cpam;56;12;x@;;C\n"
        ";;0199002001;;;D\n"
        "msa;56;0199002001;;123456789;E\n"
        "msa;56;0199002001;;;F\n"
    )
    assert [(one.line, one.column) for one in report.rejected] == [
        (2, "fonction"), (3, "departement"), (4, "email"), (4, "telephone_jour"), (5, "fonction"), (6, "finess"),
    ]  # fmt: skip
    assert all(one.reason for one in report.rejected)
    assert [row.contact.name for row in report.rows] == ["F"]


def test_a_known_contact_is_completed_and_never_blanked() -> None:
    """The same function, department, organisation and person: empty cells leave what is known; a repeated line counts once."""
    known = Contact(
        id="c1",
        function="cpam",
        department="56",
        organisation="CPAM fictive",
        day_phone="+33199002006",
        note="le matin",
    )
    header = "fonction;departement;organisme;telephone_jour;telephone_nuit\n"
    same = read(f"{header}CPAM (correspondant de la communauté);56;Cpam Fictive;;\n", known)
    assert [(row.change, row.contact.day_phone) for row in same.rows] == [(Change.UPDATED, "+33199002006")]
    more = read(f"{header}cpam;56;CPAM fictive;;0199002007\ncpam;56;CPAM fictive;;0199002008\n", known)
    assert [(row.contact.id, row.contact.night_phone, row.contact.note) for row in more.rows] == [
        ("c1", "+33199002007", "le matin")
    ]
    assert (more.repeated, more.flags[0].lines) == (1, (2, 3))


def test_a_file_without_a_function_is_refused_whole() -> None:
    """It says which column is missing."""
    with pytest.raises(UnreadableFile, match="fonction"):
        read("nom;telephone_jour\nA;0199002001\n")


def test_what_two_functions_begin_with_names_neither() -> None:
    """« Établissement de santé » alone is the director's or the emergency department's: it is asked."""
    assert [one.column for one in read("fonction\nÉtablissement de santé\n").rejected] == ["fonction"]
