"""Tests of app/services/plans/keep_contacts.py: contacts are written, refused with a sentence, begun from what is known, imported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotFound, StaleRevision
from app.response.directory import Contact
from app.services.plans.keep_contacts import (
    contacts_csv,
    import_contacts,
    put_contact,
    read_starters,
    remove_contact,
    restore_contact,
    start_directory,
)
from app.words.errors import sentence
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_directory import DAY, NIGHT, a_home, redon


def test_a_contact_is_written_as_it_is_dialled_and_the_journal_holds_no_number(tmp_path: Path) -> None:
    """Checked just now: dated today and by whom; what changed is said by field, never what it holds."""
    at = redon(tmp_path)
    id = at.add(email="CPTS@cpam.Example.org ", name="  Soazig   Fictif ")
    assert at.contact(id) == Contact(
        id=id, function="cpam", department="56", organisation="CPAM fictive", name="Soazig Fictif",
        day_phone="+33199002001", email="cpts@cpam.example.org",
    )  # fmt: skip
    put_contact(COORDINATOR, at.store, replace(at.contact(id), note="le matin"), checked=True)
    held = at.contact(id)
    assert (held.checked_on, held.checked_by, held.revision) == (THURSDAY.date(), COORDINATOR.name, 2)
    assert at.entries("contact_added") == [{}]
    assert at.entries("contact_changed") == [{"fields": ["note", "checked_on", "checked_by"]}]


def test_a_number_that_changes_is_to_be_checked_again(tmp_path: Path) -> None:
    """Another organisation's name keeps the date; another number loses it; nothing changed writes nothing."""
    at = redon(tmp_path)
    id = put_contact(COORDINATOR, at.store, Contact(id="", function="cpam", day_phone=DAY), checked=True)
    put_contact(COORDINATOR, at.store, replace(at.contact(id), organisation="CPAM"))
    assert at.contact(id).checked_on == THURSDAY.date()
    before = at.contact(id)
    put_contact(COORDINATOR, at.store, before)
    assert at.contact(id) == before
    put_contact(COORDINATOR, at.store, replace(before, night_phone=NIGHT))
    assert (at.contact(id).checked_on, at.contact(id).checked_by) == (None, "")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"function": "astronaute"}, "Choisissez une fonction"),
        ({"department": "99"}, "Choisissez un département"),
        ({"organisation": " ", "day_phone": ""}, "Donnez au moins"),
        ({"day_phone": "le standard"}, "n’est pas un numéro"),
        ({"email": "pas une adresse"}, "adresse e-mail"),
        ({"site_id": "inconnu"}, "n’existe plus"),
        ({"note": "x" * 501}, "500 signes"),
        ({"name": "x" * 121}, "120 signes"),
    ],
)
def test_what_does_not_read_is_refused_and_nothing_is_written(
    tmp_path: Path, fields: dict[str, str], said: str
) -> None:
    """One sentence says what; the directory is as before."""
    at = redon(tmp_path)
    with pytest.raises(InvalidInput) as refused:
        at.add(**fields)
    assert said in sentence(refused.value)
    assert at.view().contacts == ()


def test_whoever_comes_second_is_told_what_changed(tmp_path: Path) -> None:
    """A stale revision names the fields; a contact taken out meanwhile is gone."""
    at = redon(tmp_path)
    first = at.contact(at.add())
    put_contact(COORDINATOR, at.store, replace(first, night_phone=NIGHT))
    with pytest.raises(StaleRevision) as refused:
        put_contact(COORDINATOR, at.store, replace(first, day_phone=NIGHT))
    assert "contact modifié (numéro de nuit)" in sentence(refused.value)
    with pytest.raises(StaleRevision):
        remove_contact(COORDINATOR, at.store, first.id, 1)
    remove_contact(COORDINATOR, at.store, first.id, 2)
    with pytest.raises(NotFound):
        put_contact(COORDINATOR, at.store, replace(first, revision=3))


def test_one_taken_out_can_be_put_back(tmp_path: Path) -> None:
    """Twice does nothing more; what never was can't be."""
    at = redon(tmp_path)
    id = at.add()
    remove_contact(COORDINATOR, at.store, id, 1)
    assert at.view().contacts == ()
    for _time in range(2):
        restore_contact(COORDINATOR, at.store, id)
    assert [one.id for one in at.view().contacts] == [id]
    assert len(at.entries("contact_restored")) == 1
    with pytest.raises(NotFound):
        restore_contact(COORDINATOR, at.store, "jamais")


def test_a_directory_begins_from_what_is_known_once(tmp_path: Path) -> None:
    """Three emergency services in three departments, one home, the coordination; a second time there is nothing to add."""
    at = redon(tmp_path)
    home = a_home(at.store)
    proposed = read_starters(COORDINATOR, at.store)
    assert len(proposed) == start_directory(COORDINATOR, at.store) == 3 * 3 + 1 + 1
    held = at.view().contacts
    assert {(one.function, one.department) for one in held} == {
        *((function, place) for function in ("samu", "sdis", "police_gendarmerie") for place in ("35", "44", "56")),
        ("care_home", "35"), ("coordination", ""),
    }  # fmt: skip
    [known] = [one for one in held if one.function == "care_home"]
    assert (known.organisation, known.site_id, known.day_phone) == (home.name, home.id, "+33199002013")
    assert read_starters(COORDINATOR, at.store) == ()
    with pytest.raises(InvalidInput, match="Rien à ajouter"):
        start_directory(COORDINATOR, at.store)


def test_a_file_given_out_reads_back_unchanged(tmp_path: Path) -> None:
    """Numbers, establishments and dates included; a changed cell changes its contact alone."""
    at = redon(tmp_path)
    a_home(at.store)
    start_directory(COORDINATOR, at.store)
    at.add(night_phone=NIGHT, note="=1+1")
    content = contacts_csv(COORDINATOR, at.store)
    report = import_contacts(COORDINATOR, at.store, content)
    assert (report.accepted, report.updated, report.unchanged, report.rejected) == (0, 0, 12, ())
    changed = content.replace(b"01 99 00 20 02", b"01 99 00 20 03")
    assert import_contacts(COORDINATOR, at.store, changed, dry_run=True).updated == 1
    assert at.entries("contacts_imported") == []
    import_contacts(COORDINATOR, at.store, changed)
    assert at.entries("contacts_imported") == [{"accepted": 0, "updated": 1, "rejected": 0}]
    assert {one.night_phone for one in at.view().contacts if one.function == "cpam"} == {"+33199002003"}
    assert len(at.entries("directory_exported")) == 1
