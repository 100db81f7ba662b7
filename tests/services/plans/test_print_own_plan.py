"""The community's own plan as files: who gets what, what stands in the ZIP, the sheets of establishments and of the cell."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document

from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.response.articulation import Articulation
from app.response.cell import Member
from app.response.event import EventKind
from app.roster.practice import Site, SiteKind
from app.services.coverage.assess_territory import start_hazards
from app.services.crisis.open_event import open_event
from app.services.crisis.write_log import write_log
from app.services.demo import demo_review
from app.services.plans.agree_articulation import add_structure, agree_articulation
from app.services.plans.keep_contacts import start_directory
from app.services.plans.keep_inventory import start_stock
from app.services.plans.print_articulations import articulation_files, articulation_pdf
from app.services.plans.print_cell_handover import cell_handover_pdf
from app.services.plans.print_own_plan import own_plan_docx, own_plan_pdf, own_plan_zip
from app.services.plans.staff_cell import plan_rotation, set_function
from app.store import articulations, people
from app.store.database import Store
from app.store.log import LogKind
from tests.builders import COORDINATOR, READER, THURSDAY, a_store
from tests.documents.printed import assert_tagged, pages_of, text_of
from tests.services.a_plan import OBSERVER, TODAY, a_community, a_sent

PHONE = "01 99 00 10 00"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan sent, with a directory, rated hazards, a cell on duty, an establishment and a review."""
    folder = tmp_path_factory.mktemp("plan")
    store = a_store(folder)
    a_community(store)
    start_hazards(COORDINATOR, store)
    start_stock(COORDINATOR, store)
    people_ = [
        Member(function="steering", rank=n, name=f"{who} Fictif", phone="+33639980001") for n, who in enumerate("AB")
    ]
    set_function(COORDINATOR, store, "steering", people_, ())
    site = add_structure(
        COORDINATOR, store, Site(id="", kind=SiteKind.NURSING_HOME, name="EHPAD des Goélands", places=80, phone=PHONE)
    )
    agree_articulation(
        COORDINATOR, store, Articulation(site_id=site, they_call="Le pilotage.", convention="n° 3", signed_on=TODAY)
    )
    plan_rotation(COORDINATOR, store, "", THURSDAY - timedelta(hours=1), 24, ())
    start_directory(COORDINATOR, store)
    a_sent(store)
    demo_review.fill(COORDINATOR, store, TODAY)
    return folder


@pytest.fixture
def store(sent: Path, tmp_path: Path) -> Store:
    shutil.copytree(sent, tmp_path, dirs_exist_ok=True)
    return a_store(tmp_path)


def said(pdf: bytes) -> str:
    return " ".join(text_of(pdf).split())


def test_the_pdf_and_the_docx_say_the_same_version(store: Store) -> None:
    """Cover, who validated it, to whom it was sent, sections and annexes with numbers; tagged."""
    printed = own_plan_pdf(COORDINATOR, store)
    assert_tagged(
        printed, "CPTS fictive · Plan de réponse aux situations sanitaires exceptionnelles · version 1, envoyée"
    )
    text = said(printed)
    for part in ("Validée par : Rozenn Fictive, présidente de la communauté", "La cellule sera complétée en janvier.", "ARS, Morbihan",
                 "CPAM du", PHONE, "15. Levée et retour d’expérience", "Annexe A. Annuaire", "Annexe E. Inventaire"):  # fmt: skip
        assert part in text, part
    document = Document(io.BytesIO(own_plan_docx(COORDINATOR, store)))
    headings = [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"]
    assert all(heading in text for heading in headings)
    assert len(headings) == 16 + 7


def test_who_may_not_read_the_directory_gets_no_number_and_no_zip(store: Store) -> None:
    """The observer and the reader: the reserved sections say so, the directory and the cell are left out."""
    for actor in (OBSERVER, READER):
        text = said(own_plan_pdf(actor, store))
        assert PHONE not in text
        assert "Réservé à la coordination" in text
        assert "Annuaire" not in text.partition("Annexe A.")[2][:40]
        for make in (own_plan_zip, articulation_pdf, articulation_files, cell_handover_pdf):
            with pytest.raises(NotAllowed):
                make(actor, store)


def test_the_zip_holds_everything_with_its_fingerprint(store: Store) -> None:
    """Two forms of the plan, five typologies, every card, annexes, proofs; CSV that spreadsheets open, whole."""
    with zipfile.ZipFile(io.BytesIO(own_plan_zip(COORDINATOR, store))) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert set(held) == {
        "LISEZ-MOI.txt", "SHA256SUMS", "plan.pdf", "plan.docx", *(f"fiches/typologie_{n}.pdf" for n in range(1, 6)),
        "fiches/fiches-reflexes.pdf", *(f"annexes/{name}.csv" for name in ("annuaire", "cellule", "risques", "etablissements", "inventaire", "relais", "aides")),
        "annexes/articulations.pdf",
        *(f"preuves/{name}.csv" for name in ("envois", "versions", "relecteurs", "remarques")),
    }  # fmt: skip
    for line in held["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(held[name]).hexdigest() == digest
    rows = list(csv.reader(io.StringIO(held["preuves/envois.csv"].decode("utf-8-sig")), delimiter=";"))
    assert [row[:2] for row in rows] == [["Version", "Destinataire"], ["1", "ARS, Morbihan"], ["1", "CPAM du Morbihan"]]
    risks = list(csv.reader(io.StringIO(held["annexes/risques.csv"].decode("utf-8-sig")), delimiter=";"))
    assert {len(row) for row in risks} == {6}
    assert len(risks) > 50


def test_nothing_is_printed_before_there_is_a_plan(tmp_path: Path) -> None:
    """Nor a sheet without an establishment."""
    store = a_store(tmp_path)
    for make in (own_plan_pdf, own_plan_docx, own_plan_zip, articulation_pdf):
        with pytest.raises(NotFound):
            make(COORDINATOR, store)
    assert articulation_files(COORDINATOR, store) == []


def test_each_establishment_has_its_sheet(store: Store) -> None:
    """One alone or all that are expected; an unknown one is told."""
    with store.reading() as conn:
        (site,) = people.sites(conn)
    printed = articulation_pdf(COORDINATOR, store, site.id)
    for part in ("EHPAD des Goélands", "Places : 80", "Le pilotage.", "n° 3", "26 novembre 2026", "Coordination, Maïwenn Fictif", PHONE, "A Fictif 06 39 98 00 01"):  # fmt: skip
        assert part in said(printed), part
    assert articulation_pdf(COORDINATOR, store) == printed
    (one,) = articulation_files(COORDINATOR, store)
    assert one.content == printed
    with pytest.raises(NotFound):
        articulation_pdf(COORDINATOR, store, "ailleurs")


def test_a_generator_nobody_asked_about_is_not_said_absent(store: Store) -> None:
    """Who reads « non » in a power cut would look no further: on the sheet and in the annex it is to be asked."""
    with store.reading() as conn:
        (site,) = people.sites(conn)
        held = articulations.find(conn, site.id)
    assert held is not None
    agree_articulation(COORDINATOR, store, replace(held, generator=False))
    assert "Groupe électrogène : à demander" in said(articulation_pdf(COORDINATOR, store, site.id))
    with zipfile.ZipFile(io.BytesIO(own_plan_zip(COORDINATOR, store))) as pack:
        table = pack.read("annexes/etablissements.csv").decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert row["Groupe électrogène"] == "à demander"


def test_the_cell_is_handed_over_function_by_function(store: Store) -> None:
    """In a dry run, then in an exercise: what waits, what was decided, its words first on every page."""
    dry = said(cell_handover_pdf(COORDINATOR, store, ""))
    assert "Relève à blanc" in dry
    assert "EXERCICE" not in dry
    assert "A Fictif · 06 39 98 00 01" in dry
    assert "B Fictif" in dry
    assert len(pages_of(cell_handover_pdf(COORDINATOR, store, ""))) == 1
    event = open_event(COORDINATOR, store, "Car renversé", kind=EventKind.EXERCISE, plans=["typologie_1"])
    write_log(COORDINATOR, store, "On ouvre la salle.", kind=LogKind.DECISION, event_id=event)
    pages = pages_of(cell_handover_pdf(COORDINATOR, store))
    assert len(pages) >= 5
    assert all("EXERCICE – EXERCICE – EXERCICE" in page for page in pages if "page 1/" in page)
    text = " ".join(" ".join(pages).split())
    assert "Car renversé" in text
    assert "On ouvre la salle." in text
    lead = said(cell_handover_pdf(COORDINATOR, store, event, "steering"))
    assert "Rappeler qui a prévenu" in lead
    with pytest.raises(InvalidInput):
        cell_handover_pdf(COORDINATOR, store, event, "rien")
    with pytest.raises(NotFound):
        cell_handover_pdf(COORDINATOR, store, "rien")
