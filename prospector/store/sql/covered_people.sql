-- The people of accounts: when each was touched last, and whether touched, conversed with or met in the window.
SELECT
    c.id, c.account_id, c.division, c.seniority,
    max(CASE WHEN {touches} THEN a.local_day END),
    coalesce(max({touches} AND a.local_day >= :start AND a.local_day < :stop), 0),
    coalesce(max({speaks} AND a.local_day >= :start AND a.local_day < :stop), 0),
    coalesce(max({speaks} AND a.local_day > :as_of - :new_after), 0),
    EXISTS (
        SELECT 1 FROM appointment p
        WHERE p.contact_id = c.id AND p.status = 'held' AND {appointments}
            AND CASE WHEN {held_on} IS NULL THEN :takes_undated ELSE {held_on} >= :start AND {held_on} < :stop END
    )
FROM account t
    JOIN contact c ON c.account_id = t.id
    LEFT JOIN activity a ON a.contact_id = c.id AND a.local_day <= :as_of AND {filters}
WHERE (:every OR t.target = 1) AND coalesce(t.id = :filter_account, 1)
GROUP BY c.id
ORDER BY c.id
