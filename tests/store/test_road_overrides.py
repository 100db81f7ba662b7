"""Tests of app/store/road_overrides.py: minutes or closed, written over the revision that was read."""

from __future__ import annotations

from pathlib import Path

from app.store import road_overrides
from app.store.road_overrides import RoadOverride
from tests.builders import THURSDAY, a_store


def test_what_is_said_of_a_road_is_kept_until_it_is_taken_back(tmp_path: Path) -> None:
    """Written at revision 0, changed at 1, dropped at 2; whoever reads an older one changes nothing."""
    store = a_store(tmp_path)
    with store.transaction() as conn:
        said = {"at": THURSDAY, "actor_id": "moi"}
        assert road_overrides.put(conn, "auray", "a-b", 12, "travaux", **said, revision=0)  # type: ignore[arg-type]
        assert not road_overrides.put(conn, "auray", "a-b", 9, "autre", **said, revision=0)  # type: ignore[arg-type]
        assert road_overrides.put(conn, "auray", "a-b", None, "coupée", **said, revision=1)  # type: ignore[arg-type]
        assert not road_overrides.put(conn, "auray", "a-b", 9, "autre", **said, revision=1)  # type: ignore[arg-type]
        assert road_overrides.every(conn, "auray") == {
            "a-b": RoadOverride("a-b", None, "coupée", THURSDAY, "moi", 2),
        }
        assert road_overrides.every(conn, "redon") == {}
        assert not road_overrides.drop(conn, "auray", "a-b", 1)
        assert road_overrides.drop(conn, "auray", "a-b", 2)
        assert road_overrides.every(conn, "auray") == {}
