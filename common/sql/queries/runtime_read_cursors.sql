SELECT source, position, last_id FROM cursor
