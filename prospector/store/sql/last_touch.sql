-- Part of another: when the last touch of a contact was, between two moments.
SELECT t.occurred_at FROM activity t INDEXED BY ix_activity_contact
WHERE t.contact_id = {person}
    AND t.occurred_at BETWEEN {first} AND {last}
    AND ((t.direction = 0 AND {t_is_no_effort}) OR (t.direction = 1 AND t.content_id IS NOT NULL))
ORDER BY t.occurred_at DESC LIMIT 1
