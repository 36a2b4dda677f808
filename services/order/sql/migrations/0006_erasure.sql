-- By which e-mail address a customer asks to be forgotten; compared without case.
CREATE INDEX recipient_email ON recipient (lower(email)) WHERE email <> '';
