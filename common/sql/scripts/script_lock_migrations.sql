-- Two that migrate at once do it one after the other.
SELECT pg_advisory_lock(7347, hashtext(current_schema()))
