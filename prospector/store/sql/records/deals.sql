-- Every deal with its dated history (stage@seconds@offset, in order); `*_ref` are row numbers here.
SELECT
    deal.id,
    deal.id AS external_id,
    deal.name,
    contact.name AS contact,
    contact.email,
    account.name AS account,
    COALESCE(
        deal.lead_id,
        (
            SELECT CASE COUNT(*) WHEN 0 THEN -contact.id WHEN 1 THEN MAX(lead.id) END
            FROM lead WHERE lead.contact_id = contact.id
        ),
        (SELECT MAX(lead.id) FROM lead WHERE lead.contact_id = contact.id AND contact.email IS NULL)
    ) AS contact_ref,
    account.id AS account_ref,
    deal.activity_id AS activity_ref,
    deal.value_minor AS value,
    deal.currency,
    deal.stage,
    entered.at AS stage_since,
    entered.at_offset AS stage_since_offset,
    (
        SELECT GROUP_CONCAT(step.to_stage || '@' || step.at || '@' || COALESCE(step.at_offset, ''), ';')
        FROM (
            SELECT to_stage, at, at_offset FROM stage_change
            WHERE deal_id = deal.id AND at IS NOT NULL
            ORDER BY (at + COALESCE(at_offset, 0) * 60) / 86400, id
        ) AS step
    ) AS history,
    deal.status,
    source.name AS source,
    deal.opened_at,
    deal.opened_offset AS opened_at_offset,
    deal.expected_close_on,
    deal.closed_at,
    deal.closed_offset AS closed_at_offset,
    deal.lost_reason,
    (
        SELECT GROUP_CONCAT(name, ';')
        FROM (
            SELECT tag.name
            FROM tagging JOIN tag ON tag.id = tagging.tag_id
            WHERE tagging.noun = 'deal' AND tagging.row_id = deal.id
            ORDER BY tag.name
        )
    ) AS tags,
    rep.name AS rep,
    deal.note
FROM deal
JOIN rep ON rep.id = deal.rep_id
LEFT JOIN contact ON contact.id = deal.contact_id
LEFT JOIN account ON account.id = COALESCE(deal.account_id, contact.account_id)
LEFT JOIN source ON source.id = deal.source_id
LEFT JOIN stage_change AS entered ON entered.id = (
    SELECT latest.id FROM stage_change AS latest
    WHERE latest.deal_id = deal.id AND latest.to_stage = deal.stage
    ORDER BY latest.at DESC, latest.id DESC LIMIT 1
)
