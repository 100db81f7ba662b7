"""A request to a provider is taken once, by the browser that made it; those of another day are forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.store import provider_requests
from app.store.provider_requests import ProviderRequest
from tests.builders import THURSDAY, a_store

REQUEST = ProviderRequest(
    state_hash="state", provider="psc", browser_hash="browser", nonce="nonce", verifier="verifier", next="/planning",
    created_at=THURSDAY,
)  # fmt: skip


def test_a_request_is_taken_once_by_its_browser(tmp_path: Path) -> None:
    """What only one answer needs is blanked as it is taken."""
    store = a_store(tmp_path)
    with store.transaction() as conn:
        provider_requests.add(conn, REQUEST)
        for provider, state, browser in (
            ("autre", "state", "browser"),
            ("psc", "autre", "browser"),
            ("psc", "state", "autre"),
        ):
            assert provider_requests.take(conn, provider, state, browser, THURSDAY) is None
        assert provider_requests.take(conn, "psc", "state", "browser", THURSDAY) == REQUEST
        assert provider_requests.take(conn, "psc", "state", "browser", THURSDAY) is None
        row = conn.execute("SELECT nonce, verifier FROM provider_request").fetchone()
    assert tuple(row) == ("", "")


def test_requests_of_another_day_are_forgotten(tmp_path: Path) -> None:
    """When the next one is made; those of today stay."""
    store = a_store(tmp_path)
    with store.transaction() as conn:
        provider_requests.add(conn, REQUEST)
        for number, later in ((1, timedelta(hours=23)), (2, timedelta(hours=25))):
            provider_requests.add(conn, replace(REQUEST, state_hash=f"state-{number}", created_at=THURSDAY + later))
        left = [row[0] for row in conn.execute("SELECT state_hash FROM provider_request ORDER BY 1")]
    assert left == ["state-1", "state-2"]
    assert "verifier" not in repr(REQUEST)
