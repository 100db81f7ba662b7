"""A screen as its tests use it: opened alone, read as plain text, pressed by a button's words."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from app.ui.parts import urgent_bar

UI = Path(__file__).parents[3] / "app" / "ui"


def a_page(screen: str, **state: object) -> AppTest:
    """``screens/<screen>.py`` after its first run, without the frame; ``state`` is what the session holds before."""
    page = AppTest.from_file(UI / "screens" / f"{screen}.py", default_timeout=30)
    for name, value in state.items():
        page.session_state[name] = value
    return page.run()


def said(page: AppTest) -> str:
    """Everything written on the page, as plain text, every space a plain one."""
    written = (*page.title, *page.markdown, *page.caption, *page.success, *page.info, *page.warning, *page.error)
    return "\n".join(one.value for one in written).replace("\\", "").replace("\u202f", " ").replace("\xa0", " ")


def press(page: AppTest, label: str) -> AppTest:
    """The page after its first button of that name."""
    return next(one for one in page.button if one.label == label).click().run()


def links(page: AppTest) -> list[str]:
    """The words of the links to other screens, without those of the bar of a phone, which stand on every screen."""
    asked, found = list(page.main.children.values()), list[str]()
    while asked:
        one = asked.pop(0)
        if one.type == "page_link":
            found.append(one.proto.label)
        elif not str(getattr(one.proto, "id", "")).endswith(urgent_bar.KEY):
            asked[:0] = getattr(one, "children", {}).values()
    return found
