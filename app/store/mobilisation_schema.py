"""The tables of the migration ``mobilisation``: preferences, the outbox, polls, call-outs, swaps, waiting lists, reminders."""

from __future__ import annotations

MOBILISATION = """
CREATE TABLE preference (
    person_id TEXT PRIMARY KEY REFERENCES person(id), value TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1,
    changed_at TEXT NOT NULL
) STRICT;
CREATE TABLE solicitation (
    id INTEGER PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), at TEXT NOT NULL,
    ask TEXT NOT NULL CHECK (ask IN ('poll', 'poll_reminder', 'call_out', 'phone', 'swap')), subject_id TEXT NOT NULL
) STRICT;
CREATE INDEX solicitation_by_time ON solicitation(at, person_id);
CREATE TABLE message (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, recipient_id TEXT NOT NULL REFERENCES person(id),
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'hand')), address TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '', body TEXT NOT NULL, language TEXT NOT NULL DEFAULT 'fr',
    created_at TEXT NOT NULL, due_at TEXT NOT NULL, next_at TEXT NOT NULL, useless_after TEXT,
    message_id TEXT NOT NULL UNIQUE, about TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN
        ('queued', 'sending', 'sent', 'uncertain', 'failed', 'by_hand_done', 'cancelled')),
    attempts INTEGER NOT NULL DEFAULT 0, carries_notice INTEGER NOT NULL DEFAULT 0,
    was_uncertain INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '', changed_at TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX message_waiting ON message(next_at) WHERE state IN ('queued', 'sending', 'uncertain');
CREATE INDEX message_by_recipient ON message(recipient_id, created_at);
CREATE INDEX message_by_subject ON message(about);

CREATE TABLE poll (
    id TEXT PRIMARY KEY, centre_id TEXT NOT NULL REFERENCES centre(id), professions TEXT NOT NULL, mission TEXT,
    opened_at TEXT NOT NULL, closes_at TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE poll_session (
    poll_id TEXT NOT NULL REFERENCES poll(id), session_id TEXT NOT NULL REFERENCES session(id), place INTEGER NOT NULL,
    PRIMARY KEY (poll_id, session_id)
) STRICT;
CREATE TABLE poll_person (
    poll_id TEXT NOT NULL REFERENCES poll(id), person_id TEXT NOT NULL REFERENCES person(id), place INTEGER NOT NULL,
    PRIMARY KEY (poll_id, person_id)
) STRICT;
CREATE INDEX poll_person_by_person ON poll_person(person_id);
CREATE TABLE poll_note (
    poll_id TEXT NOT NULL REFERENCES poll(id), person_id TEXT NOT NULL REFERENCES person(id), text TEXT NOT NULL,
    expires_at TEXT NOT NULL, PRIMARY KEY (poll_id, person_id)
) STRICT;

CREATE TABLE call_out (
    id TEXT PRIMARY KEY, centre_id TEXT NOT NULL REFERENCES centre(id),
    mode TEXT NOT NULL CHECK (mode IN ('first_yes', 'coordinator_approves')), size INTEGER NOT NULL,
    delay_minutes INTEGER NOT NULL, urgent INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('prepared', 'running', 'filled', 'exhausted', 'stopped')),
    seats TEXT NOT NULL, candidates TEXT NOT NULL, created_at TEXT NOT NULL, ended_at TEXT, next_at TEXT,
    actor_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX call_out_running ON call_out(next_at) WHERE state IN ('prepared', 'running');
CREATE TABLE wave (
    call_out_id TEXT NOT NULL REFERENCES call_out(id), number INTEGER NOT NULL, people TEXT NOT NULL,
    sent_at TEXT NOT NULL, PRIMARY KEY (call_out_id, number)
) STRICT;
CREATE TABLE response (
    id INTEGER PRIMARY KEY, call_out_id TEXT NOT NULL REFERENCES call_out(id),
    person_id TEXT NOT NULL REFERENCES person(id), outcome TEXT NOT NULL CHECK (outcome IN
        ('yes', 'no', 'not_this_time', 'no_answer', 'voicemail', 'call_back_at', 'expired')),
    at TEXT NOT NULL, seat_id TEXT REFERENCES seat(id), call_back_at TEXT, by_phone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX response_by_call_out ON response(call_out_id, person_id);
CREATE INDEX response_by_person ON response(person_id);
CREATE TABLE phone_claim (
    person_id TEXT PRIMARY KEY REFERENCES person(id), caller_id TEXT NOT NULL, caller_name TEXT NOT NULL,
    since TEXT NOT NULL, until TEXT NOT NULL
) STRICT;

CREATE TABLE swap (
    id TEXT PRIMARY KEY, proposer_id TEXT NOT NULL REFERENCES person(id), offered_id TEXT NOT NULL REFERENCES seat(id),
    other_id TEXT NOT NULL REFERENCES person(id), wanted_id TEXT NOT NULL REFERENCES seat(id),
    proposed_at TEXT NOT NULL, expires_at TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN
        ('proposed', 'accepted', 'refused', 'withdrawn', 'expired'))
) STRICT;
CREATE INDEX swap_by_people ON swap(other_id, proposer_id);
CREATE TABLE waiting (
    person_id TEXT NOT NULL REFERENCES person(id), session_id TEXT NOT NULL REFERENCES session(id), since TEXT NOT NULL,
    roles TEXT NOT NULL, PRIMARY KEY (person_id, session_id)
) STRICT;
CREATE TABLE offer (
    seat_id TEXT NOT NULL REFERENCES seat(id), person_id TEXT NOT NULL REFERENCES person(id), at TEXT NOT NULL,
    until TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('standing', 'taken', 'declined')),
    PRIMARY KEY (seat_id, person_id)
) STRICT;
CREATE TABLE reminder (
    seat_id TEXT NOT NULL REFERENCES seat(id), person_id TEXT NOT NULL REFERENCES person(id), days INTEGER NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (seat_id, person_id, days)
) STRICT;
"""
