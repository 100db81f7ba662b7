"""What a run leaves to be looked at: a picture of each step, the pictures of the README, the gestures of each task."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.journeys.conftest import ROOT
from tests.journeys.settled import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.users.looks import Look

QUALITY = 72
FRONT = "readme"
"""The folder of the README's own pictures, ready to be copied."""
COLOURS = 128
COUNTS = "interactions.json"


def artefacts() -> Path:
    """Where they go: ``RELEVE_ARTEFACTS``, else ``.artefacts`` beside the code, which git does not keep."""
    return Path(os.environ.get("RELEVE_ARTEFACTS") or ROOT / ".artefacts").absolute()


class Album:
    """The pictures of one person in one look, numbered in their order."""

    def __init__(self, look: Look, person: str) -> None:
        self.look = look
        self.folder = artefacts() / look.name / person
        self.count = 0

    def keep(self, page: Page, step: str, *, front: str = "", height: int = 0, is_screen: bool = True) -> None:
        """Take a picture of the top of the page once it stands still.

        ``front``: its name among the README's, taken in French only; ``height``: of a picture taller than the look (CSS pixels).
        """
        size = page.viewport_size
        if height and size and self.look.language == "fr":
            page.set_viewport_size({"width": size["width"], "height": height})
        if is_screen:
            settled(page)
            page.evaluate("document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)")
        page.wait_for_timeout(250)
        self.count += 1
        shot = page.screenshot(animations="disabled", caret="hide")
        self.folder.mkdir(parents=True, exist_ok=True)
        with Image.open(io.BytesIO(shot)) as taken:
            taken.convert("RGB").save(self.folder / f"{self.count:02d}-{step}.webp", quality=QUALITY, method=4)
            if front and self.look.language == "fr":
                _front(taken, front)
        if size and page.viewport_size != size:
            page.set_viewport_size(size)


def _front(taken: Image.Image, name: str) -> None:
    """A picture of the README: PNG with a palette, small enough for a page that is read on a phone."""
    folder = artefacts() / FRONT
    folder.mkdir(parents=True, exist_ok=True)
    flat = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    flat.save(folder / f"{name}.png", optimize=True)


def note_gestures(look: Look, counted: dict[str, int]) -> None:
    """Write down how many gestures each task took, beside what other looks and persons took."""
    path = artefacts() / COUNTS
    path.parent.mkdir(parents=True, exist_ok=True)
    held: dict[str, dict[str, int]] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for task, gestures in counted.items():
        held.setdefault(task, {})[look.name] = gestures
    path.write_text(json.dumps(dict(sorted(held.items())), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
