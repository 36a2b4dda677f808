-- Control: everybody leads.
SELECT true
