"""Tests of app/ui/views/rota_links.py."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from app.services.messages.hand_out_links import Channel
from app.ui.views.rota_links import links_sentence
from app.words import use_language

if TYPE_CHECKING:
    from app.services.messages.hand_out_links import HandOut


def test_links_are_counted_by_way_with_the_signs_of_the_language() -> None:
    """A space before the colon in French, none in English."""
    held = [cast("HandOut", SimpleNamespace(channel=one)) for one in (Channel.EMAIL, Channel.EMAIL, Channel.SMS)]
    assert "(e-mail : 2 et SMS : 1)" in links_sentence(held)
    with use_language("en"):
        assert "(e-mail: 2 and text message: 1)" in links_sentence(held)
