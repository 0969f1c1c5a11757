-- Which touch each inbound activity answers: the last on its channel within the horizon before it, else on any.
SELECT i.id, i.local_day, i.level, t.id, t.direction = 0 AND t.channel_id = i.channel_id
FROM (
    SELECT a.id, a.local_day, a.channel_id, o.level, coalesce(
        (
            SELECT t.id FROM activity t
            WHERE t.contact_id = a.contact_id
                AND t.direction = 0
                AND t.channel_id = a.channel_id
                AND {before}
            ORDER BY t.occurred_at DESC, t.id DESC LIMIT 1
        ),
        (
            SELECT t.id FROM activity t
            WHERE t.contact_id = a.contact_id
                AND (t.direction = 0 OR t.content_id IS NOT NULL)
                AND {t_reaches}
                AND {before}
            ORDER BY t.occurred_at DESC, t.id DESC LIMIT 1
        )
    ) AS touch_id
    FROM activity a
        JOIN outcome o ON o.id = a.outcome_id
    WHERE {which}
        AND a.direction = 1
        AND a.outcome_id IN ({connects})
        AND a.channel_id NOT IN ({effort})
        AND a.contact_id IS NOT NULL
        AND a.content_id IS NULL
) i
    JOIN activity t ON t.id = i.touch_id
