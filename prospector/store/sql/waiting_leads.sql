-- Contacts who came and were neither touched nor talked with, with the lead source and the day of their latest arrival.
SELECT c.id, {source}, max({received_on}), c.phone_key IS NOT NULL OR c.email IS NULL
FROM lead l
    JOIN contact c ON c.id = l.contact_id
WHERE c.do_not_contact = 0
    AND coalesce(coalesce(l.rep_id, c.rep_id) = :rep, 1)
    AND coalesce({received_on} <= :today, 1)
    AND NOT EXISTS (
        SELECT 1 FROM activity a
        WHERE a.contact_id = c.id AND {a_reaches} AND (a.direction = 0 OR a.outcome_id IN ({conversations}))
    )
    AND NOT EXISTS (SELECT 1 FROM deal d WHERE d.contact_id = c.id)
GROUP BY c.id
