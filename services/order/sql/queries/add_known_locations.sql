INSERT INTO known_location (code) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING
