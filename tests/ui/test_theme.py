"""Tests of app/ui/.streamlit/config.toml and app/ui/static: readable in light and dark, and served by us alone."""

import re
import tomllib
from pathlib import Path

import pytest

from app.ui.parts.tones import COLOURS
from app.words.states import STATES

UI = Path(__file__).parents[2] / "app" / "ui"
CONFIG = tomllib.loads((UI / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
AA_TEXT = 4.5
AA_SHAPE = 3.0


def _luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_says() -> None:
    """Black on white is 21, a colour on itself 1, the grey of the specification's example 4.5."""
    assert [round(_contrast(one, "#FFFFFF"), 1) for one in ("#000000", "#FFFFFF", "#767676")] == [21.0, 1.0, 4.5]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_tone_reads_on_its_tint_and_on_both_grounds(mode: str) -> None:
    """AA for the text of each state, in both modes."""
    theme = CONFIG["theme"][mode]
    grounds = [theme["backgroundColor"], theme["secondaryBackgroundColor"]]
    poor = [
        (colour, ground)
        for colour in sorted(set(COLOURS.values()))
        for ground in [theme[f"{colour}BackgroundColor"], *grounds]
        if _contrast(theme[f"{colour}TextColor"], ground) < AA_TEXT
    ]
    assert poor == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_links_and_buttons_read(mode: str) -> None:
    """AA for body text, links, faded captions, white on the accent; the accent itself stands out as a shape."""
    theme = CONFIG["theme"][mode]
    ground = theme["backgroundColor"]
    channels = [(int(theme["textColor"][at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    caption = "#" + "".join(f"{round(0.6 * text + 0.4 * under):02X}" for text, under in channels)
    assert _contrast(caption, ground) >= AA_TEXT
    assert _contrast(theme["linkColor"], ground) >= AA_TEXT
    assert _contrast("#FFFFFF", theme["primaryColor"]) >= AA_TEXT
    assert _contrast(theme["primaryColor"], ground) >= AA_SHAPE


def test_every_tone_of_a_state_has_a_colour() -> None:
    """A new state can't appear without one."""
    assert {look.tone for look in STATES.values()} <= set(COLOURS)


def test_nothing_is_asked_of_another_site() -> None:
    """Fonts, styles and pictures are files of ours, and the telemetry is off."""
    sources = [(UI / ".streamlit" / "config.toml"), *UI.rglob("*.css"), *UI.rglob("*.js"), *UI.rglob("*.svg")]
    addresses = {
        (path.name, address)
        for path in sources
        for address in re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text(encoding="utf-8"))
    }
    assert addresses == {("wordmark.svg", "http://www.w3.org")}, "only the name of the SVG language"
    assert CONFIG["browser"]["gatherUsageStats"] is False


def test_every_declared_face_is_a_file_with_its_licence() -> None:
    """A missing font would fall back in silence."""
    faces = [face["url"] for face in CONFIG["theme"]["fontFaces"]]
    assert faces
    assert [url for url in faces if not (UI / url.removeprefix("app/")).is_file()] == []
    assert "SIL OPEN FONT LICENSE" in (UI / "static" / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_errors_and_access_lines_stay_out_of_sight() -> None:
    """No trace on the page, no token in the log, no upload over 5 MB."""
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["showErrorLinks"] is False
    assert CONFIG["logger"]["level"] == "warning"
    assert CONFIG["server"]["maxUploadSize"] == 5


def test_tables_have_no_download_of_their_own() -> None:
    """Names leave by our buttons only, which note it in the journal."""
    assert CONFIG["client"]["disableDataExport"] is True
