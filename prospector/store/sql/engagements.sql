-- Engagements of contacts with content pieces, by row of the report and day; index ix_activity_content finds them.
SELECT
    {key},
    {channel},
    1,
    a.local_day,
    sum(a.count),
    coalesce(sum(CASE WHEN a.outcome_id IN ({connects}) THEN a.count END), 0),
    coalesce(sum(CASE WHEN a.outcome_id IN ({conversations}) THEN a.count END), 0),
    coalesce(sum(CASE WHEN a.outcome_id IN ({appointments}) THEN a.count END), 0)
FROM activity a INDEXED BY ix_activity_content {joins}
WHERE a.content_id IS NOT NULL
    AND a.direction = 1
    AND a.contact_id IS NOT NULL
    AND a.local_day >= :start AND a.local_day < :stop
    AND {filters}
GROUP BY 1, 2, 4
