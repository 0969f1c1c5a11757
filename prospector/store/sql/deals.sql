-- Deals with the day they were opened and closed, and the activity or the last conversation that each is credited to.
SELECT
    d.id,
    {opened_on}, {closed_on},
    d.status, coalesce(d.value_minor, 0), d.currency,
    coalesce(d.activity_id, ({conversation_before_opened})),
    coalesce(d.activity_id, ({conversation_before_closed})),
    {source}, {key}
FROM deal d {joins}
WHERE {filters}
ORDER BY d.id
