-- Deals opened or won in the window, and the activity or the last conversation that each end is credited to.
SELECT
    d.id,
    {opened_on}, {closed_on},
    d.status, coalesce(d.value_minor, 0), d.currency,
    CASE WHEN {is_opened} THEN coalesce(d.activity_id, {conversation_before_opened}) END,
    CASE WHEN {is_won} THEN coalesce(d.activity_id, {conversation_before_closed}) END,
    {source}, {key}
FROM {known} d {joins}
WHERE ({is_opened} OR {is_won} OR (d.status = 'won' AND d.closed_at IS NULL)) AND {filters}
ORDER BY d.id
