-- How large errors are beside those of "as on the same day of the week before".
ALTER TABLE forecast ADD COLUMN mase float8 NOT NULL DEFAULT 0;
