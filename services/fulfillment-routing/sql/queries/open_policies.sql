-- Who decides: the last switch.
SELECT a.body, b.body, (SELECT max(version) + 1 FROM policy)::int8, s.switch_no + 1
FROM policy_switch s JOIN policy a ON a.version = s.active LEFT JOIN policy b ON b.version = s.shadow
ORDER BY s.switch_no DESC LIMIT 1
