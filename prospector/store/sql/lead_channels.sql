-- What each channel did with leads received in a period, up to as-of: touches, the day of the first, and days with a conversation.
WITH chosen AS MATERIALIZED (
    SELECT l.id, l.contact_id, coalesce({received_on}, 0) AS received_on
    FROM lead l
    WHERE CASE WHEN l.received_at IS NULL THEN :takes_undated ELSE {received_on} >= :start AND {received_on} < :stop END
        AND {filters}
), done AS (
    SELECT c.id AS lead_id, a.channel_id, a.local_day, a.count,
        a.direction = 0 AND {a_is_no_effort} AS is_touch,
        a.outcome_id IN ({conversations}) AND {a_reaches} AS is_spoken
    FROM chosen c JOIN activity a ON a.lead_id = c.id
    WHERE a.local_day <= :as_of
    UNION ALL
    SELECT c.id, a.channel_id, a.local_day, a.count,
        a.direction = 0 AND {a_is_no_effort},
        a.outcome_id IN ({conversations}) AND {a_reaches} AND a.local_day >= c.received_on
    FROM chosen c JOIN activity a ON a.contact_id = c.contact_id
    WHERE a.lead_id IS NULL AND a.local_day <= :as_of
)
SELECT
    lead_id,
    (SELECT name FROM channel WHERE id = channel_id),
    coalesce(sum(CASE WHEN is_touch THEN count END), 0),
    min(CASE WHEN is_touch THEN local_day END),
    count(DISTINCT CASE WHEN is_spoken THEN local_day END)
FROM done
WHERE is_touch OR is_spoken
GROUP BY lead_id, channel_id
ORDER BY lead_id, channel_id
