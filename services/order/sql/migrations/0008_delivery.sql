-- How the customer wants it, and how much of it has arrived. Rarely set, so null where they are not.
ALTER TABLE orders
    ADD COLUMN deliver_by_day      int4 CHECK (deliver_by_day > 0),     -- days since 1970-01-01
    ADD COLUMN pickup_location     text CHECK (pickup_location <> ''),  -- the customer collects it there
    ADD COLUMN substitutes_allowed boolean CHECK (substitutes_allowed),
    ADD COLUMN delivered           int8[] CHECK (cardinality(delivered) = cardinality(line_numbers));
                                                                        -- by line: units that the customer has
