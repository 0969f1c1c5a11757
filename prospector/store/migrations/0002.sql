-- Schema 2: not released yet; what comes before the next release is added here.

-- What an import changed in rows that were there before: how many rows got another value, by canonical column.
CREATE TABLE import_field (
	import_id INTEGER NOT NULL,
	field TEXT NOT NULL,
	rows INTEGER NOT NULL,
	PRIMARY KEY (import_id, field),
	FOREIGN KEY(import_id) REFERENCES import_run (id)
) WITHOUT ROWID, STRICT;
