"""Thursday 17:00: a centre must open on Monday. From a roster file to 130 calendars, in a real browser, counting gestures."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.services.rota.read_rota import read_rota
from app.store.database import open_store
from tests.builders import COORDINATOR
from tests.journeys.conftest import OpenPage, ServeApp
from tests.journeys.hand import Hand, a_roster
from tests.journeys.settled import READY

pytestmark = pytest.mark.browser


def test_a_centre_is_staffed_from_a_file_to_calendars(serve_app: ServeApp, open_page: OpenPage, tmp_path: Path) -> None:
    """2,400 doses a week are 5 lines over 10 half-days; one gesture proposes, one publishes, the links are there."""
    data = tmp_path / "data"
    address = serve_app(folder=data)
    hand = Hand(open_page(address))

    hand.reads("Il reste 4 étapes")
    hand.fill("Nom de la communauté", "CPTS fictive")
    hand.click("Enregistrer")
    hand.reads("Il reste 3 étapes")
    assert hand.count() == 2

    hand.page.goto(f"{address}/effectifs")
    hand.attach(a_roster(tmp_path))
    hand.click("Importer 132 lignes")
    hand.reads("132 volontaires")
    assert hand.count() == 2

    hand.page.goto(f"{address}/centre")
    hand.fill("Doses par semaine", "2400")
    hand.reads("50 lignes-demi-journées, soit 5 lignes sur 10 demi-journées ; 400 flacons de 6")
    expect(hand.page.get_by_text("Avec les habitudes déclarées")).to_be_visible(timeout=READY)
    hand.click("Créer le centre")
    hand.reads(re.compile("Avec les habitudes déclarées.*les 10 séances peuvent ouvrir"))
    assert hand.count() == 2

    hand.page.goto(f"{address}/planning")
    hand.click("Proposer")
    hand.reads("Rien n’est encore publié. Brouillon")
    assert hand.count() == 1
    expect(hand.page.get_by_text("sans réponse comptées d’après leurs habitudes, non confirmé")).to_be_visible()
    hand.click("Publier")
    hand.reads("Version 1 publiée")
    assert hand.count() == 1

    hand.click("Distribuer les liens")
    hand.reads("liens à distribuer")
    hand.waits()
    with hand.page.expect_download(timeout=READY) as download:
        hand.click("Tous les liens et messages (CSV)")
    handed = list(
        csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"), newline=""), delimiter=";")
    )

    view = read_rota(COORDINATOR, open_store(data))
    holders = {seat.holder.person_id for seat in view.seats if seat.holder.person_id}
    assert view.version is not None
    assert (len(view.sessions), {session.lines for session in view.sessions}) == (10, {5})
    assert len(handed) - 1 >= len(holders) >= 100
    calendar = hand.page.request.get(next(cell for cell in handed[1] if cell.endswith(".ics")))
    assert (calendar.status, calendar.headers["content-type"]) == (200, "text/calendar; charset=utf-8")


def test_ten_sessions_of_three_lines_and_four_roles_take_at_most_eight_gestures(
    serve_app: ServeApp, open_page: OpenPage, tmp_path: Path
) -> None:
    """The best existing tool needs 34."""
    data = tmp_path / "data"
    address = serve_app(folder=data)
    hand = Hand(open_page(f"{address}/centre"))
    hand.fill("Lignes", "3")
    for role in ("saisie", "surveillance", "entretien pré-vaccinal"):
        hand.click(role, role="checkbox") if hand.page.get_by_role("checkbox", name=role).count() else hand.click(role)
    hand.click("Créer le centre")
    hand.reads(re.compile("."))
    expect(hand.page.get_by_text("Semaine", exact=True).first).to_be_visible(timeout=READY)
    gestures = hand.count()
    view = read_rota(COORDINATOR, open_store(data))
    assert (len(view.sessions), {s.lines for s in view.sessions}, len(view.centre.roles)) == (10, {3}, 4)
    assert gestures <= 8
