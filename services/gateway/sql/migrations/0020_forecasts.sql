-- Figures of forecasts by day and location, of which the feed tells every planning day.

-- The newest forecast of a SKU at each location, '' the network; what it counts for is in tally, by core/tallies.h.
CREATE TABLE item_forecast (
    sku          text COLLATE "C" NOT NULL,
    location     text COLLATE "C" NOT NULL,
    day          int4 NOT NULL,                    -- last one that it knew of
    mean_per_day float8 NOT NULL,
    wape         float8 NOT NULL,                  -- 0, like the next two: too little was measured
    bias         float8 NOT NULL,
    mase         float8 NOT NULL,
    PRIMARY KEY (sku, location)
) WITH (fillfactor = 70);

-- What is known of before: the newest of the network. The other days and the locations are in it when the read model is made anew.
INSERT INTO item_forecast SELECT sku, '', 0, mean_per_day, wape, bias, mase FROM item WHERE mean_per_day > 0;
INSERT INTO tally (kind, day, location, channel, value)
SELECT 11, 0, '', '', sum(round(mean_per_day * 1000000)::int8) FROM item_forecast HAVING count(*) > 0;

-- By what a figure can be told, and why not by the others; whether it is of this moment, whatever the period.
ALTER TABLE kpi ADD COLUMN groups text[] NOT NULL DEFAULT '{}', ADD COLUMN of_now boolean NOT NULL DEFAULT false,
    ADD COLUMN why_not text NOT NULL DEFAULT '';
