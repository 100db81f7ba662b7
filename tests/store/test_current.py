"""One process serves one folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import NotFound
from app.store import current
from app.store.database import open_store


def test_the_store_in_use_is_the_one_given_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before and after, there is none, and the error says how to open one."""
    monkeypatch.setattr(current, "_current", None)  # as in a new process: a server of another test may still stop here
    with pytest.raises(NotFound, match="releve serve"):
        current.current()
    store = open_store(tmp_path)
    current.use(store)
    assert current.current() is store
    current.use(None)
    with pytest.raises(NotFound):
        current.current()
