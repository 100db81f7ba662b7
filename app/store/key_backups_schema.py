"""The tables of the migration ``key_backups``: which backups of keys hold which practice’s key. Never a key itself."""

from __future__ import annotations

KEY_BACKUPS = """
CREATE TABLE key_backup (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, place TEXT NOT NULL DEFAULT '', destroyed_at TEXT
) STRICT;
CREATE TABLE key_backup_holds (
    key_backup_id TEXT NOT NULL REFERENCES key_backup(id), practice_id TEXT NOT NULL REFERENCES practice(id),
    fingerprint TEXT NOT NULL, PRIMARY KEY (key_backup_id, practice_id)
) STRICT;
"""
