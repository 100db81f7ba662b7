"""Tests of app/ui/frame.py and app/ui/main.py: what stands around every screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.response.event import EventKind
from app.services.crisis.open_event import open_event
from app.store import community
from app.store.current import use
from app.store.database import Store, open_store
from app.ui import session
from app.ui.parts.band import initials
from app.ui.places import place_at
from tests.builders import COORDINATOR
from tests.web.an_account import a_login, an_account

MAIN = Path(__file__).parents[2] / "app" / "ui" / "main.py"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    use(opened)
    yield opened
    use(None)


def _name(store: Store, *, demonstration: bool) -> None:
    with store.transaction() as conn:
        community.write(conn, community.Community(name="CPTS <b>fictive</b>", demonstration=demonstration))


def _frame_html(page: AppTest) -> str:
    return next(element.value for element in page.html if "releve-signature" in element.value)


def _framed() -> None:
    from app.ui import frame

    frame.show(frame.read_frame())


def _exercise() -> None:
    from app.ui import frame

    frame.show(frame.Frame("CPTS", "coordination", demonstration=True, exercise="Tempête"))


def test_a_demonstration_says_so_on_the_page(store: Store) -> None:
    """The band comes from the folder's own setting, and a name can't smuggle markup in."""
    _name(store, demonstration=True)
    html = _frame_html(AppTest.from_function(_framed).run())
    assert "<strong>DÉMONSTRATION</strong>\u00a0: personnes, lieux et chiffres fictifs." in html
    assert "CPTS &lt;b&gt;fictive&lt;/b&gt;" in html


def test_a_real_folder_has_no_band(store: Store) -> None:
    """The word appears only where the setting is on."""
    _name(store, demonstration=False)
    html = _frame_html(AppTest.from_function(_framed).run())
    assert "releve-band" not in html
    assert "coordination (ce poste)" in html


def test_an_exercise_stands_above_a_demonstration() -> None:
    """Both bands, the more urgent first."""
    html = _frame_html(AppTest.from_function(_exercise).run())
    assert 0 < html.index("EXERCICE") < html.index("DÉMONSTRATION")


def test_someone_signed_in_finds_their_account_and_the_way_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name, role in words, and addresses that hold in whatever folder Relève is served; nothing of it without accounts."""
    _name(store, demonstration=False)
    assert "releve-account" not in _frame_html(AppTest.from_function(_framed).run())
    token = a_login(store, an_account(store, Role.CRISIS_CELL, name="Denez <b>Le Goff</b>"))
    monkeypatch.setattr(session, "asked_token", lambda: token)
    html = _frame_html(AppTest.from_function(_framed).run())
    for words in ("Denez &lt;b&gt;Le Goff&lt;/b&gt;", "cellule de crise", 'href="compte"', 'href="deconnexion"'):
        assert words in html
    assert "coordination (ce poste)" not in html


def test_a_demonstration_with_accounts_says_they_are_fictional_too(store: Store) -> None:
    """The band names them."""
    with store.transaction() as conn:
        community.write(conn, community.Community(demonstration=True, demonstration_accounts=True))
    assert "comptes fictifs" in _frame_html(AppTest.from_function(_framed).run())


def test_an_administrator_without_the_code_asked_for_is_led_to_set_it_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence and a link, on every screen; nobody else sees it."""
    with store.transaction() as conn:
        community.write(conn, community.Community(administration_totp=True))
    for role, told in ((Role.ADMINISTRATION, 1), (Role.COORDINATION, 0)):
        token = a_login(store, an_account(store, role))
        monkeypatch.setattr(session, "asked_token", lambda token=token: token)
        page = AppTest.from_function(_framed).run()
        assert (len(page.warning), sum('href="compte/code"' in one.value for one in page.html)) == (told, told)


@pytest.mark.parametrize(
    ("person", "letters"), [("Maïwenn Kerdruc", "MK"), ("Jean de La Tour", "JT"), ("administration", "A"), ("", "")]
)
def test_a_narrow_screen_has_room_for_initials(person: str, letters: str) -> None:
    """First and last word."""
    assert initials(person) == letters


def test_a_role_that_changed_under_an_open_tab_leads_to_one_s_own_page(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A professional sees no screen, whatever tab was left open."""
    (tmp_path / "home.py").write_text("import streamlit as st\nst.text('écran')\n", encoding="utf-8")
    monkeypatch.setattr("app.ui.navigation.SCREENS", tmp_path)
    monkeypatch.setattr("app.ui.navigation.SECTIONS", (("", (place_at(""),)),))
    token = a_login(store, an_account(store, Role.PROFESSIONAL))
    monkeypatch.setattr(session, "asked_token", lambda: token)
    page = AppTest.from_file(str(MAIN), default_timeout=20).run()
    assert (len(page.text), len(page.exception)) == (0, 0)
    assert any('href="moi"' in one.value for one in page.html)


def test_without_a_folder_the_page_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The boundary holds for the frame as well, and the screen is not tried."""
    (tmp_path / "home.py").write_text("import streamlit as st\nst.text('écran')\n", encoding="utf-8")
    monkeypatch.setattr("app.ui.navigation.SCREENS", tmp_path)
    use(None)
    page = AppTest.from_file(str(MAIN), default_timeout=20).run()
    assert not page.exception
    assert [error.value[:33] for error in page.error] == ["Aucun dossier de données n’est ou"]
    assert len(page.text) == 0


def test_the_screen_stands_inside_frame_and_boundary(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen that fails leaves the frame standing and gives a reference."""
    (tmp_path / "home.py").write_text("import streamlit as st\nst.text('écran')\n1 / 0\n", encoding="utf-8")
    monkeypatch.setattr("app.ui.navigation.SCREENS", tmp_path)
    monkeypatch.setattr("app.ui.navigation.SECTIONS", (("", (place_at(""),)),))
    # Its links lead to the real screens, which this folder has not.
    monkeypatch.setattr("app.ui.parts.urgent_bar.URGENT", dict.fromkeys(Role, ()))
    _name(store, demonstration=True)
    page = AppTest.from_file(str(MAIN), default_timeout=20).run()
    assert "DÉMONSTRATION" in _frame_html(page)
    assert [text.value for text in page.text] == ["écran"]
    assert [button.label for button in page.button][-1] == "Réessayer"
    assert not page.exception


def test_the_band_of_an_exercise_stands_while_nothing_real_goes_on(store: Store) -> None:
    """On every page while only an exercise is played; a real event beside it takes the band away."""
    _name(store, demonstration=False)
    open_event(COORDINATOR, store, "Crue jouée", kind=EventKind.EXERCISE)
    assert "EXERCICE</strong>\u00a0: Crue jouée" in _frame_html(AppTest.from_function(_framed).run())
    open_event(COORDINATOR, store, "Accident de car")
    assert "EXERCICE" not in _frame_html(AppTest.from_function(_framed).run())
