"""The tables of the migration ``activity``: opening checks, incidents, attendance, doses, pay, anonymous surveys."""

from __future__ import annotations

ACTIVITY = """
CREATE TABLE check_answer (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session(id), code TEXT NOT NULL, line INTEGER,
    value TEXT NOT NULL, at TEXT NOT NULL, actor_id TEXT NOT NULL
) STRICT;
CREATE INDEX check_answer_by_session ON check_answer(session_id, code, line, at);
CREATE TABLE incident (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session(id), line INTEGER, type TEXT NOT NULL,
    at TEXT NOT NULL, actor_id TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', declared_at TEXT, closed_at TEXT,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX incident_by_session ON incident(session_id, at);
CREATE TABLE attendance (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session(id), seat_id TEXT REFERENCES seat(id),
    person_id TEXT REFERENCES person(id), partner_id TEXT REFERENCES partner(id), passing TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('expected', 'extra', 'walk_in')), role TEXT NOT NULL DEFAULT '',
    line INTEGER, absent INTEGER NOT NULL DEFAULT 0, arrived_at TEXT, left_at TEXT, signed_at TEXT,
    note TEXT NOT NULL DEFAULT '', replaces TEXT NOT NULL DEFAULT '', at TEXT NOT NULL, actor_id TEXT NOT NULL,
    CHECK ((person_id IS NOT NULL) + (partner_id IS NOT NULL) + (passing IS NOT NULL) = 1)
) STRICT;
CREATE INDEX attendance_by_session ON attendance(session_id, at);
CREATE INDEX attendance_by_person ON attendance(person_id) WHERE person_id IS NOT NULL;
CREATE TABLE attendance_closing (
    session_id TEXT PRIMARY KEY REFERENCES session(id), at TEXT NOT NULL, actor_id TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE line_closing (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session(id), line INTEGER NOT NULL, at TEXT NOT NULL,
    actor_id TEXT NOT NULL, reason TEXT NOT NULL, to_move INTEGER NOT NULL DEFAULT 0, texts TEXT NOT NULL,
    UNIQUE (session_id, line)
) STRICT;
CREATE TABLE lot (
    id TEXT PRIMARY KEY, centre_id TEXT NOT NULL REFERENCES centre(id), product TEXT NOT NULL, number TEXT NOT NULL,
    expires_on TEXT NOT NULL, received_on TEXT NOT NULL, vials INTEGER NOT NULL CHECK (vials >= 0),
    doses_per_vial INTEGER NOT NULL CHECK (doses_per_vial >= 1), revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (centre_id, product, number)
) STRICT;
CREATE TABLE dose_count (
    session_id TEXT NOT NULL REFERENCES session(id), lot_id TEXT NOT NULL REFERENCES lot(id),
    received INTEGER NOT NULL DEFAULT 0, vials_opened INTEGER NOT NULL DEFAULT 0, injected INTEGER NOT NULL DEFAULT 0,
    left_over INTEGER NOT NULL DEFAULT 0, standby_called INTEGER NOT NULL DEFAULT 0, losses TEXT NOT NULL DEFAULT '[]',
    at TEXT NOT NULL, actor_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (session_id, lot_id)
) STRICT;
CREATE TABLE injection_group (
    session_id TEXT NOT NULL REFERENCES session(id), target_group TEXT NOT NULL, injected INTEGER NOT NULL
    CHECK (injected >= 0), at TEXT NOT NULL, actor_id TEXT NOT NULL, PRIMARY KEY (session_id, target_group)
) STRICT;
CREATE TABLE standby (
    session_id TEXT PRIMARY KEY REFERENCES session(id), people INTEGER NOT NULL CHECK (people >= 0), at TEXT NOT NULL
) STRICT;
CREATE TABLE sharps (
    id TEXT PRIMARY KEY, centre_id TEXT NOT NULL REFERENCES centre(id), code TEXT NOT NULL, set_out_on TEXT NOT NULL,
    filled_on TEXT, collected_on TEXT, revision INTEGER NOT NULL DEFAULT 1, UNIQUE (centre_id, code)
) STRICT;
CREATE TABLE indemnity (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), activity TEXT NOT NULL, unit TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 1), day TEXT NOT NULL, at TEXT NOT NULL, actor_id TEXT NOT NULL,
    cancelled_at TEXT
) STRICT;
CREATE INDEX indemnity_by_person ON indemnity(person_id, day);
CREATE TABLE settlement (
    id TEXT PRIMARY KEY, attendee TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
    total_cents INTEGER NOT NULL, payer TEXT NOT NULL DEFAULT '', statement TEXT NOT NULL, at TEXT NOT NULL,
    actor_id TEXT NOT NULL, UNIQUE (attendee, first_day, last_day)
) STRICT;
CREATE TRIGGER settlement_no_update BEFORE UPDATE ON settlement
BEGIN SELECT RAISE(ABORT, 'a settled statement is immutable'); END;
CREATE TABLE survey_voter (
    kind TEXT NOT NULL, subject_id TEXT NOT NULL, voter_hash TEXT NOT NULL, PRIMARY KEY (kind, subject_id, voter_hash)
) STRICT;
CREATE TABLE survey_answer (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('satisfaction', 'fatigue')), subject_id TEXT NOT NULL,
    value TEXT NOT NULL, day TEXT NOT NULL
) STRICT;
CREATE INDEX survey_answer_by_subject ON survey_answer(kind, subject_id);
"""
