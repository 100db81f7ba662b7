"""A name with a sign that our typeface lacks."""

from __future__ import annotations

from app.documents.link_sheet import LinkCard, link_sheet


def test_the_sheet_of_links_prints_whatever_the_names_hold() -> None:
    """An emoji or a wide sign is a dot on paper, as on every other print; it never stops the sheet."""
    cards = [LinkCard("Zoé 😀 ＝ 李", "https://releve.exemple.fr/p/x")]
    assert link_sheet("Centre 😀", cards).startswith(b"%PDF")
