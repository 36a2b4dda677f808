-- Half of a page is for what its orders become: neighbours change in the same turn, and a row that finds no room beside the
-- old one costs an entry in every index. Holds for pages from here on.
ALTER TABLE orders SET (fillfactor = 50);
