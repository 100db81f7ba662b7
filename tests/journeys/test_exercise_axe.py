"""The pages of an exercise read by axe: player, observer, room, hot wash and action, light on a phone and dark on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from app.access.links import exercise_subject, improvement_subject, projector_subject
from app.core.ids import PersonId
from app.exercise.chronogramme import InjectState
from app.store import improvements
from app.store.database import Store, open_store
from app.web.site import Site
from tests.bench.calendars import served
from tests.builders import MovingClock, a_person, some_people
from tests.exercise.an_improvement import an_action
from tests.journeys.an_exercise import page_of
from tests.journeys.test_needs_phone import AXE
from tests.services.a_played_exercise import EXERCISE, GUEST, WATCHING, an_exercise, an_inject, finished

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CHOSEN = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"], "rules": {"meta-refresh": {"enabled": False}}}
"""A page of what is being played is read again by itself, as a real-time event allows, and offers to stop."""


def test_every_page_of_an_exercise_is_read_by_axe_and_holds_on_its_screen(browser: Browser, tmp_path: Path) -> None:
    """While it is played and once it has ended: no violation of WCAG 2 A and AA, no side scroll at 320 px."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci)")
    store = open_store(tmp_path / "data", MovingClock())
    some_people(store, a_person("Noa", id=PersonId("noa")))
    an_exercise(store)
    an_inject(store, "Cellule", 1, state=InjectState.SENT, sent_at=store.now(), sent_minutes=10.0)
    with store.transaction() as conn:
        improvements.insert(conn, an_action(exercise_id=EXERCISE, organisation="CHBA (fictif)"))
    site = Site(store)
    with served(site) as port:
        found = _read(browser, f"http://127.0.0.1:{port}", _paths(store), "light", (320, 568))
        finished(store)
        found += _read(browser, f"http://127.0.0.1:{port}", _paths(store), "dark", (1366, 768))
    site.close()
    assert found == []


def _paths(store: Store) -> list[str]:
    played = [page_of(store, exercise_subject(EXERCISE, one), "exercice") for one in (GUEST, WATCHING)]
    action = page_of(store, improvement_subject(an_action().id), "action")
    return [*played, f"{played[0]}/questionnaire", page_of(store, projector_subject(EXERCISE), "salle"), action]


def _read(
    browser: Browser, address: str, paths: list[str], theme: Literal["light", "dark"], size: tuple[int, int]
) -> list[str]:
    """What is wrong, as « path: rule »."""
    wrong: list[str] = []
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=theme, locale="fr-FR"
    )  # fmt: skip
    page = context.new_page()
    for path in paths:
        answered = page.goto(address + path)
        if answered is None or not answered.ok:
            wrong.append(f"{path}: does not open")
            continue
        page.evaluate(AXE.read_text(encoding="utf-8"))
        seen = page.evaluate("chosen => axe.run(chosen)", CHOSEN)
        wrong += [f"{path}: {one['id']}" for one in seen["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > size[0]:
            wrong.append(f"{path}: sticks out")
    context.close()
    return wrong
