INSERT INTO day_start (day, first_id) VALUES ($1::int8, $2::int8) ON CONFLICT (day) DO NOTHING
