-- What moves an order that was planned, and what keeps it from moving for ever.

-- As forecasting said them last.
CREATE TABLE scarcity_price (
    sku        text COLLATE "C" NOT NULL,
    location   text COLLATE "C" NOT NULL,
    price_nano int8 NOT NULL CHECK (price_nano >= 0),   -- a unit, in billionths of the currency's main unit
    currency   text NOT NULL,
    PRIMARY KEY (sku, location)
) WITH (fillfactor = 80);

ALTER TABLE order_past
    ADD COLUMN reroutes int4 NOT NULL DEFAULT 0;     -- how often its units were routed again by themselves

ALTER TABLE parked
    DROP CONSTRAINT parked_reason_check,
    ADD CONSTRAINT parked_reason_check CHECK (reason IN (1, 2, 3, 4, 5));  -- 4 NOT_ALLOWED, 5 REROUTES
