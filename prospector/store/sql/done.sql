-- What was done in the window, one line an activity for each of its rows of the report: outbound activities, engagements, and all else that came in where that is asked.
SELECT a.id, {key}, {channel}, a.contact_id, a.local_day, o.level, a.count, a.minutes, a.direction,
    a.direction = 0 OR (a.content_id IS NOT NULL AND a.contact_id IS NOT NULL)
FROM activity a
    JOIN outcome o ON o.id = a.outcome_id
    {joins}
WHERE a.local_week BETWEEN :start_week AND :stop_week
    AND a.local_day >= :start AND a.local_day < :stop
    AND (a.direction = 0 OR (a.content_id IS NOT NULL AND a.contact_id IS NOT NULL) OR {came_in})
    AND {filters}
ORDER BY a.occurred_at, a.id
