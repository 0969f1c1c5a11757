-- Contacts with whom an activity ever came to a level, up to as-of.
SELECT DISTINCT a.contact_id
FROM activity a
WHERE a.outcome_id IN ({outcomes})
    AND a.contact_id IS NOT NULL
    AND {a_reaches}
    AND a.local_day <= :as_of
