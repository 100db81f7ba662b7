"""A month told as a story: from a published rota to the slip sent to the CPAM, in twelve gestures at most."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from app.access.actor import COMMAND_LINE
from app.core.clock import fixed_clock
from app.scheduling.session import SessionState
from app.services.demo.build_demo import build_demo
from app.services.demo.demo_rates import set_demo_rates
from app.services.rota.set_up_centre import change_centre
from app.store import centres, sessions
from app.store.database import open_store
from tests.builders import COORDINATOR
from tests.journeys.settled import READY, settled
from tests.services.activity.test_pay_documents import INDEPENDENT

PUBLISHED = date(2026, 9, 3)
MOST_GESTURES = 12


@pytest.mark.browser
def test_a_month_of_the_demonstration_from_the_rota_to_the_slip(
    tmp_path: Path, serve_app: Callable[..., str], open_page: Callable[..., Page]
) -> None:
    """Thirty-six sessions of September signed at once, then a slip whose totals a query confirms: eight gestures."""
    store = open_store(tmp_path, fixed_clock(datetime(2026, 9, 3, 9, tzinfo=UTC)))
    set_demo_rates(store, date(2026, 1, 1))
    demo = build_demo(COORDINATOR, store, PUBLISHED)
    with store.reading() as conn:
        centre = centres.find(conn, demo.centre_id)
    assert centre is not None
    designation = replace(centre.designation, payer="")
    change_centre(COMMAND_LINE, store, replace(centre, designation=designation))

    page = open_page(serve_app(folder=tmp_path))
    gestures = 0

    def press(role: str, name: str, *, exact: bool = False) -> None:
        nonlocal gestures
        gestures += 1
        settled(page)
        page.get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]

    page.goto(f"{page.url.rstrip('/')}/indicateurs")
    gestures += 2  # the menu, then the screen's name in it
    press("radio", "Vacations et indemnités")
    press("combobox", "Période")
    press("option", "Septembre 2026")
    page.get_by_role("heading", name="36 séances à émarger").wait_for()
    press("button", "Émarger ces")
    press("button", "Émarger", exact=True)
    page.get_by_role("heading", name="relevés à arrêter").wait_for()
    with page.expect_download(timeout=READY) as waiting:
        press("button", "Bordereau, semaine du")
    assert gestures <= MOST_GESTURES

    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()), data_only=True)
    told = sum(float(row[10].value) for sheet in book for row in sheet.iter_rows() if row[0].value == "Total vérifié")  # type: ignore[arg-type]
    with store.reading() as conn:
        opened = sessions.of_centre(conn, demo.centre_id)
        assert {one.day.month for one in opened if one.state is SessionState.DONE} == {9}
        assert {one.day.month for one in opened if one.state is not SessionState.DONE} == {10}
        first_week = INDEPENDENT.replace("WHERE a.absent = 0", "JOIN session s ON s.id = a.session_id WHERE s.day < '2026-09-14' AND a.absent = 0")  # fmt: skip
        expected = sum(int(row["cents"] or 0) for row in conn.execute(first_week))
    assert round(told * 100) == expected > 0
