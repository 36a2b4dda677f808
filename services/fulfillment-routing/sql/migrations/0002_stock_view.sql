-- What routing knows of the world: where locations and postal codes are, and what stands where.

-- As inventory's feed tells them.
CREATE TABLE location (
    code          text COLLATE "C" PRIMARY KEY,
    name          text    NOT NULL,
    latitude_deg  float8  NOT NULL,
    longitude_deg float8  NOT NULL,
    closed        boolean NOT NULL,
    safety_stock  int8    NOT NULL CHECK (safety_stock >= 0)
);

-- Centroids. code is normalized as core/geocode.h says.
CREATE TABLE postal_code (
    country      text COLLATE "C" NOT NULL,
    code         text COLLATE "C" NOT NULL,
    city         text NOT NULL,
    region       text NOT NULL,
    latitude_e7  int4 NOT NULL,      -- 10^-7 degrees
    longitude_e7 int4 NOT NULL,
    PRIMARY KEY (country, code)
);

-- Stock as inventory's feed tells it. What is free of it follows from the open fulfillment orders.
CREATE TABLE stock_view (
    location text COLLATE "C" NOT NULL,
    sku      text COLLATE "C" NOT NULL,
    on_hand  int8 NOT NULL CHECK (on_hand >= 0),
    bin      text NOT NULL,
    doubtful boolean NOT NULL,       -- came out short: nothing is planned from it until inventory tells more
    PRIMARY KEY (location, sku)
) WITH (fillfactor = 75);
