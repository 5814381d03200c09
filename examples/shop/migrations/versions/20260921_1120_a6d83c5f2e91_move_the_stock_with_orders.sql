-- Move the stock with orders.
--
-- Each database has numbers and triggers of its own kind.
--
-- revision = "a6d83c5f2e91"
-- down_revision = "c27a90e5418d"
-- created_at = 2026-09-21T11:20:57Z

-- rmig: upgrade dialect=sqlite
CREATE TABLE stock_moves (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    moved_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (product_id) REFERENCES products (id),
    FOREIGN KEY (order_id) REFERENCES orders (id)
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

-- rmig: upgrade dialect=postgres
CREATE TABLE stock_moves (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    moved_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (product_id) REFERENCES products (id),
    FOREIGN KEY (order_id) REFERENCES orders (id)
);

CREATE FUNCTION move_stock() RETURNS trigger LANGUAGE plpgsql AS $$
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

    RETURN NULL;
END
$$;

CREATE TRIGGER orders_move_stock AFTER UPDATE OF status ON orders
FOR EACH ROW
WHEN (NEW.status <> OLD.status AND NEW.status IN ('shipped', 'returned'))
EXECUTE FUNCTION move_stock();

-- rmig: upgrade dialect=mysql
CREATE TABLE stock_moves (
    id INTEGER NOT NULL AUTO_INCREMENT PRIMARY KEY,
    product_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    moved_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (product_id) REFERENCES products (id),
    FOREIGN KEY (order_id) REFERENCES orders (id)
);

CREATE TRIGGER orders_move_stock AFTER UPDATE ON orders
FOR EACH ROW
BEGIN
    IF NEW.status <> OLD.status AND NEW.status IN ('shipped', 'returned') THEN
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
    END IF;
END;

-- rmig: downgrade
DROP TRIGGER orders_move_stock;
DROP TABLE stock_moves;

-- rmig: downgrade dialect=postgres
DROP TRIGGER orders_move_stock ON orders;
DROP FUNCTION move_stock();
DROP TABLE stock_moves;
