-- The audit is still only added to, but what is older than three months may be trimmed: how long it is kept is a setting of the
-- gateway's, this is what no setting goes below.
CREATE OR REPLACE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '90 days' THEN
        RETURN OLD;
    END IF;
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
