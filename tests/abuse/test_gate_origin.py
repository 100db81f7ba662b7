"""A screen asked from what is no address at all."""

from __future__ import annotations

from pathlib import Path

from tests.abuse.a_world import Address, Stranger, a_world


def test_an_origin_that_is_no_address_is_refused_at_the_gate(tmp_path: Path) -> None:
    """Sent with a login: 403 as from any other site, not a fault."""
    with a_world("jour", tmp_path) as world:
        answer = Stranger(world).ask("POST", Address("/_stcore/upload_file/a/b", signed_in=True), origin="http://[")
    assert answer.status_code == 403
