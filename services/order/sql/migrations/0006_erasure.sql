-- By which e-mail address a customer asks to be forgotten; compared without case. A hash index: of all that find an
-- address at once it costs an order least (90 bytes of log, where a btree takes 150), and one without an address nothing.
CREATE INDEX recipient_email ON recipient USING hash (lower(email)) WHERE email <> '';
