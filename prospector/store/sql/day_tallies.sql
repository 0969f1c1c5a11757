-- What a rep did, by day and channel; appointments that no activity of their level made count on the day they were set, under no channel.
SELECT
    a.local_day,
    c.name,
    c.approach,
    coalesce(sum(CASE WHEN a.direction = 0 THEN a.count END), 0),
    coalesce(sum(a.minutes), 0),
    count(DISTINCT CASE WHEN a.outcome_id IN ({conversations}) AND {a_reaches} THEN a.contact_id END)
        + coalesce(sum(CASE WHEN a.outcome_id IN ({conversations}) AND {a_reaches} AND a.contact_id IS NULL THEN a.count END), 0),
    coalesce(sum(CASE WHEN a.outcome_id IN ({appointments}) AND {a_reaches} THEN a.count END), 0)
FROM activity a
    JOIN channel c ON c.id = a.channel_id
WHERE a.local_week BETWEEN :start_week AND :stop_week
    AND a.local_day >= :start AND a.local_day < :stop
    AND a.rep_id = :rep_id
GROUP BY a.local_day, a.channel_id
UNION ALL
SELECT {set_on}, '', '', 0, 0, 0, count(*)
FROM appointment p
WHERE {set_on} >= :start AND {set_on} < :stop
    AND p.rep_id = :rep_id
    AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.id = p.activity_id AND a.outcome_id IN ({appointments}))
GROUP BY {set_on}
