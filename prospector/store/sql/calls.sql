-- The history of contacts who were called in the window, in the order of time: calls, what warms them, conversations.
SELECT
    a.contact_id, a.id, a.local_day, a.count,
    a.direction = 0 AND a.channel_id = :channel,
    CASE
        WHEN a.content_id IS NOT NULL AND a.direction = 1 THEN 1
        ELSE a.direction = 0 AND (a.channel_id = :content_channel OR a.channel_id IN (SELECT id FROM channel WHERE name = 'social'))
    END,
    a.outcome_id IN ({conversations}) AND {a_reaches},
    a.local_day >= :start AND a.local_day < :stop AND {who},
    {source}
FROM activity a
WHERE a.contact_id IN (
        SELECT c.contact_id FROM activity c
        WHERE c.local_week BETWEEN :start_week AND :stop_week AND c.channel_id = :channel AND c.direction = 0
            AND c.contact_id IS NOT NULL
    )
    AND a.local_day < :stop
ORDER BY a.contact_id, a.local_day, a.occurred_at, a.id
