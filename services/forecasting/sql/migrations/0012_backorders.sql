-- Units of a SKU that customers wait for, as inventory told last. No row: none ever did.
CREATE TABLE backorders (
    item_id int4 PRIMARY KEY,
    units   int8 NOT NULL CHECK (units >= 0)
) WITH (fillfactor = 70);
