-- Accounts, whether each is a target, and its open deals at as-of.
SELECT
    t.id, t.name, t.target, t.buying_group, t.divisions,
    (
        SELECT count(*) FROM {known} d
        WHERE d.status = 'open' AND coalesce({opened_on}, :as_of) <= :as_of
            AND coalesce(d.account_id, (SELECT account_id FROM contact WHERE id = d.contact_id)) = t.id
    ),
    (
        SELECT max(a.local_day) FROM activity a
        WHERE a.account_id = t.id AND a.contact_id IS NULL
            AND a.direction = 0 AND {a_reaches} AND a.local_day <= :as_of AND {filters}
    )
FROM account t
WHERE (:every OR t.target = 1) AND coalesce(t.id = :filter_account, 1)
ORDER BY t.name_key, t.id
