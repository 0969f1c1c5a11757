-- How many different contacts were touched in all, over most of the log: whether each was is seen from the first few of
-- their activities.
SELECT count(*) FROM contact p
WHERE EXISTS (
    SELECT 1 FROM activity a
    WHERE a.contact_id = p.id
        AND a.local_day >= :start AND a.local_day < :stop
        AND a.direction = 0
        AND {a_is_no_effort}
        AND {filters}
) OR EXISTS (
    SELECT 1 FROM activity a
    WHERE a.contact_id = p.id
        AND a.content_id IS NOT NULL
        AND a.direction = 1
        AND a.local_day >= :start AND a.local_day < :stop
        AND {engagement_filters}
)
