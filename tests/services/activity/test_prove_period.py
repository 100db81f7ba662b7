"""Tests of app/services/activity/prove_period.py and report_indicators.py: anyone can check the pack, and the report fits."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.clock import paris_date
from app.core.errors import NotAllowed
from app.indicators.periods import quarter_of
from app.response.plan import Channel
from app.response.training import Training
from app.services.activity.proof_tables import at
from app.services.activity.prove_period import file_name, prove_period
from app.services.activity.read_indicators import read_indicators
from app.services.activity.report_incident import report_incident
from app.services.activity.report_indicators import report_pdf, report_sentences
from app.services.crisis.open_event import open_event
from app.services.plans.edit_plan import start_plan
from app.services.plans.plan_training import put_training
from app.services.plans.read_plan import read_plan
from app.services.plans.send_plan import Dispatch, send_plan
from app.services.plans.validate_plan import validate_plan
from app.store import journal
from tests.builders import COORDINATOR, MONDAY, READER
from tests.documents.printed import pages_of
from tests.services.a_month import WEEK, a_month
from tests.services.activity.test_read_indicators import _counted
from tests.services.an_event import played


def _rows(pack: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    text = pack.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_pack_holds_the_source_rows_and_the_journal_head(tmp_path: Path) -> None:
    """Ten presences of people and four of partners, one version, the doses; every fingerprint is right."""
    month = a_month(tmp_path)
    month.close()
    _counted(month, 48, 36)
    with month.store.reading() as conn:
        head = journal.head(conn)
    pack = zipfile.ZipFile(io.BytesIO(prove_period(COORDINATOR, month.store, quarter_of(MONDAY))))
    presences = _rows(pack, "presences.csv")
    assert len(presences) == 14
    assert {row["Présence"] for row in presences} == {"présent"}
    assert {row["Version"] for row in _rows(pack, "planning/versions.csv")} == {"1"}
    assert [int(row["Injectées"]) for row in _rows(pack, "doses.csv")] == [48, 36]
    values = {row["Code"]: row["Valeur"] for row in _rows(pack, "indicateurs/valeurs.csv")}
    assert (values["injections"], values["exercises"]) == ("84", "aucun exercice")
    assert _rows(pack, "exercices.csv") == []
    manifest = json.loads(pack.read("manifest.json"))
    assert manifest["journal"]["head"] == head
    with month.store.reading() as conn:
        last = journal.recent(conn, 1)[0]
    assert (last.type, last.actor_id) == ("data_read", COORDINATOR.id)
    assert {one["name"]: one["sha256"] for one in manifest["files"]} == {
        one["name"]: hashlib.sha256(pack.read(one["name"])).hexdigest() for one in manifest["files"]
    }
    assert file_name(quarter_of(MONDAY)) == "preuves-2026-T4.zip"


def test_an_exercise_proves_nothing_of_the_period(tmp_path: Path) -> None:
    """The first of two sessions was played: the tables hold the rows of the other alone, as the figures count them."""
    month = a_month(tmp_path)
    first, second = month.sessions
    for session in (first, second):
        report_incident(COORDINATOR, month.store, session.id, "needle_stick")
    month.close()
    _counted(month, 48, 36)
    played(month.store, first.id)
    pack = zipfile.ZipFile(io.BytesIO(prove_period(COORDINATOR, month.store, quarter_of(MONDAY))))
    assert {row["Début"] for row in _rows(pack, "presences.csv")} == {at(second.starts_at)}
    assert {row["Début"] for row in _rows(pack, "planning/versions.csv")} == {at(second.starts_at)}
    assert [int(row["Injectées"]) for row in _rows(pack, "doses.csv")] == [36]
    assert len(_rows(pack, "incidents.csv")) == 1


def test_the_same_state_gives_the_same_pack_and_only_those_who_pay_take_it(tmp_path: Path) -> None:
    """Byte for byte; a reader, who may see figures, does not get names."""
    month = a_month(tmp_path)
    month.close()
    prove_period(COORDINATOR, month.store, WEEK)  # noted once an hour, after the pack
    assert prove_period(COORDINATOR, month.store, WEEK) == prove_period(COORDINATOR, month.store, WEEK)
    with pytest.raises(NotAllowed):
        prove_period(READER, month.store, WEEK)


def test_the_report_is_two_pages_that_name_nobody(tmp_path: Path) -> None:
    """Before and after closing: two pages, the first sentence says what matters."""
    month = a_month(tmp_path)
    empty = read_indicators(COORDINATOR, month.store, WEEK)
    assert report_sentences(empty)[0] == "Aucune séance émargée sur cette période."
    month.close()
    view = read_indicators(COORDINATOR, month.store, WEEK)
    assert report_sentences(view)[0].replace("\xa0", " ") == "5 professionnels libéraux sont venus ; 40 h de présence."
    pages = pages_of(report_pdf(view, "ARS Bretagne"))
    assert len(pages) == 2
    assert "ARS Bretagne" in pages[0]
    assert not [name for name in ("Bleuenn", "Corentin", "Denez") if name in " ".join(pages)]


def test_the_plan_its_sendings_and_the_events_stand_in_the_pack(tmp_path: Path) -> None:
    """Version 1 validated by name and sent to the CPAM; an event opened; a training without anybody. No volunteer's name."""
    month = a_month(tmp_path)
    store = month.store
    start_plan(COORDINATOR, store)
    draft = read_plan(COORDINATOR, store)
    assert draft is not None
    number, revision = draft.version.number, draft.version.revision
    validate_plan(
        COORDINATOR, store, number, revision, name="Anne Fictive", quality="présidente", reserve="à compléter"
    )
    today = paris_date(store.now())
    send_plan(COORDINATOR, store, number, [Dispatch("cpam", "CPAM fictive", "", Channel.EMAIL, today, "AR-12")])
    open_event(COORDINATOR, store, "Crue de la Vilaine")
    put_training(
        COORDINATOR, store, Training(id="", kind="other", title="Prise en main", day=today + timedelta(days=3))
    )
    pack = zipfile.ZipFile(io.BytesIO(prove_period(COORDINATOR, store, quarter_of(today))))
    assert [(row["Version"], row["Par"], row["État"]) for row in _rows(pack, "plans.csv")] == [
        ("1", "Anne Fictive", "envoyée")
    ]
    assert [(row["Destinataire"], row["Preuve"]) for row in _rows(pack, "plans-envois.csv")] == [
        ("CPAM fictive", "AR-12")
    ]
    assert [(row["Événement"], row["Nature"]) for row in _rows(pack, "evenements.csv")] == [
        ("Crue de la Vilaine", "réel")
    ]
    assert [(row["Formation"], row["Présents"]) for row in _rows(pack, "formations.csv")] == [("Prise en main", "0")]
    assert (_rows(pack, "demandes-autorites.csv"), _rows(pack, "points-de-situation.csv")) == ([], [])
