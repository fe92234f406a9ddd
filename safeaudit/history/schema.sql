-- The history of audits, version 1. Days are ISO texts, blank texts are '', what has no value is NULL.
-- docs/history.md explains it and gives queries; a test holds the two together.

-- One row for each audit: one as-at day of one set of filters. To run it again replaces it.
CREATE TABLE audits (
    audit INTEGER PRIMARY KEY,
    as_at TEXT NOT NULL,
    filters TEXT NOT NULL,      -- JSON: pdu, team, officer, theme and step asked for, in small letters; {} for everything
    since TEXT,                 -- only obligations triggered on this day or later
    program TEXT NOT NULL,      -- version of safeaudit
    calendar TEXT NOT NULL,     -- version of the working days
    marking TEXT NOT NULL,
    obligations INTEGER NOT NULL,
    exceptions INTEGER NOT NULL,
    manifest TEXT NOT NULL,     -- manifest.json: inputs with their hashes, policies, settings
    UNIQUE (as_at, filters)
);

-- Every step of the policies used, also those not assessed.
CREATE TABLE steps (
    audit INTEGER NOT NULL REFERENCES audits ON DELETE CASCADE,
    policy TEXT NOT NULL,
    step TEXT NOT NULL,
    title TEXT NOT NULL,
    theme TEXT NOT NULL,
    strength TEXT NOT NULL,
    fingerprint TEXT NOT NULL,  -- changes with the step's meaning
    not_assessed TEXT NOT NULL, -- why, else ''
    PRIMARY KEY (audit, policy, step)
) WITHOUT ROWID;

-- How many obligations of a step and team have each verdict.
CREATE TABLE totals (
    audit INTEGER NOT NULL REFERENCES audits ON DELETE CASCADE,
    policy TEXT NOT NULL,
    step TEXT NOT NULL,
    pdu TEXT NOT NULL,
    team TEXT NOT NULL,
    met INTEGER NOT NULL,
    late INTEGER NOT NULL,
    overdue INTEGER NOT NULL,
    breached INTEGER NOT NULL,
    pending INTEGER NOT NULL,
    exempt INTEGER NOT NULL,
    not_assessable INTEGER NOT NULL,
    PRIMARY KEY (audit, policy, step, pdu, team)
) WITHOUT ROWID;

-- Every obligation that was overdue, breached or late.
CREATE TABLE exceptions (
    audit INTEGER NOT NULL REFERENCES audits ON DELETE CASCADE,
    obligation_id TEXT NOT NULL, -- the same in every audit
    policy TEXT NOT NULL,
    step TEXT NOT NULL,
    crn TEXT NOT NULL,
    event_number INTEGER,
    subject TEXT NOT NULL,
    trigger_on TEXT,
    due TEXT,
    done_on TEXT,
    verdict TEXT NOT NULL,
    days INTEGER,               -- calendar days past due
    basis TEXT NOT NULL,
    staff_code TEXT NOT NULL,
    team TEXT NOT NULL,
    pdu TEXT NOT NULL
);
CREATE INDEX exceptions_of_audit ON exceptions (audit);
CREATE INDEX exceptions_of_obligation ON exceptions (obligation_id);

-- Done in time of those due, by theme.
CREATE VIEW rates AS
SELECT as_at, filters, theme, sum(met) AS met, sum(met + late + overdue + breached) AS due,
       1.0 * sum(met) / nullif(sum(met + late + overdue + breached), 0) AS rate
FROM totals JOIN steps USING (audit, policy, step) JOIN audits USING (audit)
GROUP BY audit, theme;
