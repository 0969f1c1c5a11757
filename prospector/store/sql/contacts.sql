-- How many different contacts were touched, by row of the report and (with 1 in front) in all: by outbound activities
-- that are not mere effort, and by engagements.
WITH touched AS MATERIALIZED (
    SELECT {key} AS key, a.contact_id
    FROM activity a {joins}
    WHERE a.local_week BETWEEN :start_week AND :stop_week
        AND a.local_day >= :start AND a.local_day < :stop
        AND a.direction = 0
        AND a.contact_id IS NOT NULL
        AND a.channel_id NOT IN ({effort})
        AND {filters}
    UNION
    SELECT {engagement_key}, a.contact_id
    FROM activity a {joins}
    WHERE a.content_id IS NOT NULL
        AND a.direction = 1
        AND a.contact_id IS NOT NULL
        AND a.local_day >= :start AND a.local_day < :stop
        AND {engagement_filters}
)
SELECT 0, key, count(*) FROM touched GROUP BY key
UNION ALL
SELECT 1, NULL, count(DISTINCT contact_id) FROM touched
