"""``/sante`` tells a probe whether the server works, and one on this machine how the folder is run; nothing of anyone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import __version__
from app.access.actor import SCHEDULER
from app.services.keeping.back_up import back_up
from tests.services.a_queue import a_message, queue, someone
from tests.web.a_centre import Client, PublishedCentre


@pytest.fixture
def probe(client: Client) -> Client:
    """A program on the server itself."""
    return Client(client.app, "127.0.0.1", "127.0.0.1:8501")


def test_health_follows_the_database(centre: PublishedCentre, client: Client, probe: Client) -> None:
    """200 while it answers, 503 once it does not; to another machine nothing more is said."""
    good = client.get("/sante")
    assert (good.status_code, good.json()) == (200, {"ok": True, "version": __version__})
    with centre.store.transaction() as conn:
        conn.execute("PRAGMA foreign_keys=OFF")
        conn.execute("ALTER TABLE centre RENAME TO perdu")
    for bad in (client.get("/sante"), probe.get("/sante")):
        assert (bad.status_code, bad.json()) == (503, {"ok": False, "version": __version__})


def test_a_probe_on_this_machine_learns_how_old_things_are(centre: PublishedCentre, probe: Client) -> None:
    """The message that should have left, the last proven copy, whether that is too long ago, and the room left."""
    first = probe.get("/sante").json()
    assert (first["oldest_message_seconds"], first["last_backup_seconds"], first["backup_late"]) == (None, None, True)
    assert first["free_bytes"] > 0
    back_up(SCHEDULER, centre.store)
    queue(centre.store, a_message(someone(centre.store), due_at=centre.store.now() + timedelta(minutes=10)))
    centre.clock.forward(hours=1)
    then = probe.get("/sante").json()
    assert (then["oldest_message_seconds"], then["last_backup_seconds"], then["backup_late"]) == (3000, 3600, False)
    centre.clock.forward(hours=36)
    assert probe.get("/sante").json()["backup_late"] is True


@pytest.mark.parametrize("headers", [{"x-forwarded-for": "127.0.0.1"}, {"host": "releve.exemple.fr"}, {"via": "1.1 x"}])
def test_what_a_proxy_passes_on_is_not_of_this_machine(probe: Client, headers: dict[str, str]) -> None:
    """The proxy runs here too: whoever it asks for learns yes or no."""
    assert probe.get("/sante", **headers).json().keys() == {"ok", "version"}
