INSERT INTO location_number (location, number) SELECT * FROM unnest($1::text[], $2::int8[])
