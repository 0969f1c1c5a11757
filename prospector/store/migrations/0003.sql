-- What keeps a store trustworthy: people who were forgotten, and indices that reports over many years read along.

-- Reports over many years read what came of activities along this index: attempts, which the first eleven outcomes are, are
-- not in it.
CREATE INDEX ix_activity_result ON activity (contact_id, local_day, occurred_at, outcome_id, channel_id, direction, content_id, utc_offset, count, lead_id) WHERE outcome_id > 11;
