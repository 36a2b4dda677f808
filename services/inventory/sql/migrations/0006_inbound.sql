-- Documents: goods that are expected. Purchase orders, advance ship notices, transfers. Few beside
-- orders; a turn loads those that it needs.

-- Lines are packed, the view document_line unfolds them. An empty array means 0 or '' for all lines.
CREATE TABLE document (
    kind           int2 NOT NULL CHECK (kind IN (1, 2, 3)),   -- purchase order, ASN, transfer
    number         text NOT NULL,
    state          int2 NOT NULL CHECK (state IN (1, 2, 3, 4, 5, 6, 7)),
                       -- DRAFT OPEN SHIPPED PARTLY_RECEIVED RECEIVED CLOSED CANCELLED
    partner        text NOT NULL,           -- supplier, carrier
    purchase_order text NOT NULL,           -- of an ASN, or ''
    location       text NOT NULL,           -- where the goods go
    origin         text NOT NULL,           -- of a transfer: where they come from
    currency       text NOT NULL,
    reason         text NOT NULL,           -- why it was closed or cancelled
    discrepancy    int2 NOT NULL CHECK (discrepancy IN (0, 1, 2, 3, 4)),
                       -- of a closed transfer: LOST DAMAGED MISCOUNT OVERAGE
    due_at         timestamptz NOT NULL,    -- 1970: unknown
    created_at     timestamptz NOT NULL,
    content        int8 NOT NULL,           -- hash of the command that made it
    lines          int4[] NOT NULL,
    skus           text[] NOT NULL,
    ssccs          text[] NOT NULL,
    lots           text[] NOT NULL,
    expires_on     int4[] NOT NULL,         -- days since 1970-01-01
    states         int4[] NOT NULL,         -- of the units of a transfer; 0: AVAILABLE
    due_us         int8[] NOT NULL,         -- microseconds since 1970
    unit_costs     int8[] NOT NULL,
    expected       int8[] NOT NULL,
    announced      int8[] NOT NULL,         -- open units of a purchase order that an ASN carries: on both
    shipped        int8[] NOT NULL,
    received       int8[] NOT NULL,
    damaged        int8[] NOT NULL,         -- of received
    surplus        int8[] NOT NULL,         -- of received: beyond what was expected
    missing        int8[] NOT NULL,
    PRIMARY KEY (kind, number),
    CHECK (cardinality(lines) = cardinality(skus))
);
CREATE INDEX document_open ON document (state) WHERE state IN (2, 3, 4);
CREATE INDEX document_package ON document USING gin (ssccs) WHERE kind = 2;

-- What moved because of a document: its postings in the ledger.
CREATE TABLE document_posting (
    first_movement_id int8 PRIMARY KEY,
    kind              int2 NOT NULL,        -- as in document; 4: a count
    number            text NOT NULL
);
CREATE INDEX document_posting_of ON document_posting (kind, number);

CREATE VIEW document_line AS
SELECT d.kind, d.number, d.state, d.purchase_order, d.location, d.origin,
       nullif(d.due_at, 'epoch') AS due_at, l.line, l.sku, nullif(l.sscc, '') AS sscc,
       nullif(l.lot, '') AS lot, coalesce(l.expected, 0) AS expected,
       coalesce(l.announced, 0) AS announced, coalesce(l.shipped, 0) AS shipped,
       coalesce(l.received, 0) AS received, coalesce(l.damaged, 0) AS damaged,
       coalesce(l.surplus, 0) AS surplus, coalesce(l.missing, 0) AS missing,
       CASE WHEN d.kind = 3 THEN coalesce(l.shipped, 0) ELSE coalesce(l.expected, 0) END
           + coalesce(l.surplus, 0) - coalesce(l.received, 0) - coalesce(l.missing, 0)
           - CASE WHEN d.kind = 1 THEN coalesce(l.announced, 0) ELSE 0 END AS open
FROM document d,
     unnest(d.lines, d.skus, d.ssccs, d.lots, d.expected, d.announced, d.shipped, d.received,
            d.damaged, d.surplus, d.missing)
         AS l(line, sku, sscc, lot, expected, announced, shipped, received, damaged, surplus,
              missing);
