-- Outbound activities by channel, weekday and quarter of an hour: one number, since to sort by three takes half as long again.
SELECT
    a.channel_id * 1024 + (a.local_day + 3) % 7 * 97
        + coalesce((a.occurred_at + a.utc_offset * 60) % 86400 / 900, 96),
    sum(a.count), coalesce(sum(a.minutes), 0)
FROM activity a {way}
WHERE a.local_week BETWEEN :start_week AND :stop_week
    AND a.local_day >= :start AND a.local_day < :stop
    AND a.direction = 0 AND {filters}
GROUP BY 1
