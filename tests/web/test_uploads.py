"""How much one login may send to screens in an hour."""

from __future__ import annotations

import pytest
from starlette.types import Scope

from app.web import uploads
from app.web.uploads import BYTES_AN_HOUR, LARGEST, Allowances, announced, is_upload


def test_a_login_sends_so_much_an_hour_and_others_never_pay() -> None:
    """Twenty of the largest files at once, then one more each three minutes."""
    seconds = [0.0]
    allowances = Allowances(lambda: seconds[0])
    assert [allowances.takes("a", LARGEST) for _ in range(21)] == [True] * 20 + [False]
    assert allowances.takes("b", LARGEST)
    seconds[0] = 180.0
    assert [allowances.takes("a", LARGEST) for _ in range(2)] == [True, False]
    seconds[0] = 9000.0
    assert not allowances.takes("a", BYTES_AN_HOUR + 1)
    assert allowances.takes("a", BYTES_AN_HOUR)


def test_the_number_of_logins_remembered_is_bounded() -> None:
    """Beyond it, the least recently seen starts anew."""
    allowances = Allowances(lambda: 0.0)
    for number in range(uploads.LOGINS + 50):
        allowances.takes(str(number), 1)
    assert len(allowances._left) == uploads.LOGINS


@pytest.mark.parametrize(
    ("length", "counted"), [(b"12", 12), (b"", LARGEST), (b"-1", LARGEST), (b"\xb2", LARGEST), (b"9" * 5000, LARGEST)]
)
def test_a_length_that_is_not_announced_counts_for_the_largest(length: bytes, counted: int) -> None:
    """Nothing is sent for free by saying nothing."""
    assert announced({"type": "http", "headers": [(b"content-length", length)]}) == counted


@pytest.mark.parametrize(
    ("method", "path", "sends"),
    [
        ("PUT", "/_stcore/upload_file/a/b", True),
        ("PUT", "//_stcore/upload_file/a/b", True),
        ("DELETE", "/_stcore/upload_file/a/b", False),
        ("GET", "/_stcore/upload_file/a/b", False),
        ("PUT", "/planning", False),
    ],
)
def test_what_sends_a_file(method: str, path: str, sends: bool) -> None:
    """Taking one away is always allowed."""
    scope: Scope = {"type": "http", "method": method, "path": path}
    assert is_upload(scope) is sends
