-- When deals were opened and won, and whose they are.
SELECT d.id, d.contact_id, d.account_id, d.opened_at, d.opened_offset, d.status = 'won', d.closed_at, d.closed_offset
FROM {known} d
ORDER BY d.id
