"""``releve demo``: the contract's JSON, and folders it leaves alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from app.access.actor import Role
from app.access.links import LinkScope, token_hash
from app.cli import releve
from app.core.clock import fixed_clock
from app.mobilisation.message import MessageKind
from app.services.accounts.sign_in_account import SignedInNow, sign_in
from app.services.mobilisation.read_polls import poll_forms
from app.services.rota.read_rota import read_rota
from app.store import accounts, links, messages, own_data
from app.store.database import open_store
from tests.builders import COORDINATOR


def built(folder: Path) -> dict[str, Any]:
    """The report of a demonstration for Thursday 26 November 2026."""
    done = CliRunner().invoke(
        releve, ["demo", "--no-serve", "--json", "--data", str(folder), "--today", "2026-11-26"], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, built(folder)


def test_the_report_has_the_shape_of_the_contract(demo: tuple[Path, dict[str, Any]]) -> None:
    """Every key, every scope of calendar, absolute paths, and counts that agree with each other."""
    folder, report = demo
    keys = {"data", "seats", "filled", "levels", "gaps", "calendars", "volunteer_page", "accounts", "seconds"}
    assert set(report) == keys
    assert report["data"] == str(folder)
    assert {calendar["scope"] for calendar in report["calendars"]} == {"person", "line", "role", "centre", "open"}
    assert all(c["url"].startswith("/calendrier/") and c["url"].endswith(".ics") for c in report["calendars"])
    assert sum(gap["missing"] for gap in report["gaps"]) == report["seats"] - report["filled"]
    assert all(level["proven"] for level in report["levels"])


def test_the_centre_is_staffed_published_and_short_of_physicians(demo: tuple[Path, dict[str, Any]]) -> None:
    """Four weeks of weekdays but Christmas, three lines; what is missing is told in a sentence."""
    folder, report = demo
    view = read_rota(COORDINATOR, open_store(folder, fixed_clock(datetime(2026, 11, 26, 9, tzinfo=UTC))))
    assert (len(view.sessions), view.centre.lines, view.version is not None) == (38, 3, True)
    assert len(view.seats) == report["seats"]
    assert view.horizon.draft == ()
    assert {gap["role"] for gap in report["gaps"]} == {"supervising_physician"}
    assert all("médecin" in gap["sentence"] for gap in report["gaps"])


def test_one_account_a_role_opens(demo: tuple[Path, dict[str, Any]]) -> None:
    """Each with the login and password printed; the professional is whoever has the volunteer's page."""
    folder, report = demo
    store = open_store(folder, fixed_clock(datetime(2026, 11, 26, 9, tzinfo=UTC)))
    assert [one["role"] for one in report["accounts"]] == [role.value for role in Role]
    with store.reading() as conn:
        link = links.resolve(conn, token_hash(report["volunteer_page"].removeprefix("/p/")))
        held = {one.role: one for one in accounts.every(conn)}
    assert link is not None
    assert held[Role.PROFESSIONAL].person_id == link.subject.person_id
    for one in report["accounts"]:
        outcome = sign_in(store, one["login"], one["password"], client="127.0.0.1", device="")
        assert isinstance(outcome, SignedInNow)


def test_the_same_day_gives_the_same_demonstration(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """Seats, gaps and levels come back the same in another folder, and when the folder is rebuilt."""
    again = built(tmp_path)
    rebuilt = built(tmp_path)
    for report in (again, rebuilt):
        for key in ("seats", "filled", "levels"):
            assert report[key] == demo[1][key]
        assert [gap["sentence"] for gap in report["gaps"]] == [gap["sentence"] for gap in demo[1]["gaps"]]


def test_the_volunteer_of_the_demonstration_has_shifts_and_an_open_poll(demo: tuple[Path, dict[str, Any]]) -> None:
    """The path opens the page of one person with seats to come, and the poll of the two last weeks asks them."""
    folder, report = demo
    store = open_store(folder, fixed_clock(datetime(2026, 11, 26, 9, tzinfo=UTC)))
    assert re.fullmatch(r"/p/[\w-]{43}", report["volunteer_page"])
    with store.reading() as conn:
        link = links.resolve(conn, token_hash(report["volunteer_page"].removeprefix("/p/")))
        assert link is not None
        assert link.subject.scope is LinkScope.PAGE
        forms = poll_forms(conn, store, link.subject.person_id)
        held = own_data.seats_of(conn, link.subject.person_id)
    assert len(held) > 1
    assert [len(form.sessions) for form in forms] == [18]


def test_a_call_out_runs_for_the_first_gap(demo: tuple[Path, dict[str, Any]]) -> None:
    """Its first wave stands in the outbox; the poll's messages too; each carries the agreed word."""
    store = open_store(demo[0], fixed_clock(datetime(2026, 11, 26, 9, tzinfo=UTC)))
    with store.reading() as conn:
        queued = [one.message for one in messages.waiting(conn)]
    kinds = Counter(message.kind for message in queued)
    assert 1 <= kinds[MessageKind.CALL_OUT] <= 5
    assert kinds[MessageKind.POLL] > 50
    assert all("goéland" in message.body for message in queued)


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_out_of_the_calendar_is_one_sentence_and_touches_no_folder(day: str, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    done = CliRunner().invoke(releve, ["demo", "--no-serve", "--data", str(folder), "--today", day])
    assert done.exit_code == 2
    assert done.stderr == f"--today {day} : la démonstration ne se monte que de 1970 à 2999.\n"
    assert not folder.exists()


def test_a_folder_that_is_not_a_demonstration_is_left_alone(tmp_path: Path) -> None:
    """One sentence, exit 2, and the file is still there."""
    kept = tmp_path / "souvenir.txt"
    kept.write_text("à garder")
    done = CliRunner().invoke(releve, ["demo", "--no-serve", "--data", str(tmp_path)])
    assert done.exit_code == 2
    assert "n’est pas une démonstration" in done.stderr
    assert kept.read_text() == "à garder"


def test_a_real_community_is_never_rebuilt(tmp_path: Path) -> None:
    """A data folder without the demonstration mark is refused."""
    open_store(tmp_path)
    done = CliRunner().invoke(releve, ["demo", "--no-serve", "--data", str(tmp_path)])
    assert (done.exit_code, "n’est pas une démonstration" in done.stderr) == (2, True)
