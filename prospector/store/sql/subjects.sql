-- Contacts who were new while an experiment ran and had no activity before, and their history in the order of time.
SELECT
    c.id, c.name, {came_on}, a.local_day,
    a.direction = 0 AND a.channel_id = :channel,
    CASE
        WHEN a.content_id IS NOT NULL AND a.direction = 1 THEN 1
        ELSE a.direction = 0 AND (a.channel_id = :content_channel OR a.channel_id IN (SELECT id FROM channel WHERE name = 'social'))
    END,
    a.outcome_id IN ({conversations}) AND {a_reaches}
FROM contact c LEFT JOIN activity a ON a.contact_id = c.id AND a.local_day <= :as_of
WHERE c.rep_id = :rep AND c.created_at >= :started AND c.created_at < :stopped AND {came_on} <= :as_of
    AND NOT EXISTS (SELECT 1 FROM activity b WHERE b.contact_id = c.id AND b.occurred_at <= c.created_at)
ORDER BY c.id, a.local_day, a.occurred_at, a.id
