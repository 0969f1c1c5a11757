-- How many different contacts were touched, by row of the report: by outbound activities that are not mere effort, and
-- by engagements; who was touched in both ways is taken away once. By week the rows come in the order of ix_activity_week.
WITH engaged AS MATERIALIZED (
    SELECT DISTINCT {engagement_key} AS key, a.contact_id
    FROM activity a INDEXED BY ix_activity_content {joins}
    WHERE a.content_id IS NOT NULL
        AND a.direction = 1
        AND a.contact_id IS NOT NULL
        AND a.local_day >= :start AND a.local_day < :stop
        AND {engagement_filters}
), reached AS MATERIALIZED (
    SELECT DISTINCT {key} AS key, a.contact_id
    FROM (SELECT DISTINCT contact_id FROM engaged) e
        CROSS JOIN activity a ON a.contact_id = e.contact_id {joins}
    WHERE a.local_day >= :start AND a.local_day < :stop
        AND a.direction = 0
        AND {a_is_no_effort}
        AND {filters}
)
SELECT key, sum(contacts) FROM (
    SELECT {key} AS key, count(DISTINCT a.contact_id) AS contacts
    FROM activity a {joins}
    WHERE a.local_week BETWEEN :start_week AND :stop_week
        AND {days}
        AND a.direction = 0
        AND a.contact_id IS NOT NULL
        AND {a_is_no_effort}
        AND {filters}
    GROUP BY {key}
    UNION ALL
    SELECT key, count(*) FROM engaged GROUP BY key
    UNION ALL
    SELECT r.key, -count(*) FROM reached r JOIN engaged e ON e.contact_id = r.contact_id AND e.key IS r.key GROUP BY r.key
)
GROUP BY key
