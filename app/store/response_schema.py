"""The tables of the migration ``response``: plans and their versions, directory, crisis cell, trainings, alerts, events."""

from __future__ import annotations

RESPONSE = """
CREATE TABLE contact (
    id TEXT PRIMARY KEY, function TEXT NOT NULL, department TEXT NOT NULL DEFAULT '', organisation TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '', day_phone TEXT NOT NULL DEFAULT '', night_phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', checked_on TEXT, checked_by TEXT NOT NULL DEFAULT '',
    site_id TEXT REFERENCES site(id), removed_at TEXT, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX contact_by_function ON contact(function, department);
CREATE TABLE number_test (
    id TEXT PRIMARY KEY, contact_id TEXT NOT NULL REFERENCES contact(id), at TEXT NOT NULL, number TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'no_answer', 'wrong')), actor_id TEXT NOT NULL
) STRICT;
CREATE TABLE hazard (
    commune_insee TEXT NOT NULL, hazard TEXT NOT NULL, source TEXT NOT NULL DEFAULT '', probability INTEGER NOT NULL
    CHECK (probability BETWEEN 1 AND 4), impact INTEGER NOT NULL CHECK (impact BETWEEN 1 AND 4),
    season TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (commune_insee, hazard)
) STRICT;
CREATE TABLE sub_zone (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, communes TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE inventory_item (
    id TEXT PRIMARY KEY, label TEXT NOT NULL, category TEXT NOT NULL DEFAULT '', quantity INTEGER NOT NULL
    CHECK (quantity >= 0), unit TEXT NOT NULL DEFAULT '', lot TEXT NOT NULL DEFAULT '', expires_on TEXT,
    place TEXT NOT NULL DEFAULT '', holder TEXT NOT NULL DEFAULT '', minimum INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE cell_member (
    function TEXT NOT NULL, rank INTEGER NOT NULL CHECK (rank >= 0), person_id TEXT REFERENCES person(id),
    name TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (function, rank)
) STRICT;
CREATE TABLE cell_shift (
    id TEXT PRIMARY KEY, event_id TEXT NOT NULL DEFAULT '', function TEXT NOT NULL, person_id TEXT REFERENCES person(id),
    name TEXT NOT NULL DEFAULT '', starts_at TEXT NOT NULL, ends_at TEXT NOT NULL, handed_over TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX cell_shift_by_event ON cell_shift(event_id, starts_at);
CREATE TABLE articulation (
    site_id TEXT PRIMARY KEY REFERENCES site(id), they_call TEXT NOT NULL DEFAULT '', we_call TEXT NOT NULL DEFAULT '',
    they_offer TEXT NOT NULL DEFAULT '', they_expect TEXT NOT NULL DEFAULT '', convention TEXT NOT NULL DEFAULT '',
    signed_on TEXT, white_plan INTEGER NOT NULL DEFAULT 0, generator INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE plan (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, state TEXT NOT NULL
    CHECK (state IN ('draft', 'validated', 'sent', 'superseded')), sections TEXT NOT NULL, created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL, validated_by TEXT NOT NULL DEFAULT '', validated_at TEXT, review_on TEXT,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TRIGGER plan_validated_no_change BEFORE UPDATE OF sections, number ON plan WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a validated plan is immutable'); END;
CREATE TRIGGER plan_no_delete BEFORE DELETE ON plan WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a validated plan is kept'); END;
CREATE TABLE plan_sending (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan(id), recipient TEXT NOT NULL, organisation TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL, at TEXT NOT NULL, proof TEXT NOT NULL DEFAULT '',
    acknowledged_on TEXT, actor_id TEXT NOT NULL
) STRICT;
CREATE TABLE plan_reviewer (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan(id), name TEXT NOT NULL, organisation TEXT NOT NULL,
    invited_at TEXT NOT NULL, closes_at TEXT NOT NULL, visa TEXT CHECK (visa IN ('approved', 'reserved')), visa_at TEXT
) STRICT;
CREATE TABLE plan_comment (
    id TEXT PRIMARY KEY, reviewer_id TEXT NOT NULL REFERENCES plan_reviewer(id), section TEXT NOT NULL, text TEXT NOT NULL,
    at TEXT NOT NULL, reply TEXT NOT NULL DEFAULT '', settled_at TEXT
) STRICT;
CREATE TABLE card_signature (
    card TEXT NOT NULL, text_hash TEXT NOT NULL, signed_by TEXT NOT NULL, quality TEXT NOT NULL, signed_at TEXT NOT NULL,
    actor_id TEXT NOT NULL, PRIMARY KEY (card, text_hash)
) STRICT;
CREATE TABLE training (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, day TEXT NOT NULL, starts TEXT NOT NULL DEFAULT '',
    minutes INTEGER NOT NULL DEFAULT 0, place TEXT NOT NULL DEFAULT '', competence TEXT NOT NULL DEFAULT '',
    valid_months INTEGER, note TEXT NOT NULL DEFAULT '', cancelled_at TEXT, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE training_person (
    training_id TEXT NOT NULL REFERENCES training(id), person_id TEXT NOT NULL REFERENCES person(id), invited_at TEXT,
    answer TEXT NOT NULL DEFAULT '', attended INTEGER NOT NULL DEFAULT 0, signed_at TEXT, rating INTEGER,
    comment TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (training_id, person_id)
) STRICT;
CREATE TABLE awareness (
    id TEXT PRIMARY KEY, day TEXT NOT NULL, audience TEXT NOT NULL, channel TEXT NOT NULL, title TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '', reached INTEGER, actor_id TEXT NOT NULL
) STRICT;
CREATE TABLE event (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('real', 'exercise')), state TEXT NOT NULL
    CHECK (state IN ('watch', 'tension', 'qualified', 'mobilisation_requested', 'stood_down', 'reviewed')),
    communes TEXT NOT NULL DEFAULT '[]', summary TEXT NOT NULL DEFAULT '', opened_at TEXT NOT NULL, closed_at TEXT, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE event_step (
    id INTEGER PRIMARY KEY, event_id TEXT NOT NULL REFERENCES event(id), state TEXT NOT NULL, at TEXT NOT NULL,
    authority TEXT NOT NULL DEFAULT '', department TEXT NOT NULL DEFAULT '', reference TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '', actor_id TEXT NOT NULL
) STRICT;
CREATE INDEX event_step_by_event ON event_step(event_id, id);
CREATE TABLE event_plan (
    event_id TEXT NOT NULL REFERENCES event(id), plan_slug TEXT NOT NULL, activated_at TEXT NOT NULL, actor_id TEXT NOT NULL,
    PRIMARY KEY (event_id, plan_slug)
) STRICT;
CREATE TABLE checklist_item (
    id TEXT PRIMARY KEY, event_id TEXT NOT NULL REFERENCES event(id), plan_slug TEXT NOT NULL DEFAULT '', phase TEXT NOT NULL,
    function TEXT NOT NULL, text TEXT NOT NULL, card TEXT NOT NULL DEFAULT '', due_at TEXT NOT NULL, done_at TEXT,
    done_by TEXT NOT NULL DEFAULT '', skipped TEXT NOT NULL DEFAULT '', rank INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX checklist_item_by_event ON checklist_item(event_id, due_at);
CREATE TABLE staffing_request (
    id TEXT PRIMARY KEY, event_id TEXT NOT NULL DEFAULT '', asked_by TEXT NOT NULL, text TEXT NOT NULL, place TEXT NOT NULL,
    commune_insee TEXT NOT NULL DEFAULT '', starts_at TEXT NOT NULL, ends_at TEXT NOT NULL, wanted TEXT NOT NULL,
    contact TEXT NOT NULL DEFAULT '', subject_id TEXT NOT NULL DEFAULT '',
    frame TEXT NOT NULL DEFAULT '', payer TEXT NOT NULL DEFAULT '', insurer TEXT NOT NULL DEFAULT '',
    requisitioned INTEGER NOT NULL DEFAULT 0, session_id TEXT REFERENCES session(id), at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'staffing', 'refused', 'done')), revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE authority_request (
    id TEXT PRIMARY KEY, event_id TEXT NOT NULL DEFAULT '', asked_by TEXT NOT NULL, channel TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL, received_at TEXT NOT NULL, due_at TEXT, reply TEXT NOT NULL DEFAULT '', replied_at TEXT,
    proof TEXT NOT NULL DEFAULT '', actor_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE situation_report (
    id TEXT PRIMARY KEY, event_id TEXT NOT NULL REFERENCES event(id), number INTEGER NOT NULL, text TEXT NOT NULL,
    figures TEXT NOT NULL, at TEXT NOT NULL, sent_at TEXT, sent_to TEXT NOT NULL DEFAULT '', actor_id TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1, UNIQUE (event_id, number)
) STRICT;
CREATE TABLE publication (
    id TEXT PRIMARY KEY, event_id TEXT NOT NULL DEFAULT '', audience TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    channel TEXT NOT NULL DEFAULT '', at TEXT NOT NULL, agreed_by TEXT NOT NULL DEFAULT '', actor_id TEXT NOT NULL
) STRICT;
CREATE TABLE alert (
    id TEXT PRIMARY KEY, event_id TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL CHECK (kind IN ('alert', 'test')),
    title TEXT NOT NULL, text TEXT NOT NULL, frame TEXT NOT NULL DEFAULT '', state TEXT NOT NULL
    CHECK (state IN ('running', 'closed')), launched_at TEXT NOT NULL, closed_at TEXT, actor_id TEXT NOT NULL,
    wanted TEXT NOT NULL DEFAULT '[]', plans TEXT NOT NULL DEFAULT '[]', audience TEXT NOT NULL DEFAULT '{}',
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE alert_person (
    alert_id TEXT NOT NULL REFERENCES alert(id), person_id TEXT NOT NULL REFERENCES person(id), rank INTEGER NOT NULL,
    due_at TEXT NOT NULL, sent_at TEXT, seen_at TEXT, answered_at TEXT, answer TEXT NOT NULL DEFAULT ''
    CHECK (answer IN ('', 'available', 'later', 'no')), from_at TEXT, until_at TEXT, skills TEXT NOT NULL DEFAULT '',
    vehicle INTEGER, note TEXT NOT NULL DEFAULT '', by_phone INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (alert_id, person_id)
) STRICT;
CREATE TABLE desk_survey (
    id TEXT PRIMARY KEY, event_id TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL CHECK (kind IN ('state', 'flash')),
    title TEXT NOT NULL, questions TEXT NOT NULL DEFAULT '[]', opened_at TEXT NOT NULL, closes_at TEXT NOT NULL,
    closed_at TEXT, actor_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE desk_reply (
    survey_id TEXT NOT NULL REFERENCES desk_survey(id), subject TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    commune_insee TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', asked_at TEXT, answered_at TEXT,
    state TEXT NOT NULL DEFAULT '' CHECK (state IN ('', 'open', 'degraded', 'closed')), present INTEGER, expected INTEGER,
    stock TEXT NOT NULL DEFAULT '', needs TEXT NOT NULL DEFAULT '', answers TEXT NOT NULL DEFAULT '{}',
    by_phone INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (survey_id, subject)
) STRICT;
CREATE TABLE partner_letter (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL DEFAULT '', organisation TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'hand')),
    address TEXT NOT NULL DEFAULT '', subject TEXT NOT NULL DEFAULT '', body TEXT NOT NULL,
    link_scope TEXT NOT NULL DEFAULT '', link_subject TEXT NOT NULL DEFAULT '', message_id TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL, next_at TEXT NOT NULL, useless_after TEXT, changed_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'by_hand_done', 'cancelled')),
    attempts INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX partner_letter_waiting ON partner_letter(next_at) WHERE state IN ('queued', 'sending');
CREATE INDEX partner_letter_about ON partner_letter(about);
"""
