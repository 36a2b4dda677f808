INSERT INTO timeline (row_id, entries) SELECT unnest($1::int8[]), unnest($2::bytea[])
