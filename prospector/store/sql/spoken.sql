-- Activities at the level conversation or above, with whom, in the order of contact and time.
SELECT
    a.id, a.contact_id, {channel}, a.local_day, o.level, a.count, {source}, {who},
    a.occurred_at, a.utc_offset IS NOT NULL
FROM activity a
    JOIN outcome o ON o.id = a.outcome_id
WHERE a.local_week BETWEEN :before_week AND :answers_week
    AND a.local_day >= :before AND a.local_day < :answers_stop
    AND a.outcome_id IN ({conversations})
    AND {a_reaches}
ORDER BY a.contact_id, a.local_day, a.occurred_at, a.id
