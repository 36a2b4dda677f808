-- Orders by SKU, and by a channel or country that is rare.

-- Which orders name a SKU: a row holds a turn's orders, or some turns' when these are small; an element a line. A question
-- reads the numbers of all rows, some ten nanoseconds each; an index of them would cost each order more than all else here.
-- Orders that were placed before this migration are in it when the read model is made anew.
CREATE TABLE order_sku (
    row_id      int8 PRIMARY KEY,
    order_ids   int8[] NOT NULL,
    sku_numbers int4[] NOT NULL
) WITH (fillfactor = 60);
DO $$ BEGIN
    ALTER TABLE order_sku ALTER COLUMN order_ids SET COMPRESSION lz4, ALTER COLUMN sku_numbers SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
END $$;

-- Neither changes in the life of an order, but for the country of one that is redirected. Pages that are not summed up yet
-- cost an order nothing; they are looked through.
CREATE INDEX orders_channel ON orders USING brin (channel text_bloom_ops (n_distinct_per_range = 16))
    WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX orders_country ON orders USING brin (country text_bloom_ops (n_distinct_per_range = 16))
    WITH (pages_per_range = 16, autosummarize = on);
