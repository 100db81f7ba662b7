"""The tables of the migration ``keeping``: sealed care needs and the marks of their keys, backups, notices, purges."""

from __future__ import annotations

KEEPING = """
CREATE TABLE care_key (
    practice_id TEXT PRIMARY KEY REFERENCES practice(id), fingerprint TEXT NOT NULL, made_at TEXT NOT NULL,
    rotated_at TEXT, saved_at TEXT, shredded_at TEXT
) STRICT;
CREATE TABLE care_need (
    id TEXT PRIMARY KEY, practice_id TEXT NOT NULL REFERENCES practice(id), expires_at TEXT NOT NULL,
    sealed BLOB NOT NULL, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX care_need_by_practice ON care_need(practice_id, expires_at);
CREATE TABLE backup_run (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL, bytes INTEGER NOT NULL,
    journal_head TEXT NOT NULL, verified_at TEXT, trouble TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX backup_run_by_time ON backup_run(at);
CREATE TABLE notice (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL, legal_basis TEXT NOT NULL,
    in_force_from TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE (kind, version)
) STRICT;
CREATE TRIGGER notice_no_update BEFORE UPDATE ON notice BEGIN SELECT RAISE(ABORT, 'a notice is immutable'); END;
CREATE TABLE notice_given (
    person_id TEXT NOT NULL REFERENCES person(id), notice_id TEXT NOT NULL REFERENCES notice(id), at TEXT NOT NULL,
    how TEXT NOT NULL, PRIMARY KEY (person_id, notice_id)
) STRICT;
CREATE TABLE purge_run (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, counts TEXT NOT NULL
) STRICT;
"""
