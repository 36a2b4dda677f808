-- Locations that inventory has told of; goods come back to no other. An installation that is older than this table
-- defines its locations once more (DefineLocations, with what they are).
CREATE TABLE known_location (
    code text COLLATE "C" PRIMARY KEY
);
