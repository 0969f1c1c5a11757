-- What happened with contacts who were never in a plan, in the order of contact and time.
SELECT a.contact_id, a.local_day, ch.name, k.name, a.direction, o.level
FROM activity a
    JOIN channel ch ON ch.id = a.channel_id
    JOIN outcome o ON o.id = a.outcome_id
    LEFT JOIN kind k ON k.id = a.kind_id
WHERE a.contact_id IS NOT NULL AND a.contact_id NOT IN (SELECT contact_id FROM enrolment)
    AND {a_reaches} AND a.local_day <= :as_of AND coalesce(a.rep_id = :rep, 1)
    AND (a.direction = 0 OR a.outcome_id IN ({conversations}))
ORDER BY a.contact_id, a.occurred_at, a.id
