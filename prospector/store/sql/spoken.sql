-- Activities at the level conversation or above, with whom, in the order of contact and time.
SELECT
    a.id, a.contact_id, {channel}, a.local_day, a.outcome_id, a.count, {source}, {who},
    a.occurred_at, a.utc_offset IS NOT NULL
FROM activity a {way}
WHERE {which}
    AND a.local_day >= :before AND a.local_day < :answers_stop
    AND a.outcome_id IN ({conversations})
    AND {a_reaches}
ORDER BY a.contact_id, a.local_day, a.occurred_at, a.id
