"""The flowchart's drawing: every word, an arrow for every « prévient », nothing that a person typed can run."""

from __future__ import annotations

from xml.etree import ElementTree

from app.documents.flow_svg import FlowBox, flow_svg

SVG = "{http://www.w3.org/2000/svg}"
ROWS = (
    (FlowBox("a", "Qui <appelle>", "Fait ceci & cela", "Par : téléphone", "Sans réseau : à pied", ("b", "c")),),
    (FlowBox("b", "Un", "x " * 60, "", "", ("d",)), FlowBox("c", "Deux", "y", "", "", ("d",))),
    (FlowBox("d", "Fin", "z", "", ""),),
)


def test_it_is_one_drawing_with_every_word_and_arrow() -> None:
    """Four boxes, four arrows; a text is text whatever signs it holds."""
    drawing = ElementTree.fromstring(flow_svg(ROWS, "Logigramme", "#123456"))
    words = " ".join(one.text or "" for one in drawing.iter(f"{SVG}text"))
    assert "Qui <appelle>" in words
    assert "Fait ceci & cela" in words
    assert len(list(drawing.iter(f"{SVG}rect"))) == 4
    arrows = [one for one in drawing.iter(f"{SVG}path") if one.get("marker-end")]
    assert len(arrows) == 4
    assert (drawing.get("color"), next(drawing.iter(f"{SVG}title")).text) == ("#123456", "Logigramme")


def test_boxes_stand_inside_the_drawing_and_beside_one_another() -> None:
    """No box leaves the frame, none covers another, none of its lines runs out of it."""
    drawing = ElementTree.fromstring(flow_svg(ROWS, "Logigramme"))
    width, height = (float(part) for part in (drawing.get("viewBox") or "").split()[2:])
    boxes = [
        tuple(float(one.get(key) or 0) for key in ("x", "y", "width", "height")) for one in drawing.iter(f"{SVG}rect")
    ]
    for x, y, w, h in boxes:
        assert x >= 0
        assert x + w <= width
        assert y + h <= height
    apart = [
        a[0] + a[2] <= b[0] or b[0] + b[2] <= a[0] or a[1] + a[3] <= b[1] or b[1] + b[3] <= a[1]
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
    ]
    assert all(apart)
    lows = [float(one.get("y") or 0) for one in drawing.iter(f"{SVG}text")]
    assert max(lows) <= height
