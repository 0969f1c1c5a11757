-- Quotas that hold at as-of: set by then, and not replaced by then.
SELECT t.rep_id, r.name, t.metric, t.channel_id, c.name, t.period, t.start_day, t.end_day, t.amount, s.amount
FROM target t
    JOIN rep r ON r.id = t.rep_id
    LEFT JOIN channel c ON c.id = t.channel_id
    LEFT JOIN stretch s ON s.target_id = t.id
WHERE t.sort = 'quota'
    AND (t.set_on IS NULL OR t.set_on <= :as_of_date)
    AND (t.replaced_on IS NULL OR t.replaced_on > :as_of_date)
ORDER BY t.start_day, t.end_day, t.metric, r.id, c.id, t.id
