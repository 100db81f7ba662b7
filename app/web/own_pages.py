"""Preferences, one's own data, the attestation and one's busy calendar: sub-pages of a volunteer's page."""

from __future__ import annotations

from app.web.pages import Page

PAGES: tuple[Page, ...] = ()
