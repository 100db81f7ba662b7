"""The one family of expected errors.

An error holds its data and a message; the message is French source text with ``{placeholders}``, marked with
:func:`N_` so that the catalogue finds it, and is turned into a sentence by ``app.words.errors.sentence``. Anything
raised outside this family is a bug and is shown as such, with a reference a person can quote.
"""

from __future__ import annotations


def N_(message: str) -> str:
    """Mark a message for the catalogue without translating it; returns it unchanged."""
    return message


class ReleveError(Exception):
    """Something a person can understand and mend. ``message`` is a template, ``data`` its values."""

    def __init__(self, message: str, /, **data: object) -> None:
        super().__init__(message.format(**data) if data else message)
        self.message = message
        self.data = data


class InvalidInput(ReleveError):
    """A value typed or read does not fit: the sentence says which, where, and what would fit."""


class UnreadableFile(InvalidInput):
    """A file as a whole can't be read (wrong kind, wrong encoding, no header found)."""


class NotFound(ReleveError):
    """What was asked for does not exist, or no longer."""


class StaleRevision(ReleveError):
    """Someone else wrote first; ``data`` may say what changed. Nothing was written."""


class NotAllowed(ReleveError):
    """The person's role does not allow this action."""


class FolderBusy(ReleveError):
    """Another process already serves this data folder."""


class RuleRefusal(ReleveError):
    """A hard rule forbids it (caps, rest, double booking, competence); may be overridden with a kept reason."""
