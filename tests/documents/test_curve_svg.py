"""The response curve: level between answers, up at each, on to the last minute."""

from __future__ import annotations

from xml.etree import ElementTree

from app.documents.curve_svg import curve_svg

SVG = "{http://www.w3.org/2000/svg}"


def test_the_line_goes_up_at_each_answer() -> None:
    """From (0, 0) to half at 30 minutes of 60: two steps and the end."""
    drawing = ElementTree.fromstring(curve_svg(((0.0, 0.0), (30.0, 0.5)), 60, "min", "Courbe"))
    line = list(drawing.iter(f"{SVG}path"))[-1].get("d") or ""
    assert line == "M60.0 280.0H60.0V280.0H470.0V147.0H880.0"
    marks = [one.text for one in drawing.iter(f"{SVG}text")]
    assert marks == ["0%", "25%", "50%", "75%", "100%", "0 min", "15 min", "30 min", "45 min", "60 min"]
