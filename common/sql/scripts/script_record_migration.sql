INSERT INTO migration (name) VALUES ($1::text)
