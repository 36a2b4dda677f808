-- Rows remember entries that are deleted; a number is never used again.
SELECT greatest((SELECT coalesce(max(entry_id), 0) FROM mix_journal),
                (SELECT coalesce(max(through), 0) FROM mix_week),
                (SELECT coalesce(max(through), 0) FROM outlet_day))::int8
