-- Schema 2: not released yet; what comes before the next release is added here.

-- Imported activities whose outcome talk time decided. Of older imports: an answered call with talk time, and a
-- conversation that was long enough.
CREATE TABLE talk_judged (
    import_id INTEGER NOT NULL,
    activity_id INTEGER NOT NULL,
    PRIMARY KEY (import_id, activity_id),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 WITHOUT ROWID, STRICT;

INSERT INTO talk_judged (import_id, activity_id)
SELECT run.id, activity.id
FROM import_run AS run
JOIN activity ON activity.import_id = run.id
JOIN outcome ON outcome.id = activity.outcome_id
WHERE activity.talk_seconds > 0
  AND CASE outcome.name
      WHEN 'connected' THEN json_extract(run.options, '$.mapping.talk.conversation_seconds') IS NOT NULL
      WHEN 'conversation' THEN
          activity.talk_seconds >= json_extract(run.options, '$.mapping.talk.conversation_seconds')
  END;

-- Experiments: the seed of a coin for every new contact.

CREATE TABLE experiment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    seed INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    started_offset INTEGER,
    stopped_at INTEGER,
    stopped_offset INTEGER,
    rep_id INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    FOREIGN KEY(rep_id) REFERENCES rep (id)
)
 STRICT;

-- What an import changed in rows that were there before: how many rows got another value, by canonical column.
CREATE TABLE import_field (
	import_id INTEGER NOT NULL,
	field TEXT NOT NULL,
	rows INTEGER NOT NULL,
	PRIMARY KEY (import_id, field),
	FOREIGN KEY(import_id) REFERENCES import_run (id)
) WITHOUT ROWID, STRICT;

-- People under several addresses, and people who were merged.

CREATE TABLE address (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    sort TEXT NOT NULL,
    value TEXT NOT NULL,
    "key" TEXT,
    import_id INTEGER,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_address_sort CHECK (sort IN ('email', 'phone', 'profile', 'name')),
    CONSTRAINT ux_address_of_contact UNIQUE (sort, "key", contact_id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 STRICT;

CREATE INDEX ix_address_contact ON address (contact_id);

CREATE UNIQUE INDEX ux_address_key ON address (sort, "key") WHERE sort IN ('email', 'profile');

CREATE TABLE merged (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    into_id INTEGER NOT NULL,
    name_key TEXT NOT NULL,
    account_id INTEGER,
    checksum INTEGER NOT NULL,
    UNIQUE (contact_id),
    FOREIGN KEY(into_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_merged_into ON merged (into_id);

-- Journeys read the touches of a contact from this index alone, with the clock that says their day.
DROP INDEX ix_activity_contact;
CREATE INDEX ix_activity_contact ON activity (contact_id, occurred_at, channel_id, direction, content_id, utc_offset) WHERE contact_id IS NOT NULL;

-- Goals: looked up by every log, so by an index of their own. A quota may have a stretch level above it.
CREATE INDEX ix_target_goal ON target (rep_id, period) WHERE sort = 'goal';

CREATE TABLE stretch (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    target_id INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_stretch_amount CHECK (amount > 0),
    UNIQUE (target_id),
    FOREIGN KEY(target_id) REFERENCES target (id)
)
 STRICT;

-- Follow-ups: promises with a day. The list of what is next: what is put off, and the numbers that things have today.

CREATE TABLE follow_up (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    contact_id INTEGER,
    activity_id INTEGER,
    due_on TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_offset INTEGER,
    closed_at INTEGER,
    closed_offset INTEGER,
    rep_id INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_follow_up_status CHECK (status IN ('open', 'done', 'dropped')),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(activity_id) REFERENCES activity (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX ix_follow_up_contact ON follow_up (contact_id, status);

CREATE INDEX ix_follow_up_due ON follow_up (status, due_on);

CREATE INDEX ix_follow_up_activity ON follow_up (activity_id) WHERE activity_id IS NOT NULL;

CREATE TABLE snooze (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sort TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    until_on TEXT NOT NULL,
    rep_id INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    CONSTRAINT ux_snooze UNIQUE (rep_id, sort, row_id),
    FOREIGN KEY(rep_id) REFERENCES rep (id)
)
 STRICT;

CREATE TABLE listed (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sort TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    listed_on TEXT NOT NULL,
    rep_id INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    CONSTRAINT ux_listed UNIQUE (rep_id, sort, row_id),
    FOREIGN KEY(rep_id) REFERENCES rep (id)
)
 STRICT;

-- Plans, as they were when the first contact was enrolled, and who is in them.

CREATE TABLE plan (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    summary TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (name)
)
 STRICT;

CREATE TABLE plan_step (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    day INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    kind_id INTEGER,
    what TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    CONSTRAINT ux_plan_step UNIQUE (plan_id, place),
    FOREIGN KEY(plan_id) REFERENCES plan (id),
    FOREIGN KEY(channel_id) REFERENCES channel (id),
    FOREIGN KEY(kind_id) REFERENCES kind (id)
)
 STRICT;

CREATE TABLE enrolment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    started_offset INTEGER,
    after_id INTEGER NOT NULL,
    stopped_at INTEGER,
    stopped_offset INTEGER,
    until_id INTEGER,
    rep_id INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    FOREIGN KEY(plan_id) REFERENCES plan (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX ix_enrolment_contact ON enrolment (contact_id, stopped_at);

CREATE INDEX ix_enrolment_plan ON enrolment (plan_id);
