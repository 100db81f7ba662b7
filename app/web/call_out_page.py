"""``/appel/<token>``: one person's answer to one call-out, in one tap."""

from __future__ import annotations

from app.web.pages import Page

PAGES: tuple[Page, ...] = ()
