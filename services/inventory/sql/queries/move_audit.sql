UPDATE audit SET movement_id = $1::int8
