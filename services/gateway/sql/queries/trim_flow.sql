-- Minutes that no view shows any more.
DELETE FROM flow_minute WHERE minute < $1::int8
