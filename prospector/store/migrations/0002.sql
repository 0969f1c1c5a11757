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
