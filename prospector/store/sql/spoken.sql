-- Activities at the level conversation or above, with whom, in the order of contact and time. Those around the window
-- are there to tell what is new, and what answers what: where they came from is not looked up.
SELECT
    a.id, a.contact_id, {channel}, a.local_day, a.outcome_id, a.count,
    CASE WHEN a.local_day >= :start AND a.local_day < :stop THEN {source} END, {who},
    a.occurred_at, a.utc_offset IS NOT NULL,
    {aimed}
FROM activity a {way}
WHERE {which}
    AND a.local_day >= :before AND a.local_day < :answers_stop
    AND a.outcome_id IN ({conversations})
    AND {a_reaches}
ORDER BY a.contact_id, a.local_day, a.occurred_at, a.id
