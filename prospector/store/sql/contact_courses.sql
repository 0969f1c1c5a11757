-- Contacts known at as-of: when they arrived, when they were first touched, and whether they are out of the question.
SELECT
    id, source, channel, coalesce(received_on, CASE WHEN lead_id IS NULL THEN coalesce(min(first_on, created_on), created_on) ELSE first_on END),
    touched_on, disqualified OR refused, CASE WHEN disqualified THEN disqualified_on ELSE refused_on END
FROM (
    SELECT
        c.id, l.id AS lead_id, {source} AS source, {channel} AS channel, {received_on} AS received_on, {created_on} AS created_on,
        (
            SELECT min(a.local_day) FROM activity a
            WHERE a.contact_id = c.id AND a.local_day <= :as_of
        ) AS first_on,
        (
            SELECT min(a.local_day) FROM activity a
            WHERE a.contact_id = c.id AND (a.direction = 0 OR a.content_id IS NOT NULL) AND {a_reaches} AND a.local_day <= :as_of
        ) AS touched_on,
        coalesce(q.qualified = 0 AND coalesce({qualified_on} <= :as_of, 1), 0) AS disqualified,
        {qualified_on} AS disqualified_on,
        c.do_not_contact AND coalesce(({refused_on}) <= :as_of, 1) AS refused,
        ({refused_on}) AS refused_on
    FROM contact c
        LEFT JOIN lead l ON l.id = (SELECT o.id FROM lead o WHERE o.contact_id = c.id ORDER BY o.received_at IS NULL, o.received_at, o.id LIMIT 1)
        LEFT JOIN lead q ON q.id = (SELECT o.id FROM lead o WHERE o.contact_id = c.id ORDER BY o.received_at IS NOT NULL, o.received_at, o.id DESC LIMIT 1)
    WHERE {filters}
)
ORDER BY id
