DELETE FROM pile WHERE pile_id = ANY ($1::int8[])
