"""The policy of screens names this host and no other."""

from __future__ import annotations

import re

import pytest

from app.web.security_headers import COMMON, SCREENS_POLICY, SecurityHeaders
from tests.web.a_centre import Client
from tests.web.conftest import streamlit_like


def policy_for(host: str) -> str:
    client = Client(SecurityHeaders(streamlit_like, SCREENS_POLICY))
    return client.get("/", host=host).headers["content-security-policy"]


@pytest.mark.parametrize("host", ["releve.exemple.fr", "127.0.0.1:8501", "[::1]:8501"])
def test_a_screen_may_talk_to_its_own_host_alone(host: str) -> None:
    """Its websocket included; no other address, no scheme as a whole."""
    policy = policy_for(host)
    assert re.findall(r"\b[a-z]+://[^ ;]+", policy) == [f"ws://{host}", f"wss://{host}"]
    assert not re.search(r"[ :](\*|https?:|wss?:)[ ;]", policy)


@pytest.mark.parametrize("host", ["evil.example; script-src *", "a b", "", "x" * 300])
def test_a_host_that_is_none_adds_nothing(host: str) -> None:
    """No one writes the policy by the name they ask for."""
    assert policy_for(host) == SCREENS_POLICY.replace("{sockets}", "")


def test_every_answer_has_the_common_headers() -> None:
    """Whatever answers below."""
    headers = Client(SecurityHeaders(streamlit_like, SCREENS_POLICY)).get("/").headers
    assert {name: headers[name] for name in COMMON} == COMMON
