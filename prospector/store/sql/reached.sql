-- Contacts with whom an activity ever came to a level, up to as-of; index ix_activity_week holds nearly all of it.
SELECT DISTINCT a.contact_id
FROM activity a INDEXED BY ix_activity_week
WHERE a.local_week <= :as_of / 7 + 1
    AND a.outcome_id IN ({outcomes})
    AND a.contact_id IS NOT NULL
    AND a.local_day <= :as_of
    AND {a_reaches}
