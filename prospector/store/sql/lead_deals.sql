-- Deals known at as-of with the lead each came from: the one it names, else its contact's only one, else the latest before.
SELECT id, lead_id, closed_on, status, value, currency
FROM (
    SELECT
        d.id,
        coalesce(d.lead_id, (
            SELECT l.id FROM lead l
            WHERE l.contact_id = d.contact_id
                AND (
                    {received_on} <= coalesce({opened_on}, {closed_on}, :as_of)
                    OR 1 = (SELECT count(*) FROM lead o WHERE o.contact_id = d.contact_id)
                )
            ORDER BY l.received_at DESC, l.id DESC LIMIT 1
        )) AS lead_id,
        {closed_on} AS closed_on, d.status, coalesce(d.value_minor, 0) AS value, d.currency
    FROM {known} d
    WHERE coalesce({opened_on}, :as_of) <= :as_of
)
WHERE lead_id IS NOT NULL
ORDER BY id
