"""The reviewer after the exercise: reads it again, notes a finding, makes it an action with a name and a date, takes the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from app.services.demo.demo_exercise import PLAYED
from tests.journeys.settled import READY

if TYPE_CHECKING:
    from tests.journeys.users.walker import Walker

FINDING = "Le numéro de nuit de la pharmacie n’est pas dans l’annuaire."


def reads_again(hand: Walker) -> None:
    """What was met, the letters, the delays and the coverage."""
    hand.keeps("retex", front="retex")
    for panel in ("Cotations", "Couverture"):
        hand.press(panel, "radio")
        hand.keeps(panel.lower())


def notes(hand: Walker) -> None:
    """One thing to improve, and the action it becomes."""
    hand.press("Constats", "radio")
    hand.types("Ce qui a été vu", FINDING)
    hand.press("Noter")
    expect(hand.page.get_by_text(FINDING).first).to_be_visible(timeout=READY)
    hand.press("En faire une action")
    hand.keeps("constats")


def gives_to_somebody(hand: Walker, address: str) -> None:
    """The action has a name and a day."""
    hand.walks(f"{address}/actions")
    hand.keeps("actions")
    row = hand.page.locator("[class*=st-key-improvement_]").filter(has_text=FINDING)
    hand.on(row.get_by_role("button"))
    hand.press("Modifier")
    hand.types("Responsable\u00a0: une fonction", "pharmacien")
    hand.press("Enregistrer")
    expect(hand.page.get_by_text("pharmacien").first).to_be_visible(timeout=READY)
    hand.keeps("action")


def takes_the_report(hand: Walker, address: str) -> bytes:
    """The complete report, as a file others can write in."""
    hand.go(f"{address}/retex?exercice={PLAYED}&volet=rapport&rapport=cold")
    hand.waits()
    with hand.page.expect_download(timeout=READY) as taken:
        hand.on(hand.page.locator(".st-key-retex_docx button"))
    hand.keeps("rapport")
    return taken.value.path().read_bytes()
