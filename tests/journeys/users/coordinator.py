"""The coordinator on short notice: from nothing to a staffed centre, then the hole of tomorrow morning and the alert."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from app.library import content_file
from tests.journeys.hand import a_roster
from tests.journeys.settled import READY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.users.looks import Look
    from tests.journeys.users.walker import Walker

ROLES_LEFT_OUT = ("data_entry", "observation", "prevax_interview")


def role_words(look: Look) -> dict[str, str]:
    """The name of each role in the language of a look, as the table of roles gives it."""
    rows = csv.DictReader(content_file("data/roles.csv").read_text(encoding="utf-8").splitlines())
    return {row["code"]: row[f"label_{look.language}"] for row in rows}


def sets_up(hand: Walker, address: str, home: Path) -> None:
    """Name the community, bring one's own file: what nobody can guess; roles and lines come with the product."""
    hand.keeps("accueil-vide")
    hand.types("Nom de la communauté", "CPTS fictive")
    hand.press("Enregistrer")
    hand.reads(re.compile(r"\b3\b"))
    hand.walks(f"{address}/effectifs")
    hand.attach(a_roster(home))
    hand.keeps("import")
    hand.press_like(r"\b132\b")
    hand.reads(re.compile("132"))
    hand.keeps("effectifs")


def creates(hand: Walker, address: str) -> None:
    """Ten half-days, three lines, four roles: 120 seats."""
    hand.walks(f"{address}/centre")
    hand.types("Lignes", "3")
    words = role_words(hand.look)
    for role in ROLES_LEFT_OUT:
        hand.on(hand.page.get_by_test_id("stButtonGroup").get_by_role("button", name=words[role], exact=True))
    hand.tick(hand.look.says("Une personne par ligne pour chaque rôle"))
    hand.keeps("centre")
    hand.press("Créer le centre")
    expect(hand.page.get_by_text(hand.look.says("Semaine"), exact=True).first).to_be_visible(timeout=READY)


def staffs(hand: Walker, address: str) -> None:
    """Propose, look, publish."""
    hand.walks(f"{address}/planning")
    hand.press("Proposer")
    expect(hand.page.locator(".st-key-rota_publish button")).to_be_enabled(timeout=READY)
    hand.keeps("proposition")
    hand.press("Publier")
    hand.reads(re.compile(r"Version 1\b"))
    hand.keeps("planning-publie")


def sees(hand: Walker, address: str) -> None:
    """What is wrong, on the first screen; then the rota, and who could take the first hole."""
    hand.keeps("accueil", front="accueil")
    hand.walks(f"{address}/planning")
    hand.keeps("planning", front="planning")
    hand.on(hand.page.locator("[class*=st-key-rota_lacks_call_] button:not([disabled])"))
    hand.keeps("manque", front="manque", height=1000)


def calls_out(hand: Walker, address: str) -> str:
    """From the hole of tomorrow morning to a call that runs; the id of the call."""
    hand.walks(f"{address}/appels")
    hand.keeps("appels")
    hand.on(hand.page.locator("[class*=st-key-call_out_session_] button"))
    hand.keeps("qui-appeler")
    hand.on(hand.page.locator(".st-key-call_out_start button"))
    hand.page.wait_for_url(re.compile(r"appel="), timeout=READY)
    expect(hand.page.locator(".st-key-call_out_start")).to_have_count(0, timeout=READY)
    hand.keeps("appel-lance")
    found = re.search(r"appel=([^&]+)", hand.page.url)
    assert found
    return found[1]


def sees_it_filled(hand: Walker) -> None:
    """The board says it by itself."""
    hand.reads(re.compile(r"\b1 (oui|yes)\b"))
    hand.keeps("appel-pourvu")


def alerts(hand: Walker, address: str) -> None:
    """Everybody, in two presses once the screen is there."""
    hand.walks(f"{address}/alerte?volet=lancer")
    hand.keeps("alerte")
    hand.press_like(r"\b132\b")
    hand.press("Lancer")
    hand.reads(re.compile(r"^\W*0\b"))
    hand.keeps("alerte-lancee")


def writes_down(hand: Walker, address: str) -> None:
    """A line of the log."""
    hand.walks(f"{address}/main-courante")
    hand.types("Que s’est-il passé\u00a0?", "14h05 : d : on ferme la ligne 2")
    hand.press("Noter")
    expect(hand.page.get_by_text("on ferme la ligne 2").first).to_be_visible(timeout=READY)
    hand.keeps("main-courante")


def reads_the_map(hand: Walker, address: str) -> None:
    """What holds, what lacks and where."""
    hand.walks(f"{address}/carte")
    expect(hand.page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"\d"), timeout=READY)
    hand.keeps("couverture", front="couverture", height=1000)
