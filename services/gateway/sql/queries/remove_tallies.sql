-- Cut-offs without a parcel that is due.
DELETE FROM tally WHERE kind = $1::int8 AND value = 0 AND day < $2::int8
