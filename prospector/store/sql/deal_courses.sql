-- Deals known at as-of, whose they are, and where they came from; their steps are fetched apart.
SELECT
    d.id, w.name, coalesce(t.name, c.name), d.contact_id, d.rep_id, {source}, {channel},
    d.value_minor, d.currency, {opened_on}, {closed_on}, d.status, w.stage, w.expected_close_on
FROM {known} d
    JOIN deal w ON w.id = d.id
    LEFT JOIN contact c ON c.id = d.contact_id
    LEFT JOIN account t ON t.id = coalesce(d.account_id, c.account_id)
WHERE coalesce({opened_on}, :as_of) <= :as_of AND {filters}
ORDER BY d.id
