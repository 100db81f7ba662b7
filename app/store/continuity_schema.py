"""The tables of the migration ``continuity``: practices and their closures, relays, hand-overs, slots. No content of a need."""

from __future__ import annotations

CONTINUITY = """
CREATE TABLE practice_care (
    practice_id TEXT PRIMARY KEY REFERENCES practice(id), weekly_patients INTEGER CHECK (weekly_patients >= 0),
    daily_visits INTEGER CHECK (daily_visits >= 0), absorbable_percent INTEGER CHECK (absorbable_percent BETWEEN 0 AND 100),
    radius_minutes INTEGER CHECK (radius_minutes >= 0), paired_practice_id TEXT REFERENCES practice(id), agreed_on TEXT,
    new_patients TEXT NOT NULL DEFAULT '' CHECK (new_patients IN ('', 'yes', 'some', 'no')), new_patients_on TEXT,
    software TEXT NOT NULL DEFAULT '', needs_network INTEGER NOT NULL DEFAULT 0, changed_at TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE locum (
    id TEXT PRIMARY KEY, practice_id TEXT NOT NULL REFERENCES practice(id), person_id TEXT REFERENCES person(id),
    name TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', from_day TEXT, until_day TEXT,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX locum_by_practice ON locum(practice_id);
CREATE TABLE closure (
    id TEXT PRIMARY KEY, practice_id TEXT NOT NULL REFERENCES practice(id), kind TEXT NOT NULL
    CHECK (kind IN ('planned', 'unavailable', 'crisis', 'for_good')), starts_at TEXT NOT NULL, ends_at TEXT,
    members_away INTEGER CHECK (members_away > 0), source TEXT NOT NULL CHECK (source IN ('typed', 'calendar', 'survey')),
    calendar_uid TEXT NOT NULL DEFAULT '', event_id TEXT NOT NULL DEFAULT '', noted_at TEXT NOT NULL,
    actor_id TEXT NOT NULL, removed_at TEXT, revision INTEGER NOT NULL DEFAULT 1,
    CHECK (ends_at IS NULL OR ends_at > starts_at), CHECK (kind <> 'for_good' OR ends_at IS NULL)
) STRICT;
CREATE INDEX closure_by_practice ON closure(practice_id, starts_at);
CREATE TABLE outage (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL
    CHECK (kind IN ('power', 'network', 'water', 'road', 'site', 'supplier', 'medicine', 'remote')),
    title TEXT NOT NULL DEFAULT '', communes TEXT NOT NULL DEFAULT '[]', roads TEXT NOT NULL DEFAULT '[]',
    site_id TEXT REFERENCES site(id), remote_id TEXT, categories TEXT NOT NULL DEFAULT '[]', starts_at TEXT NOT NULL,
    ends_at TEXT, event_id TEXT NOT NULL DEFAULT '', noted_at TEXT NOT NULL, actor_id TEXT NOT NULL, removed_at TEXT,
    revision INTEGER NOT NULL DEFAULT 1, CHECK (ends_at IS NULL OR ends_at > starts_at)
) STRICT;
CREATE INDEX outage_by_start ON outage(starts_at);
CREATE TABLE remote_service (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('telemonitoring', 'teleconsultation', 'teleexpertise')),
    name TEXT NOT NULL, practice_id TEXT REFERENCES practice(id), site_id TEXT REFERENCES site(id),
    readers INTEGER NOT NULL CHECK (readers > 0), categories TEXT NOT NULL DEFAULT '[]', capacity INTEGER NOT NULL
    CHECK (capacity >= 0), needs_power INTEGER NOT NULL DEFAULT 1, needs_network INTEGER NOT NULL DEFAULT 1,
    phone TEXT NOT NULL DEFAULT '', removed_at TEXT, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE sealed_copy (
    practice_id TEXT NOT NULL REFERENCES practice(id), holder TEXT NOT NULL CHECK (holder IN ('paired', 'pharmacist')),
    form TEXT NOT NULL CHECK (form IN ('envelope', 'encrypted_file')), holder_practice_id TEXT REFERENCES practice(id),
    holder_site_id TEXT REFERENCES site(id), deposited_on TEXT NOT NULL, checked_on TEXT, tested_on TEXT,
    actor_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (practice_id, holder)
) STRICT;
CREATE TABLE practice_count (
    practice_id TEXT NOT NULL REFERENCES practice(id), category TEXT NOT NULL, needs INTEGER NOT NULL CHECK (needs >= 0),
    counted_on TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (practice_id, category)
) STRICT;
CREATE TABLE category_validation (
    category TEXT NOT NULL, row_hash TEXT NOT NULL, signed_by TEXT NOT NULL, quality TEXT NOT NULL, signed_at TEXT NOT NULL,
    actor_id TEXT NOT NULL, PRIMARY KEY (category, row_hash)
) STRICT;
CREATE TABLE hand_over (
    id TEXT PRIMARY KEY, need_id TEXT NOT NULL, from_practice_id TEXT NOT NULL REFERENCES practice(id),
    to_practice_id TEXT REFERENCES practice(id), to_site_id TEXT REFERENCES site(id),
    to_remote_id TEXT REFERENCES remote_service(id), cause TEXT NOT NULL, starts_at TEXT NOT NULL, ends_at TEXT,
    proposed_at TEXT NOT NULL, answered_at TEXT, accepted INTEGER CHECK (accepted IN (0, 1)), transmitted_at TEXT,
    received_at TEXT, first_visit_at TEXT, ended_at TEXT, actor_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1,
    CHECK ((to_practice_id IS NOT NULL) + (to_site_id IS NOT NULL) + (to_remote_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX hand_over_by_practice ON hand_over(from_practice_id, ended_at);
CREATE INDEX hand_over_by_relay ON hand_over(to_practice_id, ended_at);
CREATE UNIQUE INDEX hand_over_once ON hand_over(need_id, cause) WHERE ended_at IS NULL;
CREATE TABLE helper (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('ssiad', 'saad', 'clic', 'dac', 'ccas', 'other')),
    name TEXT NOT NULL, site_id TEXT REFERENCES site(id), communes TEXT NOT NULL DEFAULT '[]', people INTEGER NOT NULL
    DEFAULT 0 CHECK (people >= 0), capacity INTEGER NOT NULL DEFAULT 0 CHECK (capacity >= 0), phone TEXT NOT NULL DEFAULT '',
    said_on TEXT, removed_at TEXT, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE ccas_help (
    id TEXT PRIMARY KEY, commune_insee TEXT NOT NULL, cause TEXT NOT NULL CHECK (cause IN ('heat', 'cold', 'other')),
    registered INTEGER NOT NULL CHECK (registered >= 0), calls_per_day INTEGER NOT NULL CHECK (calls_per_day >= 0),
    callers INTEGER NOT NULL CHECK (callers >= 0), helpers_wanted INTEGER NOT NULL DEFAULT 0, helpers_given INTEGER NOT NULL
    DEFAULT 0, contact_phone TEXT NOT NULL DEFAULT '', from_day TEXT NOT NULL, until_day TEXT, event_id TEXT NOT NULL
    DEFAULT '', closed_at TEXT, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE discharge (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, site_id TEXT REFERENCES site(id), asked_at TEXT NOT NULL,
    wanted_at TEXT NOT NULL, beds INTEGER NOT NULL CHECK (beds >= 0), event_id TEXT NOT NULL DEFAULT '', closed_at TEXT,
    actor_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE discharge_line (
    discharge_id TEXT NOT NULL REFERENCES discharge(id), category TEXT NOT NULL, commune_insee TEXT NOT NULL,
    patients INTEGER NOT NULL CHECK (patients > 0), PRIMARY KEY (discharge_id, category, commune_insee)
) STRICT;
CREATE TABLE discharge_taking (
    discharge_id TEXT NOT NULL, category TEXT NOT NULL, commune_insee TEXT NOT NULL, carer TEXT NOT NULL,
    patients INTEGER NOT NULL CHECK (patients > 0), agreed_at TEXT, actor_id TEXT NOT NULL,
    PRIMARY KEY (discharge_id, category, commune_insee, carer),
    FOREIGN KEY (discharge_id, category, commune_insee) REFERENCES discharge_line(discharge_id, category, commune_insee)
) STRICT;
CREATE TABLE slot_series (
    id TEXT PRIMARY KEY, practice_id TEXT REFERENCES practice(id), site_id TEXT REFERENCES site(id),
    person_id TEXT REFERENCES person(id), weekdays TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT NOT NULL,
    places INTEGER NOT NULL CHECK (places > 0), for_whom TEXT NOT NULL CHECK (for_whom IN ('any', 'without_gp', 'with_gp')),
    paid INTEGER NOT NULL DEFAULT 0, from_day TEXT NOT NULL, until_day TEXT, removed_at TEXT,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE slot (
    id TEXT PRIMARY KEY, series_id TEXT NOT NULL DEFAULT '', practice_id TEXT REFERENCES practice(id),
    site_id TEXT REFERENCES site(id), person_id TEXT REFERENCES person(id), day TEXT NOT NULL, starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL, places INTEGER NOT NULL CHECK (places > 0), for_whom TEXT NOT NULL
    CHECK (for_whom IN ('any', 'without_gp', 'with_gp')), paid INTEGER NOT NULL DEFAULT 0, moved_from TEXT NOT NULL DEFAULT '',
    cancelled_at TEXT, changed_at TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1, CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX slot_by_day ON slot(day, practice_id);
CREATE TABLE slot_booking (
    id TEXT PRIMARY KEY, slot_id TEXT NOT NULL REFERENCES slot(id), channel TEXT NOT NULL
    CHECK (channel IN ('sas', '116117', 'practice', 'pharmacy', 'emergency', 'other')), asked_at TEXT NOT NULL,
    booked_at TEXT NOT NULL, came INTEGER CHECK (came IN (0, 1)), removed_at TEXT, actor_id TEXT NOT NULL
) STRICT;
CREATE INDEX slot_booking_by_slot ON slot_booking(slot_id);
CREATE TABLE slot_call (
    day TEXT NOT NULL, channel TEXT NOT NULL, calls INTEGER NOT NULL CHECK (calls >= 0), unanswered INTEGER NOT NULL DEFAULT 0
    CHECK (unanswered BETWEEN 0 AND calls), revision INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (day, channel)
) STRICT;
"""
