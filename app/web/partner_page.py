"""The page of a partner, and the one of a neighbouring community."""

from __future__ import annotations

from app.web.pages import Page

PAGES: tuple[Page, ...] = ()
