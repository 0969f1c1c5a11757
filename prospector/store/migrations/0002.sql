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

-- What an import changed in rows that were there before: how many rows got another value, by canonical column.
CREATE TABLE import_field (
	import_id INTEGER NOT NULL,
	field TEXT NOT NULL,
	rows INTEGER NOT NULL,
	PRIMARY KEY (import_id, field),
	FOREIGN KEY(import_id) REFERENCES import_run (id)
) WITHOUT ROWID, STRICT;
