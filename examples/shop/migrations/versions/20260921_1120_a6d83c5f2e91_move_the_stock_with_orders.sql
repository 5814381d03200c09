-- Move the stock with orders.
--
-- revision = "a6d83c5f2e91"
-- down_revision = "c27a90e5418d"
-- created_at = 2026-09-21T11:20:57Z

-- rmig: upgrade
CREATE TABLE stock_moves (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES products (id),
    order_id INTEGER NOT NULL REFERENCES orders (id),
    quantity INTEGER NOT NULL,
    moved_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TRIGGER orders_move_stock AFTER UPDATE OF status ON orders
WHEN NEW.status <> OLD.status AND NEW.status IN ('shipped', 'returned')
BEGIN
    INSERT INTO stock_moves (product_id, order_id, quantity)
    SELECT
        product_id,
        order_id,
        CASE NEW.status WHEN 'shipped' THEN -quantity ELSE quantity END
    FROM order_lines
    WHERE order_id = NEW.id;

    UPDATE stock
    SET on_hand = on_hand + (
        SELECT CASE NEW.status WHEN 'shipped' THEN -quantity ELSE quantity END
        FROM order_lines
        WHERE order_id = NEW.id AND product_id = stock.product_id
    )
    WHERE product_id IN (SELECT product_id FROM order_lines WHERE order_id = NEW.id);
END;

-- rmig: downgrade
DROP TRIGGER orders_move_stock;
DROP TABLE stock_moves;
