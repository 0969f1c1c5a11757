-- Leads received in a period, with their first touch and their conversations up to as-of.
SELECT
    l.id, l.contact_id, {source}, {received_on},
    coalesce(l.qualified = 1 AND (l.qualified_at IS NULL OR {qualified_on} <= :as_of), 0),
    (
        SELECT a.local_day FROM activity a
        WHERE a.lead_id = l.id
            AND a.direction = 0 AND {a_is_no_effort} AND a.local_day <= :as_of
        ORDER BY a.local_day LIMIT 1
    ),
    (
        SELECT a.local_day FROM activity a
        WHERE a.contact_id = l.contact_id AND a.lead_id IS NULL
            AND a.direction = 0 AND {a_is_no_effort} AND a.local_day <= :as_of
        ORDER BY a.occurred_at LIMIT 1
    ),
    (
        SELECT count(*) FROM (
            SELECT a.channel_id, a.local_day FROM activity a
            WHERE a.lead_id = l.id
                AND a.outcome_id IN ({conversations}) AND {a_reaches} AND a.local_day <= :as_of
            UNION
            SELECT a.channel_id, a.local_day FROM activity a
            WHERE a.contact_id = l.contact_id AND a.lead_id IS NULL
                AND a.local_day >= coalesce({received_on}, 0)
                AND a.outcome_id IN ({conversations}) AND {a_reaches} AND a.local_day <= :as_of
        )
    )
FROM lead l
WHERE CASE WHEN l.received_at IS NULL THEN :takes_undated ELSE {received_on} >= :start AND {received_on} < :stop END
    AND {filters}
ORDER BY l.id
