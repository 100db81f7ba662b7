"""The table of the migration ``erasures``: who was erased, when and by whom. Nothing of who they were."""

from __future__ import annotations

ERASURES = """
CREATE TABLE erased_person (person_id TEXT PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL) STRICT;
"""
