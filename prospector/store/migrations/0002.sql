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
