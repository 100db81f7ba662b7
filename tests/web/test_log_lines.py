"""JSON lines: one object a line, what happened and where, nobody in it."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from app.web.log_lines import JsonLines, masked

TOKEN = "Zm9vYmFyYmF6cXV1eGZvb2JhcmJhenF1dXg1"


def line(message: str, *given: object, exc_info: object = None) -> dict[str, str]:
    """What one record becomes."""
    record = logging.LogRecord("releve.outbox", logging.ERROR, "x.py", 1, message, given, exc_info)  # type: ignore[arg-type]
    record.created = 1795708800.4
    text = JsonLines().format(record)
    assert "\n" not in text
    read: dict[str, str] = json.loads(text)
    return read


def test_a_line_says_when_how_grave_who_and_what() -> None:
    """UTC to the second, the logger's name, the event with its values."""
    assert line("a way out failed: %s", "TimeoutError") == {
        "at": "2026-11-26T16:00:00Z", "level": "error", "logger": "releve.outbox",
        "event": "a way out failed: TimeoutError",
    }  # fmt: skip


def test_an_exception_is_its_kind_and_place() -> None:
    """Its words may hold a name or a number: they never reach the line."""
    try:
        raise ValueError("Clarisse Fictif, 06 39 98 00 02")
    except ValueError:
        said = line("not answered", exc_info=sys.exc_info())
    assert said["error"] == "ValueError"
    assert said["where"].startswith("tests/web/test_log_lines.py:") or "test_log_lines.py" in said["where"]
    assert "Clarisse" not in json.dumps(said)
    assert "06 39" not in json.dumps(said)


@pytest.mark.parametrize(
    "secret",
    [
        f"/p/{TOKEN}",
        f"/calendrier/{TOKEN}.ics",
        f"/flash/{TOKEN}",
        f"/alerte/{TOKEN}",
        f"/releve/relecture/{TOKEN}",
        f"https://cpts.example.org/releve/connexion/lien/{TOKEN}",
        f"/planning?jeton={TOKEN}",
        TOKEN,
        "clarisse.fictif@example.org",
        "06 39 98 00 02",
        "+33639980002",
        "06.39.98.00.02",
        "10101234567",
    ],
)
def test_what_is_somebody_s_or_opens_something_is_masked(secret: str) -> None:
    """Wherever it stands in the sentence, and the sentence stays."""
    text = masked(f"GET {secret} refused")
    assert secret not in text
    assert text.startswith("GET ")
    assert text.endswith(" refused") or "/…" in text


@pytest.mark.parametrize(
    "plain",
    [
        "Started server process [19160]",
        "127.0.0.1:8501 - GET",
        "advance_call_outs: OperationalError (transaction:83)",
        "streamlit.runtime.scriptrunner_utils.script_run_context",
        "2026-11-26T16:00:00Z",
    ],
)
def test_what_a_person_needs_to_mend_things_stays(plain: str) -> None:
    """Processes, places, kinds of errors, hours."""
    assert masked(plain) == plain
