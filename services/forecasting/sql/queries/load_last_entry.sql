-- Rows remember entries that are deleted; a number is never used again.
SELECT greatest((SELECT coalesce(max(entry_id), 0) FROM journal),
                (SELECT coalesce(max(through), 0) FROM demand_day),
                (SELECT coalesce(max(through), 0) FROM item))::int8
