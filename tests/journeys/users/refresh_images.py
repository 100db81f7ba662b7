"""``python -m tests.journeys.users.refresh_images``: the README's pictures as the last run of the four users left them."""

from __future__ import annotations

import shutil
import sys

from tests.journeys.conftest import ROOT
from tests.journeys.users.album import FRONT, artefacts

HEAVIEST = 120 * 1024
"""Bytes of a picture: the README is read on a phone."""
IMAGES = ROOT / ".github" / "images"


def main() -> int:
    """Copy them; says what is missing or too heavy, and then answers 1."""
    found = sorted((artefacts() / FRONT).glob("*.png"))
    heavy = [one.name for one in found if one.stat().st_size > HEAVIEST]
    for one in found:
        shutil.copyfile(one, IMAGES / one.name)
    if not found:
        print(f"no picture in {artefacts() / FRONT}: run tests/journeys/test_four_users.py first")  # noqa: T201
    if heavy:
        print(f"heavier than {HEAVIEST} bytes: {', '.join(heavy)}")  # noqa: T201
    return int(bool(heavy) or not found)


if __name__ == "__main__":
    sys.exit(main())
