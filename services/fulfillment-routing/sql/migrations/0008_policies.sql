-- How routing decides. Versions are never changed; which one decides is a history of switches.

CREATE TABLE policy (
    version    int4 PRIMARY KEY CHECK (version > 0),
    body       bytea NOT NULL,       -- crossdock.routing.v1.Policy
    defined_at timestamptz NOT NULL,
    defined_by text NOT NULL         -- name of the key
);
CREATE TABLE policy_switch (
    switch_no   int8 PRIMARY KEY,
    switched_at timestamptz NOT NULL,
    active      int4 NOT NULL REFERENCES policy,
    shadow      int4 NOT NULL,       -- decides beside it; 0: none
    switched_by text NOT NULL,
    note        text NOT NULL
);

-- Version 1: nearest, without prices.
INSERT INTO policy VALUES (1, '\x08011001', now(), '');
INSERT INTO policy_switch VALUES (1, now(), 1, 0, '', 'the default');
