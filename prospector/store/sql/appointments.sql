-- Appointments set or held, whose they are, and what they are credited to: the activity that set them, else the channel
-- that is said to have brought them, else the last conversation.
SELECT
    p.id,
    {set_on}, {starts_on},
    p.status = 'held',
    coalesce(
        (
            SELECT o.level >= 3 FROM activity a JOIN outcome o ON o.id = a.outcome_id
            WHERE a.id = p.activity_id AND {a_reaches} AND a.local_day <= :as_of
        ),
        0
    ),
    CASE WHEN {is_said} THEN NULL ELSE coalesce(p.activity_id, ({conversation})) END,
    CASE WHEN {is_said} THEN p.channel_id END, {how},
    {source}, {key}
FROM appointment p {joins}
WHERE {filters}
ORDER BY p.id
