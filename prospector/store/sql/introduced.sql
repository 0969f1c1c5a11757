-- Contacts whom another contact brought, who came in the window, and their conversations up to as-of.
SELECT
    c.id, r.id, r.name, (SELECT name FROM account WHERE id = r.account_id),
    (
        SELECT count(*) FROM (
            SELECT DISTINCT a.channel_id, a.local_day FROM activity a
            WHERE a.contact_id = c.id AND a.local_day <= :as_of
                AND a.outcome_id IN ({conversations}) AND {a_reaches}
        )
    )
FROM (
    SELECT
        contact.id, contact.referred_by_id, contact.rep_id,
        coalesce(
            (SELECT min({received_on}) FROM lead l WHERE l.contact_id = contact.id), {created_on}
        ) AS came_on
    FROM contact
    WHERE contact.referred_by_id IS NOT NULL
) c
    JOIN contact r ON r.id = c.referred_by_id
WHERE c.came_on >= :start AND c.came_on < :stop AND coalesce(c.rep_id = :filter_rep, 1)
ORDER BY c.id
