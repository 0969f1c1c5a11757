-- Schema 2: not released yet; what comes before the next release is added here.

-- Journeys read the touches of a contact from this index alone, with the clock that says their day.
DROP INDEX ix_activity_contact;
CREATE INDEX ix_activity_contact ON activity (contact_id, occurred_at, channel_id, direction, content_id, utc_offset) WHERE contact_id IS NOT NULL;
