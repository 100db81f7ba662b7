"""``/p/<token>``: a volunteer's own page. Their shifts, the poll, the call-outs and offers that await them."""

from __future__ import annotations

from app.web.pages import Page

PAGES: tuple[Page, ...] = ()
