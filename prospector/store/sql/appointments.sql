-- Appointments set or held, whose they are, and the activity or the last conversation that they are credited to.
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
    coalesce(p.activity_id, ({conversation})),
    {source}, {key}
FROM appointment p {joins}
WHERE {filters}
ORDER BY p.id
