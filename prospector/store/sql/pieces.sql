-- Content pieces with what they took; where a piece does not say it itself, as after an import of activities, its publications do.
SELECT
    c.id, c.title, c.kind,
    coalesce({published_on}, p.first_on),
    coalesce(c.minutes, p.minutes), coalesce(c.cost_minor, p.cost_minor),
    c.quantity, c.used, coalesce(c.reach, p.reach)
FROM content c
    LEFT JOIN (
        SELECT a.content_id, min(a.local_day) AS first_on, sum(a.minutes) AS minutes, sum(a.cost_minor) AS cost_minor, sum(a.reach) AS reach
        FROM activity a INDEXED BY ix_activity_content
        WHERE a.content_id IS NOT NULL AND a.direction = 0 AND a.contact_id IS NULL
            AND a.channel_id = ({content_channel})
        GROUP BY a.content_id
    ) p ON p.content_id = c.id
WHERE {filters}
ORDER BY c.title_key, c.id
