-- Accounts, whether each is a target, its open deals at as-of, and the day of the last touch of it that names nobody.
SELECT t.id, t.name, t.target, t.buying_group, t.divisions, coalesce(o.deals, 0), n.touched_on
FROM account t
    LEFT JOIN (
        SELECT coalesce(d.account_id, c.account_id) AS account_id, count(*) AS deals
        FROM {known} d LEFT JOIN contact c ON c.id = d.contact_id
        WHERE d.status = 'open' AND coalesce({opened_on}, :as_of) <= :as_of
        GROUP BY 1
    ) o ON o.account_id = t.id
    LEFT JOIN (
        SELECT a.account_id, max(a.local_day) AS touched_on FROM activity a
        WHERE a.contact_id IS NULL AND a.account_id IS NOT NULL
            AND a.direction = 0 AND {a_reaches} AND a.local_day <= :as_of AND {filters}
        GROUP BY a.account_id
    ) n ON n.account_id = t.id
WHERE (:every OR t.target = 1) AND coalesce(t.id = :filter_account, 1)
ORDER BY t.name_key, t.id
