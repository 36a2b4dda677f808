SELECT source, position, last_id, log_id FROM cursor
