"""The map as it is drawn: a state a trace with its word, its colour and its hatching; names apart; what is cut, what is chosen."""

from __future__ import annotations

from typing import Any

import pytest

from app.ui.parts.coverage_map import SHORTEST, TALLEST, Drawing, Link, Shape, SitePoint, figure

RING = ((-3.0, 47.0), (-2.9, 47.0), (-2.9, 47.1), (-3.0, 47.0))
WORDS = {"short": "en déficit · 1 commune", "fragile": "fragile · 1 commune", "covered": "couvert · 1 commune"}


def a_shape(code: str, level: str, **more: Any) -> Shape:
    """A commune whose name is its code, one a tenth of a degree."""
    rank = ord(code) - ord("A")
    return Shape(code, code, level, (RING,), (-3.0 + rank / 10, 47.0), (code, level), **more)


SHAPES = (
    a_shape("A", "short", is_marked=True),
    a_shape("B", "fragile", is_worse=True),
    a_shape("C", "covered"),
)
DRAWN = Drawing(
    SHAPES, WORDS,
    (Link((-3.0, 47.0), (-2.9, 47.0), is_boat=False, is_cut=False), Link((-3.0, 47.0), (-2.8, 47.0), is_boat=True, is_cut=True)),
    (SitePoint((-3.0, 47.0), "2 lieux de soins, dont 1 fermé", is_closed=True),),
)  # fmt: skip


def traces(theme: str = "light", drawn: Drawing = DRAWN) -> dict[str, Any]:
    return {str(one.name): one for one in figure(drawn, theme).data}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_state_is_told_by_its_word_its_colour_and_its_hatching(theme: str) -> None:
    """Three fills of three colours, two of them hatched; three different marks."""
    found = traces(theme)
    fills = [found[words] for words in WORDS.values()]
    assert len({one.fillcolor for one in fills}) == 3
    assert [one.fillpattern.shape for one in fills] == ["x", "/", None]
    marks = found["None"].marker.symbol
    assert len(set(marks)) == 3


def test_what_is_cut_worse_or_chosen_has_its_own_line() -> None:
    """A road, a cut, a border that worsened, the set that was pressed, the places of care."""
    found = traces()
    assert {
        "route",
        "coupé",
        "aggravé par le choc",
        "ensemble choisi",
        "lieux de soins, fermés en partie",
    } <= found.keys()
    assert found["coupé"].line.width > found["route"].line.width
    assert "bateau" not in found, "the only boat is cut"


def test_the_map_is_as_tall_as_its_territory_within_bounds() -> None:
    """A coast is drawn taller than a plain; both axes hold every corner and little else."""
    tall, wide = (
        figure(
            Drawing((Shape("A", "A", "short", (((-3.0, 47.0), corner, (-3.0, 47.0)),), (-3.0, 47.0), ("A",)),), WORDS),
            "light",
        )
        for corner in ((-2.9, 48.0), (-2.0, 47.1))
    )
    assert (tall.layout.height, wide.layout.height) == (TALLEST, SHORTEST)
    assert tall.layout.xaxis.range == pytest.approx((-3.003, -2.897))
    assert tall.layout.yaxis.range == pytest.approx((46.97, 48.03))


def test_the_legend_holds_states_and_what_went_wrong() -> None:
    """Roads, boats and places of care are said under the map; what is cut or closed keeps its line."""
    shown = {str(one.name) for one in figure(DRAWN, "light").data if one.showlegend is not False}
    assert shown == {
        *WORDS.values(),
        "coupé",
        "aggravé par le choc",
        "ensemble choisi",
        "lieux de soins, fermés en partie",
    }


def test_a_mark_says_its_lines_and_carries_its_code() -> None:
    """What is pressed is known by its code, never by its rank; names are escaped."""
    shapes = (Shape("56<1", "Le <Bourg>", "short", (), (-3.0, 47.0), ("Le <Bourg>", "en déficit")),)
    mark = traces(drawn=Drawing(shapes, WORDS))["None"]
    assert mark.customdata[0] == "56<1"
    assert mark.hovertext[0] == "Le &lt;Bourg&gt;<br>en déficit"
    assert mark.text[0] == "Le &lt;Bourg&gt;"


def test_names_do_not_run_into_one_another() -> None:
    """Of two communes side by side, the first is named; all say their name under the pointer."""
    near = tuple(
        Shape(f"{n}", f"Commune {n}", "short", (), (-3.0 + n / 1000, 47.0), (f"Commune {n}",)) for n in range(20)
    )
    far = Shape("loin", "Loin", "covered", (), (-2.0, 48.0), ("Loin",))
    mark = traces(drawn=Drawing((*near, far), WORDS))["None"]
    assert [one for one in mark.text if one] == ["Commune 0", "Loin"]
    assert len(mark.hovertext) == 21


def test_a_territory_without_outlines_is_drawn_by_its_points() -> None:
    """Marks alone; nothing to fill."""
    shapes = (Shape("1", "Un", "covered", (), (-3.0, 47.0), ("Un",)),)
    assert list(traces(drawn=Drawing(shapes, WORDS))) == ["None"]
    assert list(traces(drawn=Drawing((), WORDS))) == ["None"]
