-- Storefronts may ask why for the orders of their own channel only.

ALTER TABLE decision
    ADD COLUMN channel text NOT NULL DEFAULT '';   -- whose promise was decided on; '': tried again, or decided before
                                                   -- channels were kept. An order with nothing else is told to no storefront
