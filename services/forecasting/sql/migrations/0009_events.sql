-- What is known beforehand, and what was learnt of it when it was over.

CREATE TABLE promotion (
    promotion_id text COLLATE "C" PRIMARY KEY,
    item_ids     int4[]  NOT NULL,                  -- these ...
    category     text    NOT NULL,                  -- ... or all of a category
    channel      text    NOT NULL,                  -- '': all
    from_day     int4    NOT NULL CHECK (from_day >= 0),
    to_day       int4    NOT NULL CHECK (to_day >= from_day),
    lift         float8  NOT NULL CHECK (lift = 0 OR lift BETWEEN 0.1 AND 20),   -- 0: to be learnt
    price_change float8  NOT NULL CHECK (price_change > -1),
    note         text    NOT NULL,
    measured     boolean NOT NULL DEFAULT false,    -- over, and what it did is in learnt_lift
    CHECK ((cardinality(item_ids) > 0) <> (category <> ''))
);

-- What a SKU sold while a promotion ran, of the channels that it was for, and what it would have sold without.
CREATE TABLE learnt_lift (
    promotion_id text COLLATE "C" NOT NULL,
    item_id      int4   NOT NULL,
    sold         float8 NOT NULL CHECK (sold >= 0),
    expected     float8 NOT NULL CHECK (expected > 0),
    PRIMARY KEY (promotion_id, item_id)
);

CREATE TABLE holiday (
    day     int4 NOT NULL CHECK (day >= 0),
    country text COLLATE "C" NOT NULL CHECK (country ~ '^([A-Z]{2})?$'),
    name    text NOT NULL CHECK (name <> ''),
    PRIMARY KEY (day, country)
);

-- The same of a holiday that is over, by category; '': of all, there for every holiday that was measured.
CREATE TABLE holiday_effect (
    day      int4   NOT NULL,
    name     text   COLLATE "C" NOT NULL,
    category text   COLLATE "C" NOT NULL,
    sold     float8 NOT NULL CHECK (sold >= 0),
    expected float8 NOT NULL CHECK (expected >= 0),
    PRIMARY KEY (day, name, category)
);

CREATE TABLE analogue (
    item_id    int4   PRIMARY KEY,
    like_ids   int4[] NOT NULL,                     -- empty: chosen by category and price
    scale      float8 NOT NULL CHECK (scale > 0),
    launch_day int4   NOT NULL CHECK (launch_day >= 0)   -- 0: the day of its first sale
);

-- Whose holidays a location has.
ALTER TABLE location_facts ADD COLUMN country text NOT NULL DEFAULT '';
