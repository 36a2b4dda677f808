-- End the session of a leader that froze: silent for 8 s between statements or in the middle of a pipeline
-- (state active, waiting for its client, which no time-out of PostgreSQL 15 ends), or 40 s within one.
SELECT pg_terminate_backend(l.pid)
FROM pg_locks l
JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND l.classid = 7346::oid
  AND l.objid = ((hashtext(current_schema())::int8 + 4294967296) % 4294967296)::oid
  AND l.pid <> pg_backend_pid()
  AND greatest(a.state_change, a.query_start) < clock_timestamp() -
      CASE WHEN a.state = 'active' AND a.wait_event IS DISTINCT FROM 'ClientRead'
           THEN interval '40 s' ELSE interval '8 s' END
