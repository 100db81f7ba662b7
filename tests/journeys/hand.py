"""A coordinator's hand on a page, and the roster they hold: every field set and every click is one gesture."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from app.library import content_file
from tests.journeys.settled import READY, settled

COLUMNS = ("civilite", "nom", "prenom", "profession", "commune_insee", "email", "tel_mobile")
HABITS = ("demi_journees_max_semaine", "jours_possibles")


class Hand:
    """A coordinator's hand on a page: every field set and every click is one gesture."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.gestures = 0

    def waits(self) -> None:
        settled(self.page)

    def click(self, name: str | re.Pattern[str], role: str = "button") -> None:
        self.waits()
        self.page.get_by_role(role, name=name, exact=isinstance(name, str)).first.click()  # type: ignore[arg-type]
        self.gestures += 1

    def fill(self, label: str, text: str) -> None:
        self.waits()
        field = self.page.get_by_label(label, exact=True)
        field.fill(text)
        field.press("Tab")
        self.gestures += 1

    def choose(self, name: str) -> None:
        """One of the choices of a row of buttons."""
        self.waits()
        self.page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).first.click()
        self.gestures += 1

    def tick(self, name: str) -> None:
        """A box, by its words: spaces that do not break count as any."""
        self.waits()
        words = re.compile(re.escape(name).replace("\\ ", r"\s"))
        self.page.get_by_test_id("stCheckbox").filter(has_text=words).first.click()
        self.gestures += 1

    def go(self, address: str) -> None:
        """Open another address once the page has finished with the gesture before."""
        self.waits()
        self.page.goto(address)

    def attach(self, file: Path) -> None:
        self.waits()
        self.page.locator("input[type=file]").first.set_input_files(file)
        self.gestures += 1

    def reads(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text, timeout=READY)

    def count(self) -> int:
        """Gestures since the last count."""
        done, self.gestures = self.gestures, 0
        return done


def a_roster(folder: Path) -> Path:
    """The fictional roster as a coordinator keeps it: title row, semicolons, cp1252, habits and caps, no role."""
    rows = list(
        csv.DictReader(content_file("data/demo/roster_demo_auray_132.csv").read_text(encoding="utf-8").splitlines())
    )
    path = folder / "volontaires.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        file.write("Volontaires de la CPTS;;;;;;;;\n")
        writer = csv.DictWriter(file, (*COLUMNS, *HABITS), delimiter=";", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
