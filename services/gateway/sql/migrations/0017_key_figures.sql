-- Key figures of a period, and one more.

-- Rows come as days go by, so the days of a period are together.
CREATE INDEX tally_day ON tally USING brin (day) WITH (pages_per_range = 16, autosummarize = on);

-- Of the newest forecast, beside wape and bias.
ALTER TABLE item ADD COLUMN mase float8 NOT NULL DEFAULT 0;
