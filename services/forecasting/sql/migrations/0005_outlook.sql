-- Forecasts are of a SKU at a location, too (0: over the network), with why and how good they are.
ALTER TABLE forecast
    ADD COLUMN location_id int4 NOT NULL DEFAULT 0,
    ADD COLUMN reason text NOT NULL DEFAULT '',
    ADD COLUMN wape float8 NOT NULL DEFAULT 0,
    ADD COLUMN bias float8 NOT NULL DEFAULT 0,
    ADD COLUMN tracking_signal float8 NOT NULL DEFAULT 0,
    ADD COLUMN class text NOT NULL DEFAULT '',          -- ABC by value, XYZ by variation
    DROP CONSTRAINT forecast_pkey,
    ADD PRIMARY KEY (item_id, location_id);

-- What the newest fit of each series found, as core/outlook_pack.c writes it. What came since is walked
-- again from history, so it is written once a week.
CREATE TABLE outlook (
    item_id     int4  NOT NULL,
    location_id int4  NOT NULL,
    fitted_day  int4  NOT NULL,                         -- last day of history that the fit read
    method      text  NOT NULL,
    reason      text  NOT NULL,
    numbers     bytea NOT NULL,
    PRIMARY KEY (item_id, location_id)
) WITH (fillfactor = 70);
ALTER TABLE outlook ALTER COLUMN numbers SET STORAGE EXTERNAL;
