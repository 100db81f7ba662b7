"""``/p``: a lost link is asked for again."""

from __future__ import annotations

from app.web.pages import Page

PAGES: tuple[Page, ...] = ()
