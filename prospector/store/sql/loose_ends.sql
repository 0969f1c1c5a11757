-- What waits on a day: appointments of past days without an outcome, follow-ups and open deals past their day, the oldest.
SELECT
    (
        SELECT count(*) FROM appointment p
        WHERE p.status IN ('set', 'moved') AND {starts_on} < :as_of AND coalesce(p.rep_id = :rep, 1)
            AND coalesce(p.contact_id NOT IN (SELECT contact_id FROM forgotten), 1)
    ),
    (SELECT count(*) FROM follow_up f WHERE f.status = 'open' AND f.due_on < :today AND coalesce(f.rep_id = :rep, 1)),
    (SELECT min(f.due_on) FROM follow_up f WHERE f.status = 'open' AND coalesce(f.rep_id = :rep, 1)),
    (
        SELECT count(*) FROM deal d
        WHERE d.status = 'open' AND d.expected_close_on < :today AND coalesce(d.rep_id = :rep, 1)
    ),
    (SELECT min(d.expected_close_on) FROM deal d WHERE d.status = 'open' AND coalesce(d.rep_id = :rep, 1))
