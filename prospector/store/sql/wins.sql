-- Deals won up to as-of, with whom, and whether the customer was asked for a referral or gave one.
SELECT
    d.id, c.id, c.name, t.name, {closed_on}, coalesce(d.value_minor, 0), d.currency,
    EXISTS (
        SELECT 1 FROM activity a
        WHERE a.contact_id IN {people} AND a.direction = 0 AND a.local_day <= :as_of
            AND a.channel_id IN (SELECT id FROM channel WHERE name = 'referral')
    ) OR EXISTS (
        SELECT 1 FROM contact p
        WHERE p.id IN {people}
            AND p.id IN (SELECT referred_by_id FROM contact WHERE referred_by_id IS NOT NULL)
    )
FROM {known} d
    LEFT JOIN contact c ON c.id = d.contact_id
    LEFT JOIN account t ON t.id = coalesce(d.account_id, c.account_id)
WHERE d.status = 'won' AND CASE WHEN d.closed_at IS NULL THEN :takes_undated ELSE {closed_on} <= :as_of END AND coalesce(d.rep_id = :filter_rep, 1)
ORDER BY d.id
