-- Who may ask over HTTP. Roles: STOREFRONT, WAREHOUSE, OPERATOR, READER.
CREATE TABLE api_key (
    key_id              int8 PRIMARY KEY,
    name                text NOT NULL,
    role                int4 NOT NULL CHECK (role IN (1, 2, 3, 4)),
    subject             text NOT NULL,       -- channel or location; '' for the other roles
    secret_hash         bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    hint                text NOT NULL,       -- how the secret begins
    requests_per_minute int4 NOT NULL,       -- 0: the gateway's setting
    created_at          timestamptz NOT NULL,
    created_by          text NOT NULL,
    command_id          text NOT NULL,       -- that made it: the same again makes no other
    expires_at          timestamptz,
    revoked_at          timestamptz,
    revoke_reason       text NOT NULL,
    UNIQUE (created_by, command_id)
);

CREATE TABLE person (
    name          text COLLATE "C" PRIMARY KEY,
    role          int4 NOT NULL CHECK (role IN (1, 2, 3, 4)),
    subject       text NOT NULL,
    is_disabled   boolean NOT NULL,
    password_hash text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
    changed_at    timestamptz NOT NULL,
    changed_by    text NOT NULL
);

CREATE TABLE session (
    token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    person     text NOT NULL REFERENCES person,
    expires_at timestamptz NOT NULL
);

-- Changes that came with an Idempotency-Key, for some days.
CREATE TABLE idempotency_claim (
    caller      text COLLATE "C" NOT NULL,
    key         text COLLATE "C" NOT NULL,
    fingerprint bytea NOT NULL,              -- of method, path and body
    command_id  text NOT NULL,
    audit_id    int8 NOT NULL,
    claimed_at  timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_claim_by_age ON idempotency_claim (claimed_at);

-- Every change that was asked for. Nothing here is ever changed or removed, but that the answer is filled in once.
CREATE TABLE audit (
    audit_id   int8 PRIMARY KEY,
    at         timestamptz NOT NULL,
    actor      text COLLATE "C" NOT NULL,
    role       int4 NOT NULL,
    subject    text COLLATE "C" NOT NULL,
    method     text NOT NULL,
    path       text NOT NULL,
    message    text NOT NULL,
    command_id text NOT NULL,
    status     int4 NOT NULL,                -- of HTTP; 0: no answer yet
    detail     text NOT NULL,
    request_id text NOT NULL
);
CREATE INDEX audit_by_time ON audit (at, audit_id);
CREATE INDEX audit_by_actor ON audit (actor, at, audit_id);
CREATE INDEX audit_by_subject ON audit (subject, at, audit_id) WHERE subject <> '';

CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.status = 0 AND NEW.status <> 0
       AND (OLD.audit_id, OLD.at, OLD.actor, OLD.role, OLD.subject, OLD.method, OLD.path, OLD.message, OLD.command_id,
            OLD.request_id) IS NOT DISTINCT FROM
           (NEW.audit_id, NEW.at, NEW.actor, NEW.role, NEW.subject, NEW.method, NEW.path, NEW.message, NEW.command_id,
            NEW.request_id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit is only added to';
END $$;
CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit();
