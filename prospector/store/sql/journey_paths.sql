-- The journey to each result as one text, a letter for each touch; null where there is none. What rules have to look at is
-- marked: E001 has no time of day, E002 is before the look-back, E003 is in the second of the result, E004 in that of the
-- result before. Touches after the result are there for the first mark alone. Index ix_activity_contact holds it all.
WITH result AS MATERIALIZED (
    SELECT
        CAST(key AS INTEGER) AS person,
        value >> 26 AS at,
        (value >> 26) - ((value >> 2) & 16777215) AS begin,
        (value >> 26) / 86400 - 1 + (value & 3) AS day
    FROM json_each(:results)
)
SELECT (
    SELECT group_concat(letter, '') FROM (
        SELECT
            CASE
                WHEN a.utc_offset IS NULL THEN char(57345)
                WHEN a.occurred_at >= r.at THEN CASE WHEN a.occurred_at = r.at THEN char(57347) || {letter} ELSE '' END
                WHEN a.occurred_at = r.begin THEN char(57348)
                WHEN a.occurred_at < (r.day - :lookback + 1) * 86400
                    AND (a.occurred_at + a.utc_offset * 60) / 86400 < r.day - :lookback THEN char(57346)
                ELSE {letter}
            END AS letter
        FROM activity a INDEXED BY ix_activity_contact
        WHERE a.contact_id = r.person
            AND a.occurred_at >= r.begin
            AND a.occurred_at < (r.day + 2) * 86400
            AND ((a.direction = 0 AND {a_is_no_effort}) OR (a.direction = 1 AND a.content_id IS NOT NULL))
        {order}
    )
)
FROM result r
