-- How much was done: activities, minutes and how far each came, by row of the report and channel; index ix_activity_week holds it all.
SELECT
    {key},
    a.channel_id,
    sum(a.count),
    coalesce(sum(CASE WHEN a.minutes IS NOT NULL THEN a.count END), 0),
    coalesce(sum(a.minutes), 0),
    coalesce(sum(CASE WHEN {a_is_connect} THEN a.count END), 0),
    {tally_columns},
    coalesce(sum(CASE WHEN {a_is_appointment} THEN a.count END), 0)
FROM {rows} {joins}
WHERE a.local_week BETWEEN :start_week AND :stop_week
    AND {days}
    AND a.direction = :direction
    AND a.contact_id IS {nobody} NULL
    AND {filters}
GROUP BY {group}
