-- Every quota in the words of its canonical columns; the amount of a revenue is in minor units.
SELECT
    target.id,
    target.id AS external_id,
    target.metric,
    target.amount,
    target.period,
    channel.name AS channel,
    target.set_on,
    rep.name AS rep
FROM target
JOIN rep ON rep.id = target.rep_id
LEFT JOIN channel ON channel.id = target.channel_id
