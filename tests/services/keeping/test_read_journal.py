"""The journal is read in words, searched in what is read, and leaves with a proof that anyone can verify."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE, LOCAL_COORDINATION, SCHEDULER, Actor, Role, volunteer
from app.core.errors import NotAllowed
from app.services.crisis.export_journal import export_journal, prove_journal
from app.services.keeping.purge_trace import purge
from app.services.keeping.read_journal import JournalPage, JournalRow, JournalSearch, read_journal, verify_journal
from app.services.mobilisation.change_preferences import opt_out
from app.services.roster.edit_person import change_people
from app.store import journal, people, seats, sessions
from app.store.database import Store, open_store
from app.words import use_language
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_centre, a_person, some_people

MOST_ROLES = [role for role in Role if role not in (Role.ADMINISTRATION, Role.COORDINATION)]


def a_journal(folder: Path) -> tuple[Store, MovingClock]:
    """Zoé is added, opts out an hour later, and is opted in again by nobody in particular."""
    clock = MovingClock()
    store, zoe = open_store(folder, clock), a_person("Zoé", id="p-zoe", family_name="ÉCUME")
    some_people(store, zoe)
    clock.forward(hours=1)
    opt_out(volunteer(zoe.id, "Zoé"), store, zoe.id, 1)
    clock.forward(days=1)
    with store.transaction() as conn:
        journal.write(conn, store.now(), SCHEDULER.id, "unheard_of", "nothing", {})
    return store, clock


def rows(store: Store, **search: object) -> list[tuple[str, str, str]]:
    found = read_journal(COORDINATOR, store, JournalSearch(**search))  # type: ignore[arg-type]
    return [(row.who, row.what, row.about) for row in found.rows]


ADDED = ("quelqu’un", "personne ajoutée", "Zoé Écume")
OPTED_OUT = ("Zoé Écume", "ne veut plus être sollicité", "Zoé Écume")
UNKNOWN = ("automate", "autre écriture", "")


def test_entries_are_read_in_words_newest_first(tmp_path: Path) -> None:
    """Who, what and about whom, without an id; what has no word is « autre écriture »."""
    store, _clock = a_journal(tmp_path)
    page = read_journal(COORDINATOR, store)
    assert page.rows[1] == JournalRow(
        2, THURSDAY + timedelta(hours=1), *OPTED_OUT[:1], OPTED_OUT[1], OPTED_OUT[2], "demandes retirées\u00a0: 0"
    )
    assert [(row.who, row.what, row.about) for row in page.rows] == [UNKNOWN, OPTED_OUT, ADDED]
    assert (page.found, page.span.entries, page.purged, dict(page.actors)) == (3, 3, None, {"automate": "automate", "p-zoe": "Zoé Écume"})  # fmt: skip
    with use_language("en"):
        assert read_journal(COORDINATOR, store).rows[2].what != ""


def test_searches_narrow_by_words_group_actor_and_day(tmp_path: Path) -> None:
    """Words are those that are read, without case or accents; days are civil days in Paris."""
    store, _clock = a_journal(tmp_path)
    day = THURSDAY.date()
    assert rows(store, words="ecume") == [OPTED_OUT, ADDED]
    assert rows(store, words="sollicite zoe") == [OPTED_OUT]
    assert rows(store, words="p-zoe") == []
    assert rows(store, group="Effectifs") == [OPTED_OUT, ADDED]
    assert rows(store, actor_ids=("p-zoe",)) == [OPTED_OUT]
    assert rows(store, last=day) == [OPTED_OUT, ADDED]
    assert rows(store, first=day + timedelta(days=1)) == [UNKNOWN]


def test_a_page_is_a_part_of_what_is_found(tmp_path: Path) -> None:
    """Pages follow each other without a gap, with words or without."""
    store, _clock = a_journal(tmp_path)

    def page(number: int, words: str = "") -> JournalPage:
        return read_journal(COORDINATOR, store, JournalSearch(words=words), page=number, size=2)

    assert [[row.number for row in page(number).rows] for number in range(3)] == [[3, 2], [1], []]
    assert [[row.number for row in page(number, "zoe").rows] for number in range(2)] == [[2, 1], []]


def test_seats_and_sessions_are_named_as_spoken(tmp_path: Path) -> None:
    """« lundi 30 novembre, matin », not an id."""
    store = open_store(tmp_path, MovingClock())
    centre_id = a_centre(store)
    with store.transaction() as conn:
        session = sessions.of_centre(conn, centre_id)[0]
        seat = next(one for one in seats.of_session(conn, session.id) if one.role == "injector")
        journal.write(conn, store.now(), "commande", "seat_released", seat.id, {"person": "gone"})
        journal.write(conn, store.now(), "lead:x", "line_closed", session.id, {"line": 2})
    told = read_journal(COORDINATOR, store).rows
    assert [(row.who, row.about, row.details) for row in told[:2]] == [
        ("responsable de la séance", "lundi 30 novembre, matin (9 h–13 h)", "ligne\u00a0: 2"),
        ("ligne de commande", "ligne 1, injection · lundi 30 novembre, matin (9 h–13 h)", "personne\u00a0: quelqu’un"),
    ]
    assert told[2].about == "Centre du Pratel"


@pytest.mark.parametrize("role", MOST_ROLES)
def test_the_journal_is_for_the_coordination(tmp_path: Path, role: Role) -> None:
    """Nobody else reads, verifies or exports it, and the attempt writes nothing."""
    store, _clock = a_journal(tmp_path)
    actor = Actor("x", "X", role)
    for act in (read_journal, verify_journal, export_journal, prove_journal):
        with pytest.raises(NotAllowed):
            act(actor, store)
    assert read_journal(COORDINATOR, store).found == 3


def test_an_export_says_what_was_found_and_is_an_entry_itself(tmp_path: Path) -> None:
    """The table is the one on the screen; who took it stays."""
    store, _clock = a_journal(tmp_path)
    table = list(csv.reader(io.StringIO(export_journal(COORDINATOR, store, JournalSearch(words="zoe")).decode("utf-8-sig")), delimiter=";"))  # fmt: skip
    assert table == [
        ["N°", "Jour", "Heure", "Qui", "Quoi", "À propos de", "Détails"],
        ["2", "26/11/2026", "18:00:00", *OPTED_OUT, "demandes retirées\u00a0: 0"],
        ["1", "26/11/2026", "17:00:00", *ADDED, ""],
    ]
    assert read_journal(COORDINATOR, store).rows[0].what == "journal exporté"


def test_a_proof_verifies_without_us(tmp_path: Path) -> None:
    """By the recipe it carries alone, before and after a purge; one changed letter shows."""
    store, clock = a_journal(tmp_path)
    assert proven(prove_journal(LOCAL_COORDINATION, store))
    with store.transaction() as conn:
        purge(conn, store, COORDINATOR, journal_before=clock() - timedelta(hours=5))
    packed = prove_journal(COMMAND_LINE, store)
    assert proven(packed)
    assert not proven(packed, change=("unheard_of", "never_done"))


def proven(packed: bytes, change: tuple[str, str] = ("", "")) -> bool:
    """The recipe of LISEZ-MOI.txt, written again from its words."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert set(archive.namelist()) == {"LISEZ-MOI.txt", "journal.jsonl", "manifeste.json"}
        manifest = json.loads(archive.read("manifeste.json"))
        lines = [json.loads(line) for line in archive.read("journal.jsonl").decode().replace(*change).splitlines()]
    previous = manifest["purges"][-1]["hash"] if manifest["purges"] else "0" * 64
    for line in lines:
        payload = hashlib.sha256(bytes.fromhex(line["salt"]) + line["payload"].encode()).hexdigest()
        fields = [line[name] for name in ("previous", "at", "actor_id", "type", "subject_id", "payload_hash")]
        if (line["previous"], line["payload_hash"]) != (previous, payload):
            return False
        previous = hashlib.sha256("\x1f".join(fields).encode()).hexdigest()
        if line["hash"] != previous:
            return False
    return previous == manifest["head"] and len(lines) == manifest["entries"]


def test_a_broken_chain_is_said_in_a_sentence(tmp_path: Path) -> None:
    """Where, and what to do."""
    store, _clock = a_journal(tmp_path)
    assert verify_journal(COORDINATOR, store) == ()
    with store.transaction() as conn:
        conn.execute("DROP TRIGGER journal_no_update")
        conn.execute("UPDATE journal SET actor_id = 'x' WHERE seq = 2")
    assert verify_journal(COORDINATOR, store) == (
        "Le journal a été altéré à partir de l’entrée 2. Gardez ce dossier tel quel et prévenez l’administration.",
    )


def test_the_journal_says_which_fields_changed_never_what_they_hold(tmp_path: Path) -> None:
    """A telephone number changed is a fact; the number is on the sheet alone."""
    from dataclasses import replace

    store, zoe = open_store(tmp_path, MovingClock()), a_person("Zoé")
    some_people(store, zoe)
    change_people(COORDINATOR, store, [(replace(zoe, mobile="+33639980042", roles=frozenset({"injector"})), 1)])
    assert read_journal(COORDINATOR, store).rows[0].details == "champs\u00a0: mobile, rôles"
    with store.reading() as conn:
        assert people.find(conn, zoe.id) != zoe
        assert "39980042" not in "".join(link.payload or "" for link in journal.JOURNAL.links(conn))
