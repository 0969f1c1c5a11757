-- Every activity in the words of its canonical columns; `*_ref` are row numbers here.
SELECT
    activity.id,
    activity.id AS external_id,
    activity.occurred_at,
    activity.utc_offset AS occurred_at_offset,
    channel.name AS channel,
    kind.name AS kind,
    activity.direction,
    outcome.name AS outcome,
    contact.name AS contact,
    contact.email,
    contact.phone,
    contact.profile_url,
    contact.title,
    account.name AS account,
    COALESCE(
        activity.lead_id,
        (
            SELECT CASE COUNT(*) WHEN 0 THEN -contact.id WHEN 1 THEN MAX(lead.id) END
            FROM lead WHERE lead.contact_id = contact.id
        ),
        (SELECT MAX(lead.id) FROM lead WHERE lead.contact_id = contact.id AND contact.email IS NULL)
    ) AS contact_ref,
    account.id AS account_ref,
    activity.deal_id AS deal_ref,
    content.title AS content,
    activity.minutes,
    activity.talk_seconds,
    activity.count,
    activity.reach,
    activity.cost_minor AS cost,
    1 AS done,
    activity.plan,
    (
        SELECT GROUP_CONCAT(name, ';')
        FROM (
            SELECT tag.name
            FROM tagging JOIN tag ON tag.id = tagging.tag_id
            WHERE tagging.noun = 'activity' AND tagging.row_id = activity.id
            ORDER BY tag.name
        )
    ) AS tags,
    rep.name AS rep,
    activity.note
FROM activity
JOIN channel ON channel.id = activity.channel_id
JOIN outcome ON outcome.id = activity.outcome_id
JOIN rep ON rep.id = activity.rep_id
LEFT JOIN kind ON kind.id = activity.kind_id
LEFT JOIN contact ON contact.id = activity.contact_id
LEFT JOIN account ON account.id = COALESCE(activity.account_id, contact.account_id)
LEFT JOIN content ON content.id = activity.content_id
