SELECT DISTINCT ON (source, key) source, key, position FROM dead_letter ORDER BY source, key, position
