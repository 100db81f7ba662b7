"""What strangers and partners wrote, on a coordinator's screens: words, never a picture fetched elsewhere, a link or a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from _pytest.mark.structures import ParameterSet
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from app.services.demo.demo_exercise import COMING, PLAYED
from app.store.current import use
from app.store.database import Store
from app.ui.parts.exercise_choice import ADDRESS
from tests.abuse.a_crisis import PLAYED as UNDER_WAY
from tests.abuse.a_trap import a_trap
from tests.services.a_month import a_month
from tests.ui.screens.a_page import UI

SCREENS = (
    "event",
    "alert",
    "directory",
    "plans",
    "messages",
    "log",
    "coverage",
    "laboratory",
    "scenarios",
    "flash",
    "improvements",
    "conduct",
    "review",
    "exercises",
)
PANEL = re.compile(r'^    "([a-z-]+)": \(N_', re.MULTILINE)
PANELS_OF = {"exercises": "panels/exercise_page.py"}
"""Where the panels of a screen are told, when it is not in its own file."""
OF_AN_EXERCISE = {"conduct": UNDER_WAY, "review": PLAYED, "exercises": COMING}
"""Which exercise stands in the address."""
DRAWN = re.compile(r"(?<!\\)\[z|(?<!\\):material/bug|(?<!\\)<(?:b>z|script>alert)")
"""The trap where Markdown would draw it: nothing escapes its first sign."""
SHOWN_AS_MARKDOWN = ("body", "label", "help", "caption", "text")


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = a_month(tmp_path_factory.mktemp("ecrans"))
    made.close()
    a_trap(made.store)
    use(made.store)
    yield made.store
    use(None)


def places() -> list[ParameterSet]:
    """Every panel of the screens of a crisis, found in their files."""
    found = []
    for screen in SCREENS:
        file = UI / PANELS_OF.get(screen, f"screens/{screen}.py")
        codes = PANEL.findall(file.read_text(encoding="utf-8"))
        found += [(screen, code) for code in codes or [""]]
    assert len(found) > 20
    return [pytest.param(*place) for place in found]


def texts(block: Block) -> Iterator[tuple[str, str]]:
    """(kind, text) of whatever is drawn as Markdown, down the whole page."""
    for child in block.children.values():
        proto = child.proto
        if not (isinstance(child, Element) and child.type in ("text", "text_input", "text_area", "code", "json")):
            for name in SHOWN_AS_MARKDOWN:
                value = getattr(proto, name, "") if proto is not None else ""
                if isinstance(value, str) and value and not getattr(proto, "allow_html", False):
                    yield child.type, value
            for name in ("expandable", "popover", "tab", "dialog"):
                inner = getattr(proto, name, None)
                if isinstance(getattr(inner, "label", None), str):
                    yield name, inner.label
        if isinstance(child, Block):
            yield from texts(child)


@pytest.mark.parametrize(("screen", "panel"), places())
def test_no_panel_draws_what_somebody_typed(screen: str, panel: str, trapped: Store) -> None:
    """Every text of a crisis is a trap: each panel shows it as it was typed, or not at all, and no panel falls over."""
    page = _opened(screen, panel)
    drawn = {(kind, found[0], text[:160]) for kind, text in texts(page._tree) if (found := _drawn(kind, text))}
    assert drawn == set()


def _drawn(kind: str, text: str) -> list[str]:
    """What would be drawn of it; in a piece of HTML, tags alone."""
    return [one for one in DRAWN.findall(text) if kind != "html" or one.startswith("<")]


def _opened(screen: str, panel: str) -> AppTest:
    page = AppTest.from_file(UI / "main.py", default_timeout=60).run()
    page.switch_page(f"screens/{screen}.py")
    if screen in OF_AN_EXERCISE:
        page.query_params[ADDRESS] = OF_AN_EXERCISE[screen]
    if panel:
        page.query_params["volet"] = panel
    page.run()
    assert not page.exception
    return page


def test_the_traps_are_on_the_screens(trapped: Store) -> None:
    """The walk is a walk: the picture is there with its signs escaped, and what would draw it is found when it is not."""
    shown = [text for _kind, text in texts(_opened("plans", "etablissements")._tree)]
    assert any("\\!\\[z\\]" in text for text in shown)
    for drawn in (
        "![z](http://x)",
        "[z](http://x)",
        "a :material/bug_report:",
        ":red[z]",
        "x <b>z</b>",
        "<script>alert",
    ):
        assert DRAWN.search(drawn), drawn
