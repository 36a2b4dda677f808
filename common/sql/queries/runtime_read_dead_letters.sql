-- The letter itself and what waits behind it: the same key, later positions.
SELECT d.source, d.position, d.body
FROM dead_letter d, dead_letter first
WHERE first.source = $1::text AND first.position = $2::int8
  AND d.source = first.source
  AND (d.position = first.position OR (first.key <> '' AND d.key = first.key AND d.position > first.position))
ORDER BY d.position
