-- Every appointment in the words of its canonical columns; `*_ref` are row numbers here.
SELECT
    appointment.id,
    appointment.id AS external_id,
    contact.name AS contact,
    contact.email,
    COALESCE((SELECT MAX(lead.id) FROM lead WHERE lead.contact_id = contact.id), -contact.id) AS contact_ref,
    appointment.activity_id AS activity_ref,
    appointment.deal_id AS deal_ref,
    appointment.set_at,
    appointment.set_offset AS set_at_offset,
    appointment.starts_at,
    appointment.starts_offset AS starts_at_offset,
    appointment.status,
    channel.name AS channel,
    rep.name AS rep,
    appointment.note
FROM appointment
JOIN rep ON rep.id = appointment.rep_id
LEFT JOIN contact ON contact.id = appointment.contact_id
LEFT JOIN channel ON channel.id = appointment.channel_id
