-- Schema 2: not released yet; what comes before the next release is added here.

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
