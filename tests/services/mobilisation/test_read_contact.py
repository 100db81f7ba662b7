"""Tests of app/services/mobilisation/read_contact.py."""

from __future__ import annotations

from pathlib import Path

from app.services.mobilisation.read_contact import Contact, read_contact
from tests.builders import a_store
from tests.services.a_queue import a_community


def test_who_speaks_is_the_community_its_coordination_and_a_number(tmp_path: Path) -> None:
    """As the settings say; words that say what is missing before they do."""
    store = a_store(tmp_path)
    with store.reading() as conn:
        assert read_contact(conn).how == "contact de la coordination à préciser"
    a_community(store, coordinator_phone="02 99 00 10 00")
    with store.reading() as conn:
        assert read_contact(conn) == Contact(
            "CPTS fictive d’Auray", "Maïwenn Fictif", "cpts@example.org", "02 99 00 10 00"
        )
