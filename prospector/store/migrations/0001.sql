-- Schema 1: the first release. Frozen: a later schema is a later step.

CREATE TABLE rep (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (name_key)
)
 STRICT;

CREATE TABLE import_run (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    options_digest TEXT NOT NULL,
    options TEXT NOT NULL,
    system TEXT NOT NULL,
    profile TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    added INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    contacts_added INTEGER NOT NULL,
    accounts_added INTEGER NOT NULL,
    undone_at INTEGER,
    checksum INTEGER NOT NULL
)
 STRICT;

CREATE INDEX ix_import_run_ledger ON import_run (sha256, options_digest);

CREATE TABLE origin (
    identity BLOB NOT NULL,
    kind TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    system TEXT NOT NULL,
    external_id TEXT,
    content_hash INTEGER,
    import_id INTEGER,
    PRIMARY KEY (identity),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_origin_row ON origin (kind, row_id);

CREATE TABLE outcome (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    level INTEGER NOT NULL,
    aliases TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_outcome_level CHECK (level BETWEEN 0 AND 3),
    UNIQUE (name)
)
 STRICT;

CREATE TABLE channel (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    approach TEXT NOT NULL,
    audience TEXT NOT NULL,
    default_outcome_id INTEGER NOT NULL,
    default_with_minutes_id INTEGER,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_channel_approach CHECK (approach IN ('prospecting', 'marketing', 'effort')),
    CONSTRAINT ck_channel_audience CHECK (audience IN ('one', 'many')),
    UNIQUE (name),
    FOREIGN KEY(default_outcome_id) REFERENCES outcome (id),
    FOREIGN KEY(default_with_minutes_id) REFERENCES outcome (id)
)
 STRICT;

CREATE TABLE source (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    family TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (name_key)
)
 STRICT;

CREATE TABLE kind (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (name)
)
 STRICT;

CREATE TABLE account (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    domain TEXT,
    industry TEXT,
    target INTEGER NOT NULL,
    buying_group INTEGER,
    divisions TEXT,
    rep_id INTEGER,
    note TEXT,
    import_id INTEGER,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_account_target CHECK (target IN (0, 1)),
    CONSTRAINT ck_account_buying_group CHECK (buying_group > 0),
    UNIQUE (name_key),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 STRICT;

CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    phone_key TEXT,
    profile_url TEXT,
    profile_key TEXT,
    title TEXT,
    seniority TEXT,
    division TEXT,
    account_id INTEGER,
    referred_by_id INTEGER,
    do_not_contact INTEGER NOT NULL,
    rep_id INTEGER,
    note TEXT,
    created_at INTEGER NOT NULL,
    created_offset INTEGER,
    import_id INTEGER,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_contact_do_not_contact CHECK (do_not_contact IN (0, 1)),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(referred_by_id) REFERENCES contact (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 STRICT;

CREATE INDEX ix_contact_account ON contact (account_id) WHERE account_id IS NOT NULL;

CREATE INDEX ix_contact_name_key ON contact (name_key);

CREATE INDEX ix_contact_phone ON contact (phone_key) WHERE phone_key IS NOT NULL;

CREATE UNIQUE INDEX ux_contact_email ON contact (email) WHERE email IS NOT NULL;

CREATE UNIQUE INDEX ux_contact_profile ON contact (profile_key) WHERE profile_key IS NOT NULL;

CREATE TABLE lead (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    source_id INTEGER,
    source_detail TEXT,
    received_at INTEGER,
    received_offset INTEGER,
    qualified INTEGER,
    qualified_at INTEGER,
    qualified_offset INTEGER,
    rep_id INTEGER,
    import_id INTEGER,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_lead_qualified CHECK (qualified IN (0, 1)),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(source_id) REFERENCES source (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 STRICT;

CREATE INDEX ix_lead_contact_id ON lead (contact_id);

CREATE TABLE content (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    kind TEXT,
    published_at INTEGER,
    published_offset INTEGER,
    minutes INTEGER,
    cost_minor INTEGER,
    quantity INTEGER,
    used INTEGER,
    reach INTEGER,
    url TEXT,
    rep_id INTEGER,
    note TEXT,
    import_id INTEGER,
    checksum INTEGER NOT NULL,
    UNIQUE (title_key),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 STRICT;

CREATE TABLE deal (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    contact_id INTEGER,
    account_id INTEGER,
    lead_id INTEGER,
    activity_id INTEGER,
    source_id INTEGER,
    value_minor INTEGER,
    currency TEXT,
    status TEXT NOT NULL,
    stage TEXT,
    opened_at INTEGER,
    opened_offset INTEGER,
    expected_close_on TEXT,
    closed_at INTEGER,
    closed_offset INTEGER,
    lost_reason TEXT,
    rep_id INTEGER NOT NULL,
    note TEXT,
    import_id INTEGER,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_deal_status CHECK (status IN ('open', 'won', 'lost')),
    CONSTRAINT ck_deal_stage CHECK ((status = 'open') = (stage IS NOT NULL)),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(lead_id) REFERENCES lead (id),
    FOREIGN KEY(activity_id) REFERENCES activity (id),
    FOREIGN KEY(source_id) REFERENCES source (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 STRICT;

CREATE INDEX ix_deal_contact ON deal (contact_id);

CREATE INDEX ix_deal_lead ON deal (lead_id);

CREATE INDEX ix_deal_name_key ON deal (name_key);

CREATE TABLE stage_change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    deal_id INTEGER NOT NULL,
    to_stage TEXT NOT NULL,
    at INTEGER,
    at_offset INTEGER,
    import_id INTEGER,
    checksum INTEGER NOT NULL,
    FOREIGN KEY(deal_id) REFERENCES deal (id),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 STRICT;

CREATE INDEX ix_stage_change_deal ON stage_change (deal_id, at);

CREATE TABLE activity (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    identity BLOB NOT NULL,
    content_hash INTEGER,
    external_id TEXT,
    occurred_at INTEGER NOT NULL,
    utc_offset INTEGER,
    local_day INTEGER NOT NULL,
    local_week INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    kind_id INTEGER,
    direction INTEGER NOT NULL,
    outcome_id INTEGER NOT NULL,
    contact_id INTEGER,
    account_id INTEGER,
    lead_id INTEGER,
    deal_id INTEGER,
    content_id INTEGER,
    rep_id INTEGER NOT NULL,
    count INTEGER NOT NULL,
    minutes INTEGER,
    talk_seconds INTEGER,
    reach INTEGER,
    cost_minor INTEGER,
    "plan" TEXT,
    note TEXT,
    import_id INTEGER,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_activity_direction CHECK (direction IN (0, 1)),
    CONSTRAINT ck_activity_count CHECK (count > 0),
    CONSTRAINT ck_activity_minutes CHECK (minutes >= 0),
    FOREIGN KEY(channel_id) REFERENCES channel (id),
    FOREIGN KEY(kind_id) REFERENCES kind (id),
    FOREIGN KEY(outcome_id) REFERENCES outcome (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(lead_id) REFERENCES lead (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id),
    FOREIGN KEY(content_id) REFERENCES content (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 STRICT;

CREATE INDEX ix_activity_contact ON activity (contact_id, occurred_at, channel_id, direction, content_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_activity_content ON activity (content_id) WHERE content_id IS NOT NULL;

CREATE INDEX ix_activity_deal ON activity (deal_id) WHERE deal_id IS NOT NULL;

CREATE INDEX ix_activity_lead ON activity (lead_id) WHERE lead_id IS NOT NULL;

CREATE INDEX ix_activity_week ON activity (local_week, channel_id, contact_id, outcome_id, minutes, direction, count, local_day);

CREATE UNIQUE INDEX ux_activity_identity ON activity (identity);

CREATE TABLE appointment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER,
    activity_id INTEGER,
    deal_id INTEGER,
    channel_id INTEGER,
    status TEXT NOT NULL,
    set_at INTEGER,
    set_offset INTEGER,
    starts_at INTEGER,
    starts_offset INTEGER,
    rep_id INTEGER NOT NULL,
    note TEXT,
    import_id INTEGER,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_appointment_status CHECK (status IN ('set', 'moved', 'held', 'no-show', 'cancelled')),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(activity_id) REFERENCES activity (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id),
    FOREIGN KEY(channel_id) REFERENCES channel (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 STRICT;

CREATE INDEX ix_appointment_activity ON appointment (activity_id);

CREATE INDEX ix_appointment_contact ON appointment (contact_id);

CREATE TABLE target (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sort TEXT NOT NULL,
    metric TEXT NOT NULL,
    amount INTEGER NOT NULL,
    channel_id INTEGER,
    rep_id INTEGER NOT NULL,
    period TEXT NOT NULL,
    start_day INTEGER,
    end_day INTEGER,
    set_on TEXT,
    replaced_on TEXT,
    import_id INTEGER,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_target_sort CHECK (sort IN ('quota', 'goal')),
    CONSTRAINT ck_target_amount CHECK (amount > 0),
    FOREIGN KEY(channel_id) REFERENCES channel (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(import_id) REFERENCES import_run (id)
)
 STRICT;

CREATE TABLE tag (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (name)
)
 STRICT;

CREATE TABLE tagging (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    tag_id INTEGER NOT NULL,
    noun TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_tagging_noun CHECK (noun IN ('activity', 'contact', 'deal', 'content')),
    CONSTRAINT ux_tagging UNIQUE (noun, row_id, tag_id),
    FOREIGN KEY(tag_id) REFERENCES tag (id)
)
 STRICT;

CREATE INDEX ix_tagging_tag ON tagging (tag_id, noun, row_id);

CREATE TABLE deed (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    rep_id INTEGER NOT NULL,
    label TEXT NOT NULL,
    sort TEXT NOT NULL,
    state TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    CONSTRAINT ck_deed_state CHECK (state IN ('done', 'undone', 'dropped'))
)
 STRICT;

CREATE INDEX ix_deed_rep ON deed (rep_id, state);

CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    deed_id INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    "before" TEXT,
    "after" TEXT,
    FOREIGN KEY(deed_id) REFERENCES deed (id)
)
 STRICT;

CREATE INDEX ix_change_deed ON change (deed_id);
