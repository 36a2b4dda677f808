-- What somebody should look at: raised once, ended once. kind: as alert_kind. Location 0: the network.
CREATE TABLE alert (
    alert_id        int8   PRIMARY KEY,
    kind            int4   NOT NULL CHECK (kind IN (1, 2, 3, 4, 5, 6, 7)),
    item_id         int4   NOT NULL,
    location_id     int4   NOT NULL,
    day             int4   NOT NULL,                -- planning day, since 1970-01-01
    value           float8 NOT NULL,
    raised_at       float8 NOT NULL,
    ended_at        float8 NOT NULL CHECK (ended_at <> raised_at),
    stock_out_day   int4   NOT NULL,                -- 0: of no stock-out
    evidence        text   NOT NULL,
    ended_day       int4   CHECK (ended_day >= day), -- null: it lasts
    acknowledged_by text   NOT NULL,                -- empty: nobody has
    note            text   NOT NULL
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX alert_lasts ON alert (item_id, location_id, kind) WHERE ended_day IS NULL;
CREATE INDEX alert_ended ON alert (alert_id) WHERE ended_day IS NOT NULL;
