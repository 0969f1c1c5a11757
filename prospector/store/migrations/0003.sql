-- What keeps a store trustworthy: people who were forgotten, and indices that reports over many years read along.

-- People who were forgotten: the contacts that stand for them without a name, and keyed hashes of what files know them
-- by, so that no old file brings them back.

CREATE TABLE forgotten (
    contact_id INTEGER NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    forgotten_at INTEGER NOT NULL
)
 STRICT;

CREATE TABLE suppressed (
    digest BLOB NOT NULL PRIMARY KEY
)
 WITHOUT ROWID, STRICT;

CREATE TABLE suppression_key (
    "key" BLOB NOT NULL PRIMARY KEY
)
 WITHOUT ROWID, STRICT;

-- Reports over many years read what came of activities along this index: attempts, which the first eleven outcomes are, are
-- not in it.
CREATE INDEX ix_activity_result ON activity (contact_id, local_day, occurred_at, outcome_id, channel_id, direction, content_id, utc_offset, count, lead_id) WHERE outcome_id > 11;
