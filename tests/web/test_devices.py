"""Browsers in two words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.devices import device_of

CHROME = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 {}Safari/537.36{}"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0", "Firefox, Android"),
        (CHROME.format("Linux; Android 10; K", "Mobile ", ""), "Chrome, Android"),
        (CHROME.format("Windows NT 10.0; Win64; x64", "", ""), "Chrome, Windows"),
        (CHROME.format("Windows NT 10.0; Win64; x64", "", " Edg/141.0.0.0"), "Edge, Windows"),
        (CHROME.format("X11; CrOS x86_64 14541.0.0", "", ""), "Chrome, ChromeOS"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
            "Safari, Mac",
        ),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_would(user_agent: str, device: str) -> None:
    """Each also claims to be others."""
    assert device_of(user_agent) == device


@given(st.text(max_size=300))
def test_whatever_is_sent_only_known_words_are_kept(user_agent: str) -> None:
    """Nothing of the header itself reaches the page or the database."""
    assert len(device_of(user_agent)) < 30
