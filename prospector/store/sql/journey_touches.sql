-- Touches of contacts in the order of contact and time, the clock packed beside the seconds; index ix_activity_contact holds
-- all that a report by channel needs, and each row costs less than the next column would.
SELECT a.contact_id, a.occurred_at * 4096 + coalesce(a.utc_offset + 2048, 0), {key}, a.id
FROM {stretches} activity a INDEXED BY ix_activity_contact
WHERE {which}
    AND ((a.direction = 0 AND {a_is_no_effort}) OR (a.direction = 1 AND a.content_id IS NOT NULL))
{order}
