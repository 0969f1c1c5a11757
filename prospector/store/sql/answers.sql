-- Which touch each inbound activity answers: the last on its channel within the horizon before it, else on any.
-- The touch's number is negative where it is not of the same channel; null where there is none.
SELECT
    a.id, a.local_day, a.outcome_id,
    coalesce(
        (
            SELECT t.id FROM activity t INDEXED BY ix_activity_contact
            WHERE t.contact_id = a.contact_id
                AND t.direction = 0
                AND t.channel_id = a.channel_id
                AND {before}
            ORDER BY t.occurred_at DESC, t.id DESC LIMIT 1
        ),
        (
            SELECT -t.id FROM activity t INDEXED BY ix_activity_contact
            WHERE t.contact_id = a.contact_id
                AND (t.direction = 0 OR t.content_id IS NOT NULL)
                AND {t_reaches}
                AND {before}
            ORDER BY t.occurred_at DESC, t.id DESC LIMIT 1
        )
    )
FROM activity a {way}
WHERE {which}
    AND a.direction = 1
    AND a.outcome_id IN ({connects})
    AND {a_is_no_effort}
    AND a.contact_id IS NOT NULL
    AND a.content_id IS NULL
