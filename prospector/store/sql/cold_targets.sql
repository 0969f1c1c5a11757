-- Target accounts, how many decide there, how many were met, and the days of the last touch of their people and of them.
SELECT
    t.id, t.name, t.buying_group,
    (
        SELECT count(DISTINCT p.contact_id) FROM contact c
            JOIN appointment p ON p.contact_id = c.id
        WHERE c.account_id = t.id AND p.status = 'held' AND coalesce(p.rep_id = :rep, 1)
    ),
    (
        SELECT max(a.local_day) FROM contact c
            JOIN activity a ON a.contact_id = c.id
        WHERE c.account_id = t.id AND {touches} AND a.local_day <= :today AND coalesce(a.rep_id = :rep, 1)
    ),
    o.touched_on
FROM account t
    LEFT JOIN (
        SELECT a.account_id, max(a.local_day) AS touched_on FROM activity a
        WHERE a.contact_id IS NULL AND a.account_id IS NOT NULL
            AND a.direction = 0 AND {a_reaches} AND a.local_day <= :today AND coalesce(a.rep_id = :rep, 1)
        GROUP BY a.account_id
    ) o ON o.account_id = t.id
WHERE t.target = 1
ORDER BY t.name_key, t.id
