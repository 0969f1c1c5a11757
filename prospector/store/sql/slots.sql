-- Outbound activities by weekday, quarter of an hour and channel.
SELECT
    (a.local_day + 3) % 7,
    CASE WHEN a.utc_offset IS NOT NULL THEN (a.occurred_at + a.utc_offset * 60) % 86400 / 900 END,
    a.channel_id, sum(a.count), coalesce(sum(a.minutes), 0)
FROM activity a
WHERE a.local_week BETWEEN :start_week AND :stop_week
    AND a.local_day >= :start AND a.local_day < :stop
    AND a.direction = 0 AND {filters}
GROUP BY 1, 2, 3
