-- Every content piece in the words of its canonical columns.
SELECT
    content.id,
    content.id AS external_id,
    content.title,
    content.kind,
    content.published_at,
    content.published_offset AS published_at_offset,
    content.minutes,
    content.cost_minor AS cost,
    content.quantity,
    content.used,
    content.reach,
    content.url,
    (
        SELECT GROUP_CONCAT(name, ';')
        FROM (
            SELECT tag.name
            FROM tagging JOIN tag ON tag.id = tagging.tag_id
            WHERE tagging.noun = 'content' AND tagging.row_id = content.id
            ORDER BY tag.name
        )
    ) AS tags,
    rep.name AS rep,
    content.note
FROM content
LEFT JOIN rep ON rep.id = content.rep_id
