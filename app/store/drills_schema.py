"""The tables of the migration ``drills``: roads overridden, scenarios of the community, saved laboratory runs, flash exercises."""

from __future__ import annotations

DRILLS = """
CREATE TABLE road_override (
    territory TEXT NOT NULL, road_id TEXT NOT NULL, minutes INTEGER CHECK (minutes BETWEEN 0 AND 600),
    reason TEXT NOT NULL DEFAULT '', changed_at TEXT NOT NULL, actor_id TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (territory, road_id)
) STRICT;
CREATE TABLE own_scenario (
    id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, title TEXT NOT NULL, document TEXT NOT NULL,
    copied_from TEXT NOT NULL DEFAULT '', changed_at TEXT NOT NULL, actor_id TEXT NOT NULL, removed_at TEXT,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE laboratory_run (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, scenario TEXT NOT NULL DEFAULT '', composition TEXT NOT NULL,
    result TEXT NOT NULL, mark TEXT NOT NULL, run_at TEXT NOT NULL, actor_id TEXT NOT NULL, removed_at TEXT,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX laboratory_run_by_time ON laboratory_run(run_at);
CREATE TABLE flash (
    id TEXT PRIMARY KEY, month TEXT NOT NULL, title TEXT NOT NULL, weak_point TEXT NOT NULL, questions TEXT NOT NULL,
    opened_at TEXT NOT NULL, closes_at TEXT NOT NULL, closed_at TEXT, actor_id TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1, CHECK (closes_at > opened_at)
) STRICT;
CREATE TABLE flash_person (
    flash_id TEXT NOT NULL REFERENCES flash(id), person_id TEXT NOT NULL REFERENCES person(id),
    answered_on TEXT, PRIMARY KEY (flash_id, person_id)
) STRICT;
CREATE TABLE flash_answer (
    flash_id TEXT NOT NULL REFERENCES flash(id), choices TEXT NOT NULL, score INTEGER NOT NULL CHECK (score >= 0),
    answers INTEGER NOT NULL CHECK (answers > 0), PRIMARY KEY (flash_id, choices)
) STRICT;
"""
