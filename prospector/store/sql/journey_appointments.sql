-- When appointments were set and when they took place, and whether an activity that set them counts as that.
SELECT
    p.id, p.contact_id,
    coalesce(p.set_at, p.starts_at), CASE WHEN p.set_at IS NULL THEN p.starts_offset ELSE p.set_offset END,
    coalesce(p.starts_at, p.set_at), CASE WHEN p.starts_at IS NULL THEN p.set_offset ELSE p.starts_offset END,
    p.status = 'held',
    coalesce(
        (
            SELECT o.level >= 3 FROM activity a JOIN outcome o ON o.id = a.outcome_id
            WHERE a.id = p.activity_id AND {a_reaches} AND a.local_day <= :as_of
        ),
        0
    )
FROM appointment p
WHERE p.contact_id IS NOT NULL
ORDER BY p.id
