-- Touches by row of the report, channel and day, for the days of which some may still be answered; index ix_activity_week holds it.
SELECT
    {key},
    a.channel_id,
    a.contact_id IS NOT NULL,
    a.local_day,
    sum(a.count),
    coalesce(sum(CASE WHEN a.outcome_id IN ({connects}) THEN a.count END), 0),
    coalesce(sum(CASE WHEN a.outcome_id IN ({conversations}) THEN a.count END), 0),
    coalesce(sum(CASE WHEN a.outcome_id IN ({appointments}) THEN a.count END), 0)
FROM activity a {joins}
WHERE a.local_week BETWEEN :young_week AND :stop_week
    AND a.local_day >= :young AND a.local_day < :stop
    AND a.direction = 0
    AND {filters}
GROUP BY 1, 2, 3, 4
