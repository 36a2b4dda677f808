SELECT 1 FROM migration WHERE name = $1::text
