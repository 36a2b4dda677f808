UPDATE fold SET movement_id = $1::int8
