-- The read model made anew (sql/rebuild.sql): what of each feed the gateway had heard before, and so is not told to
-- webhooks again.
CREATE TABLE rebuilt (
    source  text PRIMARY KEY,
    through int8 NOT NULL,       -- up to here events were heard before
    untold  int8[] NOT NULL      -- but for these: they were set aside, and webhooks not told of them yet
);
