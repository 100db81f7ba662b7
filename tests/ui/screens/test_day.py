"""Tests of app/ui/screens/day.py: the sentence first, then one panel; each gesture does its one service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.services.activity.check_opening import check_opening
from app.services.activity.record_attendance import Noted, record_attendance
from app.store.current import use
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.services.a_day import ENDS, SESSION, TEN, Day, a_day, all_in_order
from tests.ui.screens.a_page import a_page, press, said


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    """Ten o'clock, the session under way."""
    made = a_day(tmp_path, TEN)
    use(made.store)
    yield made
    use(None)


def at_the_end(day: Day) -> None:
    use(day.at(ENDS).store)


def test_an_empty_folder_is_an_invitation(store: Store) -> None:
    """No session yet: the screen says what it will hold."""
    page = a_page("day")
    assert not page.exception
    assert page.title[0].value == "Aucune séance publiée ces jours\\-ci."


def panel(name: str) -> object:
    """The screen on a panel."""
    from streamlit.testing.v1 import AppTest

    from tests.ui.screens.a_page import UI

    page = AppTest.from_file(UI / "screens" / "day.py", default_timeout=30)
    page.query_params["volet"] = name
    return page.run()


@pytest.mark.parametrize("name", ["ouverture", "presences", "doses", "incidents", "fermer", "inconnu"])
def test_every_panel_opens(day: Day, name: str) -> None:
    """With the sentence above it, and the sheets to print below."""
    page = panel(name)
    assert not page.exception  # type: ignore[attr-defined]
    assert page.title[0].value == "La séance ne peut pas ouvrir."  # type: ignore[attr-defined]
    assert day.journal() == []


def test_the_check_is_written_in_one_press(day: Day) -> None:
    """Degrees typed, the rest left alone: one answer."""
    page = panel("ouverture")
    page.number_input[0].set_value(4.5)  # type: ignore[attr-defined]
    after = press(page, "Noter le contrôle")  # type: ignore[arg-type]
    assert not after.exception
    assert [code for code, _line in day.read().answers] == ["fridge"]


def test_everyone_is_ticked_and_whoever_is_unticked_is_absent(day: Day) -> None:
    """One untick, then noted and closed in one press."""
    at_the_end(day)
    check_opening(COORDINATOR, day.store, SESSION, all_in_order(day))
    page = panel("presences")
    boxes = page.checkbox  # type: ignore[attr-defined]
    assert [box.value for box in boxes] == [True] * 6
    next(box for box in boxes if "Denez" in box.label).uncheck()
    after = press(page, "Noter et clore la présence")  # type: ignore[arg-type]
    assert not after.exception
    assert after.title[0].value.startswith("Présence close")
    assert ("Denez", "absent") in day.sheet()


def test_a_line_closes_with_a_reason_and_its_texts_are_there_to_copy(day: Day) -> None:
    """Refused without a reason in one sentence; then done, and told."""
    page = press(panel("fermer"), "Fermer la ligne 2 et prévenir")  # type: ignore[arg-type]
    assert "Dites pourquoi" in said(page)
    next(box for box in page.text_input if box.label == "Pourquoi").set_value("il manque un préparateur")
    after = press(page, "Fermer la ligne 2 et prévenir")
    assert not after.exception
    assert [one.line for one in day.read().closed] == [2]
    assert any("fermez les créneaux de la ligne 2" in one.value for one in after.code)


def test_a_line_closed_by_mistake_reopens_once_what_it_does_was_read(day: Day) -> None:
    """Asked first, with who comes back to what; then done, the line may close again."""
    page = panel("fermer")
    next(box for box in page.text_input if box.label == "Pourquoi").set_value("erreur")  # type: ignore[attr-defined]
    page = press(page, "Fermer la ligne 2 et prévenir")  # type: ignore[arg-type]
    page = press(page, "Rouvrir la ligne 2")
    assert "Denez F. reprend « ligne 2, injection »." in said(page)
    assert [one.line for one in day.read().closed] == [2]
    after = press(page, "Rouvrir et prévenir")
    assert not after.exception
    assert day.read().closed == ()
    assert day.journal()[-1] == "line_reopened"
    assert "Fermer la ligne 2 et prévenir" in [button.label for button in after.button]


def test_a_session_that_is_over_offers_no_reopening(day: Day) -> None:
    """What was closed stays readable."""
    page = panel("fermer")
    next(box for box in page.text_input if box.label == "Pourquoi").set_value("erreur")  # type: ignore[attr-defined]
    press(page, "Fermer la ligne 2 et prévenir")  # type: ignore[arg-type]
    assert "Rouvrir la ligne 2" in [button.label for button in panel("fermer").button]  # type: ignore[attr-defined]
    at_the_end(day)
    after = panel("fermer")
    assert "Rouvrir la ligne 2" not in [button.label for button in after.button]  # type: ignore[attr-defined]
    assert "Ligne 2 fermée" in said(after)  # type: ignore[arg-type]


def test_a_row_corrected_elsewhere_meanwhile_is_told(day: Day) -> None:
    """Two people on one sheet: the second is told, and what the first wrote stands."""
    page = panel("presences")
    record_attendance(
        COORDINATOR, day.store, SESSION, {day.row("Denez"): Noted(arrived_at=TEN - timedelta(minutes=30))}
    )
    next(box for box in page.checkbox if "Denez" in box.label).uncheck()  # type: ignore[attr-defined]
    press(page, "Noter")  # type: ignore[arg-type]
    assert ("Denez", "late") in day.sheet()
