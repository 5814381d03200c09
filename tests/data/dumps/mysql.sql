-- What mysqldump knows to write: the database that a dump is taken from.
CREATE TABLE customers (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    email VARCHAR(200) NOT NULL UNIQUE COMMENT 'semi;colon -- and /* more',
    mood ENUM('glad', 'it''s; so') DEFAULT 'glad',
    note TEXT,
    lower_email VARCHAR(200) GENERATED ALWAYS AS (lower(email)) STORED,
    bits BIT(3) DEFAULT b'101',
    raw VARBINARY(20)
) COMMENT 'a; table';
CREATE TABLE orders (
    id INT AUTO_INCREMENT,
    customer BIGINT,
    placed DATE NOT NULL,
    total DECIMAL(10, 2) CHECK (total >= 0),
    extra JSON,
    stamped TIMESTAMP NOT NULL DEFAULT '2026-01-01 12:00:00',
    PRIMARY KEY (id, placed),
    KEY orders_by_day (placed)
) PARTITION BY RANGE (YEAR(placed)) (PARTITION p2025 VALUES LESS THAN (2026), PARTITION rest VALUES LESS THAN MAXVALUE);
CREATE TABLE links (id INT PRIMARY KEY, customer BIGINT, CONSTRAINT fk_links FOREIGN KEY (customer) REFERENCES customers (id) ON DELETE CASCADE);
CREATE TABLE `odd; name` (`semi;colon` TEXT, `back``tick` INT);
CREATE FUNCTION cents(n DECIMAL(10, 2)) RETURNS INT DETERMINISTIC RETURN n * 100;
CREATE PROCEDURE clean(IN before_day DATE)
BEGIN
    DECLARE done INT DEFAULT 0;
    -- a comment with ' a quote;
    WHILE done < 2 DO
        IF before_day IS NULL THEN SET done = 2; ELSE DELETE FROM orders WHERE placed < before_day; SET done = done + 1; END IF;
    END WHILE;
    CASE WHEN done > 5 THEN SELECT 'a;b'; ELSE BEGIN END; END CASE;
END;
CREATE TRIGGER touch BEFORE INSERT ON customers FOR EACH ROW
BEGIN
    IF NEW.note IS NULL THEN SET NEW.note = 'none; yet'; END IF;
END;
CREATE VIEW glad AS SELECT id, email FROM customers WHERE mood = 'glad';
CREATE VIEW above AS SELECT id FROM glad;
CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO BEGIN DELETE FROM orders WHERE total = 0; END;
INSERT INTO customers (email, note, raw) VALUES ('A@x.org', 'multi\nline; ''quoted'' \\ "x"', x'00ff27'), ('b@x.org', NULL, NULL), ('c@x.org', '-- rmig: upgrade', NULL),
    ('d@x.org', 'line\n-- rmig: downgrade\nand :name $1 ?', NULL);
INSERT INTO orders (customer, placed, total, extra) VALUES (1, '2025-05-05', 1.50, '{"k": "v;"}'), (2, '2026-01-01', NULL, NULL);
INSERT INTO links VALUES (1, 1);
INSERT INTO `odd; name` VALUES ('x;y', 3);
