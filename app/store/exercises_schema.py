"""The tables of the migration ``exercises``: exercises prepared and played, what was rated, the hot wash, the improvement plan.

An inject, a clock mark, a response or a rating is kept as it was given. The names and addresses of guests stand apart
(``exercise_contact``), so that they go before the exercise does; the hot wash says neither who nor when.
"""

from __future__ import annotations

EXERCISES = """
CREATE TABLE exercise (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('tabletop', 'command_post', 'alert_drill', 'field', 'real_event')),
    state TEXT NOT NULL DEFAULT 'prepared' CHECK (state IN ('prepared', 'running', 'paused', 'finished', 'reviewed')),
    scenario TEXT NOT NULL, document TEXT NOT NULL, starts_at TEXT NOT NULL, ends_at TEXT NOT NULL, t0 TEXT NOT NULL,
    speed INTEGER NOT NULL DEFAULT 1 CHECK (speed BETWEEN 1 AND 3600), place TEXT NOT NULL DEFAULT '',
    partners TEXT NOT NULL DEFAULT '[]', instructions TEXT NOT NULL DEFAULT '', stop_word TEXT NOT NULL DEFAULT '',
    is_confidential INTEGER NOT NULL DEFAULT 0, plan_version TEXT NOT NULL DEFAULT '',
    event_id TEXT REFERENCES event(id), real_event_id TEXT REFERENCES event(id), armed_at TEXT, armed_by TEXT,
    started_at TEXT, finished_at TEXT, reviewed_at TEXT, stopped_for_real_at TEXT, result TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL, actor_id TEXT NOT NULL, removed_at TEXT, revision INTEGER NOT NULL DEFAULT 1,
    CHECK (ends_at > starts_at)
) STRICT;
CREATE TABLE exercise_clock (
    id INTEGER PRIMARY KEY, exercise_id TEXT NOT NULL REFERENCES exercise(id), at TEXT NOT NULL,
    minutes REAL NOT NULL CHECK (minutes >= 0), speed INTEGER NOT NULL CHECK (speed BETWEEN 0 AND 3600),
    actor_id TEXT NOT NULL
) STRICT;
CREATE INDEX exercise_clock_by_exercise ON exercise_clock(exercise_id);
CREATE TABLE exercise_participant (
    id TEXT PRIMARY KEY, exercise_id TEXT NOT NULL REFERENCES exercise(id),
    role TEXT NOT NULL CHECK (role IN ('director', 'high_control', 'low_control', 'player', 'observer')),
    function TEXT NOT NULL, organisation TEXT NOT NULL DEFAULT '', person_id TEXT REFERENCES person(id),
    account_id TEXT, attended INTEGER NOT NULL DEFAULT 0, hot_wash_on TEXT,
    invited_at TEXT, removed_at TEXT, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX exercise_participant_by_exercise ON exercise_participant(exercise_id);
CREATE TABLE exercise_contact (
    participant_id TEXT PRIMARY KEY REFERENCES exercise_participant(id), name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE exercise_inject (
    id TEXT PRIMARY KEY, exercise_id TEXT NOT NULL REFERENCES exercise(id), number INTEGER NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes >= 0), planned_minutes INTEGER, sender TEXT NOT NULL, recipient TEXT NOT NULL,
    channel TEXT NOT NULL, text TEXT NOT NULL, effects TEXT NOT NULL DEFAULT '[]', expected TEXT NOT NULL DEFAULT '[]',
    objectives TEXT NOT NULL DEFAULT '[]', note TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'sent', 'skipped')),
    sent_at TEXT, sent_minutes REAL, actor_id TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
    removed_at TEXT, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX exercise_inject_number ON exercise_inject(exercise_id, number) WHERE removed_at IS NULL;
CREATE TABLE exercise_response (
    id TEXT PRIMARY KEY, exercise_id TEXT NOT NULL REFERENCES exercise(id),
    inject_id TEXT NOT NULL REFERENCES exercise_inject(id), text TEXT NOT NULL, by_whom TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL, minutes REAL NOT NULL, actor_id TEXT NOT NULL
) STRICT;
CREATE INDEX exercise_response_by_exercise ON exercise_response(exercise_id);
CREATE TABLE exercise_outcome (
    inject_id TEXT NOT NULL REFERENCES exercise_inject(id), rank INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'partial', 'missed')), at TEXT NOT NULL, minutes REAL NOT NULL,
    note TEXT NOT NULL DEFAULT '', actor_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (inject_id, rank)
) STRICT;
CREATE TABLE exercise_decision (
    id TEXT PRIMARY KEY, exercise_id TEXT NOT NULL REFERENCES exercise(id), text TEXT NOT NULL,
    effects TEXT NOT NULL DEFAULT '[]', plan_rank INTEGER, by_whom TEXT NOT NULL DEFAULT '', at TEXT NOT NULL,
    minutes REAL NOT NULL, log_number INTEGER, cancelled_at TEXT, actor_id TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX exercise_decision_by_exercise ON exercise_decision(exercise_id);
CREATE TABLE exercise_moment (
    id INTEGER PRIMARY KEY, exercise_id TEXT NOT NULL REFERENCES exercise(id), at TEXT NOT NULL, minutes REAL NOT NULL,
    demand INTEGER NOT NULL, unmet INTEGER NOT NULL, cause TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX exercise_moment_by_exercise ON exercise_moment(exercise_id);
CREATE TABLE exercise_delivery (
    inject_id TEXT NOT NULL REFERENCES exercise_inject(id),
    participant_id TEXT NOT NULL REFERENCES exercise_participant(id), at TEXT NOT NULL,
    is_real INTEGER NOT NULL DEFAULT 0, letter_id TEXT, PRIMARY KEY (inject_id, participant_id)
) STRICT;
CREATE TABLE exercise_rating (
    exercise_id TEXT NOT NULL REFERENCES exercise(id), objective TEXT NOT NULL,
    participant_id TEXT NOT NULL REFERENCES exercise_participant(id),
    letter TEXT NOT NULL CHECK (letter IN ('P', 'S', 'M', 'U')), rationale TEXT NOT NULL DEFAULT '',
    cause TEXT NOT NULL DEFAULT '', at TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (exercise_id, objective, participant_id)
) STRICT;
CREATE TABLE exercise_observation (
    id TEXT PRIMARY KEY, exercise_id TEXT NOT NULL REFERENCES exercise(id),
    participant_id TEXT REFERENCES exercise_participant(id), objective TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN ('strength', 'improvement', 'fact')), text TEXT NOT NULL,
    cause TEXT NOT NULL DEFAULT '', element TEXT NOT NULL DEFAULT '', inject_id TEXT REFERENCES exercise_inject(id),
    log_number INTEGER, at TEXT NOT NULL, minutes REAL NOT NULL DEFAULT 0, removed_at TEXT,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX exercise_observation_by_exercise ON exercise_observation(exercise_id);
CREATE TABLE hot_wash (
    id TEXT PRIMARY KEY, exercise_id TEXT NOT NULL REFERENCES exercise(id), scores TEXT NOT NULL DEFAULT '{}',
    went_well TEXT NOT NULL DEFAULT '', went_less TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE review_text (
    exercise_id TEXT NOT NULL REFERENCES exercise(id), part TEXT NOT NULL, text TEXT NOT NULL,
    changed_at TEXT NOT NULL, actor_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (exercise_id, part)
) STRICT;
CREATE TABLE improvement (
    id TEXT PRIMARY KEY, exercise_id TEXT REFERENCES exercise(id), observation_id TEXT, action TEXT NOT NULL,
    finding TEXT NOT NULL DEFAULT '', cause TEXT NOT NULL DEFAULT '', section TEXT NOT NULL DEFAULT '',
    card TEXT NOT NULL DEFAULT '', element TEXT NOT NULL, priority INTEGER NOT NULL DEFAULT 2,
    owner TEXT NOT NULL, organisation TEXT NOT NULL DEFAULT '', person_id TEXT REFERENCES person(id),
    email TEXT NOT NULL DEFAULT '', starts_on TEXT NOT NULL, due_on TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'in_progress', 'done', 'verified', 'dropped')),
    proof TEXT NOT NULL DEFAULT '', closed_at TEXT, version_before TEXT NOT NULL DEFAULT '',
    version_after TEXT NOT NULL DEFAULT '', verified_in TEXT NOT NULL DEFAULT '', reminded_at TEXT,
    created_at TEXT NOT NULL, changed_at TEXT NOT NULL, actor_id TEXT NOT NULL, removed_at TEXT,
    sequence INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 1, CHECK (due_on >= starts_on)
) STRICT;
CREATE INDEX improvement_by_exercise ON improvement(exercise_id);
CREATE TABLE restitution (
    id TEXT PRIMARY KEY, exercise_id TEXT NOT NULL REFERENCES exercise(id), on_day TEXT NOT NULL, to_whom TEXT NOT NULL,
    how TEXT NOT NULL DEFAULT '', at TEXT NOT NULL, actor_id TEXT NOT NULL, removed_at TEXT
) STRICT;
"""
