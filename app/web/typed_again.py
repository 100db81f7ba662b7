"""What was sent and not kept, for the page that refuses it to show it again: nobody types a remark twice on a telephone.

It lives as long as the request that brought it, and is written nowhere.
"""

from __future__ import annotations

import sys
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.web.forms import Form

_SENT: ContextVar[Form | None] = ContextVar("sent", default=None)


def keep(form: Form) -> None:
    """Remember what the request being answered sent. Each request has a context of its own: nobody else's page reads it."""
    _SENT.set(form)


def typed() -> Typed | None:
    """What the request being answered sent; None when it only asks to see."""
    form = _SENT.get()
    return Typed(form) if form is not None else None


@dataclass(frozen=True, slots=True)
class Typed:
    """A refused form read again, whatever it holds: nothing here raises."""

    form: Form

    def text(self, name: str, most: int) -> str:
        """A field, cut at ``most`` characters."""
        return self.form.text(name, sys.maxsize)[:most]

    def has(self, name: str) -> bool:
        """Whether the form had that field."""
        return any(field == name for field, _text in self.form.fields)
