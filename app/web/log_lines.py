"""What the process prints, one JSON object a line when asked: an event, where, never a person.

Our own loggers name events and kinds of errors alone. What libraries say is masked besides: addresses with their tokens,
e-mail addresses, numbers that look like telephones, anything long enough to be a secret. An exception is its type and place: its words may hold
a name.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

_MASKED = (
    (re.compile(r"https?://\S+|/(?:calendrier|p|appel|connexion|imprimer)/[^\s\"'?#]+|\?[^\s\"']{3,}"), "/…"),
    (re.compile(r"/(?:(?=[\w-]*\d)[\w-]{24,}|[\w-]{40,})"), "/…"),
    (re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+"), "…@…"),
    (re.compile(r"(?<![\w.:-])\+?\d(?:[ .-]?\d){8,14}(?![\w:])"), "…"),
    (re.compile(r"(?<![\w/.-])(?=[\w-]*\d)[\w-]{24,}(?![\w/.-])"), "…"),
)
"""Address, e-mail address, telephone number, token."""


class JsonLines(logging.Formatter):
    """``{"at": "2026-11-26T16:00:00Z", "level": "error", "logger": "releve.outbox", "event": "…", "error": "OSError"}``."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": masked(record.getMessage()),
        }
        if record.exc_info and record.exc_info[0] is not None:
            said["error"] = record.exc_info[0].__name__
            said["where"] = _place(record.exc_info[2])
        return json.dumps(said, ensure_ascii=False)


def masked(text: str) -> str:
    """The text on one line, without what could be somebody's or open something."""
    for pattern, instead in _MASKED:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


def print_json() -> None:
    """From now on every logger of the process prints JSON lines on standard error; those that libraries armed are taken over.

    Call it once Streamlit is imported, and again once it has started: it arms loggers of its own as it goes.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers, root.level = [handler], logging.INFO
    for name in list(logging.Logger.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    logging.captureWarnings(True)
    sys.excepthook = _uncaught


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("releve").critical("stopped by a bug", exc_info=(kind, error, trace))


def _place(trace: TracebackType | None) -> str:
    """``app/store/messages.py:42 in find``: the innermost place, of ours if there is one."""
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if "/app/" in frame.filename] or list(frames)
    if not ours:
        return ""
    last = ours[-1]
    return f"{'/'.join(last.filename.split('/')[-3:])}:{last.lineno} in {last.name}"
