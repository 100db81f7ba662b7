"""One person's data for whoever asks: whole, readable, about nobody else, and the taking is written down."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import NotAllowed, NotFound
from app.core.ids import PersonId
from app.services.keeping.export_person import export_person
from app.store import journal, own_data, people
from app.store.people import put
from tests.builders import COORDINATOR, READER
from tests.web.a_centre import ALI, ZOE, a_published_centre


def test_the_export_holds_a_file_for_machines_and_a_page_to_read(tmp_path: Path) -> None:
    """Both name Zoé and neither Ali; the page is text whatever her name holds, and calls nothing; names travel in no file name."""
    centre = a_published_centre(tmp_path, days=2)
    with centre.store.transaction() as conn:
        person = people.find(conn, ZOE)
        assert person is not None
        put(conn, replace(person, organisation="<script>alert(1)</script>"), centre.clock.at)
    export = export_person(COORDINATOR, centre.store, ZOE)
    assert export.file_name == "donnees-personne-2026-11-26.zip"
    with zipfile.ZipFile(io.BytesIO(export.content)) as archive:
        assert sorted(archive.namelist()) == ["donnees.html", "donnees.json"]
        page = archive.read("donnees.html").decode()
        held = json.loads(archive.read("donnees.json"))
    assert held["person"]["email"] == "zoe@exemple.fr"
    assert set(own_data.HELD) <= set(held)
    assert "Œil-D’Armor" in page
    for text in (page, held["notice"]):
        assert not any(one in text for one in ("à convenir", "à préciser", "leur page"))
    assert "lundi 30 novembre" in page
    assert "<script" not in page
    assert "http://" not in page
    assert "src=" not in page
    for text in (page, json.dumps(held, ensure_ascii=False)):
        assert "Le Goff" not in text
        assert ALI not in text


def test_taking_it_is_journaled_and_is_for_the_coordination(tmp_path: Path) -> None:
    """Who took whose data, without any of it; readers are refused; nobody is nobody."""
    centre = a_published_centre(tmp_path, days=1)
    with pytest.raises(NotAllowed):
        export_person(READER, centre.store, ZOE)
    with pytest.raises(NotFound):
        export_person(COORDINATOR, centre.store, PersonId("p-absent"))
    export_person(COORDINATOR, centre.store, ZOE)
    with centre.store.reading() as conn:
        entries = [
            (one.actor_id, one.subject_id, one.payload) for one in journal.recent(conn) if one.type == "person_exported"
        ]
    assert entries == [(COORDINATOR.id, ZOE, {})]
