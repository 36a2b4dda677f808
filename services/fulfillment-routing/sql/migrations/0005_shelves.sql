-- More of what stands on a shelf.

ALTER TABLE stock_view
    ADD COLUMN unavailable int8 NOT NULL DEFAULT 0,     -- of on_hand: not fit for sale
    DROP CONSTRAINT stock_view_on_hand_check;           -- more may leave than the books knew of

-- Of lot-tracked items: what is fit for sale, by lot.
CREATE TABLE lot_view (
    location   text COLLATE "C" NOT NULL,
    sku        text COLLATE "C" NOT NULL,
    lot        text COLLATE "C" NOT NULL,
    expires_on int4 NOT NULL,        -- days since 1970-01-01; 0: never
    quantity   int8 NOT NULL,        -- 0: all gone
    PRIMARY KEY (location, sku, lot)
) WITH (fillfactor = 75);
