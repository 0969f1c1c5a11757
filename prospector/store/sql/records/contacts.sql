-- Every contact with all addresses, the main one first, and a lead of theirs: the latest one, or (:every_lead) one row for each; `*_ref` are row numbers here.
SELECT
    contact.id,
    COALESCE(lead.id, -contact.id) AS external_id,
    contact.id AS person_ref,
    contact.name,
    (
        SELECT GROUP_CONCAT(value, '; ')
        FROM (
            SELECT contact.email AS value WHERE contact.email IS NOT NULL
            UNION ALL
            SELECT value FROM (
                SELECT value FROM address WHERE contact_id = contact.id AND sort = 'email' ORDER BY id
            )
        )
    ) AS email,
    (
        SELECT GROUP_CONCAT(value, '; ')
        FROM (
            SELECT contact.phone AS value WHERE contact.phone IS NOT NULL
            UNION ALL
            SELECT value FROM (
                SELECT value FROM address WHERE contact_id = contact.id AND sort = 'phone' ORDER BY id
            )
        )
    ) AS phone,
    (
        SELECT GROUP_CONCAT(value, '; ')
        FROM (
            SELECT contact.profile_url AS value WHERE contact.profile_url IS NOT NULL
            UNION ALL
            SELECT value FROM (
                SELECT value FROM address WHERE contact_id = contact.id AND sort = 'profile' ORDER BY id
            )
        )
    ) AS profile_url,
    contact.title,
    contact.seniority,
    contact.division,
    account.name AS account,
    contact.account_id AS account_ref,
    source.name AS source,
    lead.source_detail,
    lead.received_at,
    lead.received_offset AS received_at_offset,
    CASE
        WHEN referrer.email IS NOT NULL
        AND (
            (SELECT COUNT(*) FROM contact AS other WHERE other.name_key = referrer.name_key) > 1
            OR EXISTS (SELECT 1 FROM address WHERE sort = 'name' AND key = referrer.name_key)
        )
            THEN referrer.email
        ELSE referrer.name
    END AS referred_by,
    lead.qualified,
    lead.qualified_at,
    lead.qualified_offset AS qualified_at_offset,
    contact.do_not_contact,
    (
        SELECT GROUP_CONCAT(name, ';')
        FROM (
            SELECT tag.name
            FROM tagging JOIN tag ON tag.id = tagging.tag_id
            WHERE tagging.noun = 'contact' AND tagging.row_id = contact.id
            ORDER BY tag.name
        )
    ) AS tags,
    rep.name AS rep,
    contact.note,
    (
        SELECT GROUP_CONCAT(value, ';')
        FROM (SELECT value FROM address WHERE contact_id = contact.id AND sort = 'name' ORDER BY id)
    ) AS other_names
FROM contact
LEFT JOIN lead
    ON lead.contact_id = contact.id
    AND (:every_lead OR lead.id = (SELECT MAX(latest.id) FROM lead AS latest WHERE latest.contact_id = contact.id))
LEFT JOIN source ON source.id = lead.source_id
LEFT JOIN account ON account.id = contact.account_id
LEFT JOIN contact AS referrer ON referrer.id = contact.referred_by_id
LEFT JOIN rep ON rep.id = COALESCE(lead.rep_id, contact.rep_id)
