-- Part of others: deals as they stood at as-of, by their dated steps where these go on after it, else as their row says.
SELECT
    w.id, w.contact_id, w.account_id, w.lead_id, w.activity_id, w.source_id, w.rep_id,
    w.value_minor, w.currency, w.opened_at, w.opened_offset,
    CASE WHEN w.goes_on IS NULL THEN w.status WHEN s.to_stage IN ('won', 'lost') THEN s.to_stage ELSE 'open' END AS status,
    CASE WHEN w.goes_on IS NULL THEN w.closed_at WHEN s.to_stage IN ('won', 'lost') THEN s.at END AS closed_at,
    CASE WHEN w.goes_on IS NULL THEN w.closed_offset WHEN s.to_stage IN ('won', 'lost') THEN s.at_offset END AS closed_offset
FROM (
    SELECT deal.*, later.first AS goes_on
    FROM deal
        LEFT JOIN (
            SELECT s.deal_id, min(s.id) AS first FROM stage_change s WHERE {step_on} > :as_of GROUP BY s.deal_id
        ) later ON later.deal_id = deal.id AND coalesce({closed_on} > :as_of, 1)
) w
    LEFT JOIN stage_change s ON w.goes_on IS NOT NULL AND s.id = (
        SELECT max(s.id) FROM stage_change s
        WHERE s.deal_id = w.id AND CASE WHEN s.at IS NULL THEN s.id < w.goes_on ELSE {step_on} <= :as_of END
    )
