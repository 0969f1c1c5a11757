-- Part of others: the last conversation at or before a result; a date without a time of day is the end of that day.
SELECT c.id FROM activity c
WHERE {people}
    AND c.occurred_at <= coalesce({at}, 9e15) + 172800
    AND c.outcome_id IN ({conversations})
    AND c.channel_id NOT IN ({effort})
    AND c.local_day <= :as_of
    AND CASE
        WHEN {at} IS NULL THEN 1
        WHEN {offset} IS NULL OR c.utc_offset IS NULL THEN c.local_day <= {day}
        ELSE c.occurred_at <= {at}
    END
ORDER BY c.occurred_at DESC, c.id DESC LIMIT 1
