-- Every account in the words of its canonical columns.
SELECT
    account.id,
    account.id AS external_id,
    account.name,
    account.domain,
    account.industry,
    account.target,
    account.buying_group,
    account.divisions,
    rep.name AS rep,
    account.note
FROM account
LEFT JOIN rep ON rep.id = account.rep_id
