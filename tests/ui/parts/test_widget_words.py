"""Streamlit's own words: said in French on a French screen, left alone where English is spoken."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from app.ui.parts import widget_words
from app.ui.parts.widget_words import part
from app.words import use_language


@pytest.mark.parametrize(("spoken", "drawn"), [("fr", 1), ("en", 0)])
def test_the_script_goes_with_french_alone(spoken: str, drawn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it does in a browser is asked of every screen by the walk through them."""
    sent: list[str] = []
    monkeypatch.setattr(part, "_renderer", lambda: lambda *, key: sent.append(key))
    monkeypatch.setattr(part.st, "container", lambda key: nullcontext())
    with use_language(spoken):
        widget_words.show()
    assert len(sent) == drawn
