-- What a unit at a location is worth beyond what shipping it costs, as it was said last.
CREATE TABLE scarcity_price (
    sku        text COLLATE "C" NOT NULL,
    location   text COLLATE "C" NOT NULL,
    price_nano int8 NOT NULL CHECK (price_nano >= 0),   -- a unit, in billionths of the currency's main unit
    currency   text NOT NULL,
    said_at    timestamptz NOT NULL,
    PRIMARY KEY (sku, location)
) WITH (fillfactor = 80);
