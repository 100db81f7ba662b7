"""The plan that the ARS wants this afternoon, and the night of the call: in a real browser, counting gestures."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.access.links import alert_subject, token_of
from app.core.clock import PARIS
from app.library import content_file
from app.response.plan import PlanState
from app.services.demo.build_demo import build_demo
from app.services.plans.read_plan import read_plan
from app.store import alerts, links
from app.store.database import open_store
from tests.builders import COORDINATOR
from tests.documents.printed import text_of
from tests.journeys.conftest import OpenPage, ServeApp
from tests.journeys.hand import Hand, a_roster
from tests.journeys.settled import READY

pytestmark = pytest.mark.browser

SECONDS_A_GESTURE = 20
"""What a person who reads before pressing takes for one: three gestures a minute."""


def test_from_an_empty_community_to_a_plan_sent_to_the_ars_and_the_cpam(
    serve_app: ServeApp, open_page: OpenPage, tmp_path: Path
) -> None:
    """Roster, establishments, directory, risks, stock, cell, agreements, the plan, its DOCX, two recipients: 30 minutes at most."""
    data = tmp_path / "data"
    address = serve_app(folder=data)
    hand = Hand(open_page(address))
    hand.fill("Nom de la communauté", "CPTS fictive")
    hand.click("Enregistrer")
    hand.go(f"{address}/effectifs")
    hand.attach(a_roster(tmp_path))
    hand.click("Importer 132 lignes")
    hand.reads("132 volontaires")
    hand.go(f"{address}/effectifs?volet=import")
    hand.choose("Établissements")
    hand.attach(content_file("data/demo/etablissements_auray_demo.csv"))
    hand.click("Importer 18 lignes")
    for place, button in (
        ("annuaire", re.compile("^Ajouter .*déjà connus")),
        ("plans?volet=risques", "Partir des valeurs usuelles"),
        ("plans?volet=moyens", "Partir d’une liste usuelle"),
        ("plans?volet=cellule", "Proposer des membres"),
        ("plans?volet=etablissements", "Commencer par les textes usuels"),
        ("plans?volet=plan", "Commencer le plan"),
    ):
        hand.go(f"{address}/{place}")
        hand.click(button)
    hand.choose("Valider et envoyer")
    hand.fill("Qui valide", "Anne Fictive")
    hand.fill("En qualité de", "présidente")
    hand.click("Valider la version")
    hand.reads("elle n’est encore envoyée à personne")
    for who in (
        "Délégation départementale de l’ARS, Morbihan (56)",
        "CPAM (correspondant de la communauté), Morbihan (56)",
    ):
        hand.tick(who)
    hand.click("Noter l’envoi")
    hand.reads("envoyée à 2 destinataires")
    with hand.page.expect_download(timeout=READY) as download:
        hand.click("Word (DOCX)")
    gestures = hand.count()
    minutes = gestures * SECONDS_A_GESTURE / 60

    plan = read_plan(COORDINATOR, open_store(data))
    assert plan is not None
    assert plan.version.state is PlanState.SENT
    assert {one.function for one in plan.sendings} == {"ars_branch", "cpam"}
    assert all(not section.is_empty for section in plan.version.sections)
    assert minutes <= 30, gestures
    said = _opened(download.value.path(), tmp_path)
    for words in ("Typologie 5", "HOPITAL FICTIF DU PRATEL", "envoyée", "132 personnes"):
        assert words in said


def _opened(docx: Path, home: Path) -> str:
    """The text of the document as LibreOffice lays it out."""
    if shutil.which("soffice") is None:
        pytest.fail("no LibreOffice on this machine (apt install libreoffice-writer-nogui)")
    (home / "plan.docx").write_bytes(docx.read_bytes())
    profile = f"-env:UserInstallation=file://{home}/profil"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(home), str(home / "plan.docx")]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    return " ".join(text_of((home / "plan.pdf").read_bytes()).split())


def test_from_the_call_of_the_ars_to_the_first_available_professional(
    serve_app: ServeApp, open_page: OpenPage, tmp_path: Path
) -> None:
    """The screen is open, one presses twice; a volunteer taps once on a phone, and stands on the board within seconds."""
    data = tmp_path / "data"
    store = open_store(data)
    build_demo(COORDINATOR, store, datetime.now(PARIS).date() + timedelta(days=1))
    address = serve_app(folder=data)
    hand = Hand(open_page(f"{address}/alerte?volet=lancer"))
    hand.reads("Prêt à alerter 132 personnes")
    hand.click(re.compile("^Alerter 132 personnes"))
    hand.click("Lancer")
    expect(hand.page.get_by_role("heading", level=1)).to_contain_text("0 disponible", timeout=READY)
    with store.reading() as conn:
        [alert] = alerts.running(conn)
        first = alerts.people(conn, alert.id)[0]
    key = store.folder.key("links")
    with store.transaction() as conn:
        link = links.ensure(conn, key, alert_subject(alert.id, first.person), store.now())
    phone = Hand(
        open_page(f"{address}/reponse/{token_of(key, link.subject, link.generation)}", size=(390, 844), touch=True)
    )
    phone.page.get_by_role("button", name="Disponible maintenant").click()
    phone.gestures += 1
    expect(hand.page.get_by_role("heading", level=1)).to_contain_text("1 disponible", timeout=5_000)
    assert hand.count() + phone.count() <= 4
