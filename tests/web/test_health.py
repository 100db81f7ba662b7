"""``/sante`` tells a probe whether the server works, and nothing else."""

from __future__ import annotations

from app import __version__
from tests.web.a_centre import Client, PublishedCentre


def test_health_follows_the_database(centre: PublishedCentre, client: Client) -> None:
    """200 while it answers, 503 once it does not; neither says anything of the folder."""
    good = client.get("/sante")
    assert (good.status_code, good.json()) == (200, {"ok": True, "version": __version__})
    with centre.store.transaction() as conn:
        conn.execute("PRAGMA foreign_keys=OFF")
        conn.execute("ALTER TABLE centre RENAME TO perdu")
    bad = client.get("/sante")
    assert (bad.status_code, bad.json()) == (503, {"ok": False, "version": __version__})
