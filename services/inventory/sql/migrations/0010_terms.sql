-- How the customer wants it: told to routing with every promise. Rarely set, so null where they are not.
ALTER TABLE reservation
    ADD COLUMN deliver_by_day      int4 CHECK (deliver_by_day > 0),     -- days since 1970-01-01
    ADD COLUMN pickup_location     text CHECK (pickup_location <> ''),  -- the customer collects it there
    ADD COLUMN substitutes_allowed boolean CHECK (substitutes_allowed);

-- What matters where an item may ship from, and what may be shipped in its place.
ALTER TABLE item
    ADD COLUMN hazmat      boolean NOT NULL DEFAULT false,
    ADD COLUMN oversize    boolean NOT NULL DEFAULT false,
    ADD COLUMN no_export   boolean NOT NULL DEFAULT false,
    ADD COLUMN substitutes text[]  NOT NULL DEFAULT '{}' CHECK (cardinality(substitutes) <= 8);
