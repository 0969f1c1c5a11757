-- Activities by their numbers: what they are, and in which rows of the report they fall, a line for each row.
SELECT
    a.id, {channel}, a.local_day, a.outcome_id,
    {aimed},
    a.minutes IS NOT NULL, {key}, {how}, {who}
FROM json_each(:ids) e
    CROSS JOIN activity a ON a.id = e.value
    {joins}
