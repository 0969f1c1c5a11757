-- Touches of all people of companies, in the order of company and time.
SELECT c.account_id, a.occurred_at * 4096 + coalesce(a.utc_offset + 2048, 0), {key}, a.id
FROM contact c
    CROSS JOIN activity a INDEXED BY ix_activity_contact ON a.contact_id = c.id
WHERE c.account_id IN (SELECT value FROM json_each(:ids))
    AND a.occurred_at BETWEEN :earliest AND :latest
    AND ((a.direction = 0 AND {a_is_no_effort}) OR (a.direction = 1 AND a.content_id IS NOT NULL))
ORDER BY c.account_id, a.occurred_at, a.id
