//! The examples run on every database, each pointed at it by a variable as their README says.

use std::path::Path;

use rmig_test_support::{Journal, ScratchDatabase};

use rmig_tests::cargo_rmig::{command, succeeded};

rmig_test_support::on_every_database!(
    the_shop_moves_its_stock,
    the_invoices_are_numbered_and_archived,
    the_reports_tell_currencies_apart,
);

fn the_shop_moves_its_stock(database: &ScratchDatabase) {
    let shop = Example {
        package: "shop-db",
        databases: vec![("RMIG_URL", database)],
    };
    shop.goes_up_and_down();
    database.sql(
        "INSERT INTO customers (id, email, name) VALUES (1, 'ada@example.org', 'Ada');\
         INSERT INTO orders (id, customer_id) VALUES (7, 1);\
         INSERT INTO order_lines VALUES (7, 2, 3, 24.95);\
         UPDATE orders SET status = 'shipped' WHERE id = 7",
    );
    let stock = "SELECT product_id, on_hand FROM stock ORDER BY product_id";
    assert_eq!(database.rows(stock), [["1", "0"], ["2", "-3"]]);
    let prices = "SELECT price_cents FROM products ORDER BY id";
    assert_eq!(database.rows(prices), [["999"], ["2495"]]);
    database.sql("UPDATE orders SET status = 'returned' WHERE id = 7");
    let moves = "SELECT quantity FROM stock_moves ORDER BY id";
    assert_eq!(database.rows(moves), [["-3"], ["3"]]);
    // With the points and tiers of what has been sold so far.
    shop.rmig(&["downgrade", "8e41b6d2c07f"]);
    database.sql("UPDATE orders SET status = 'paid'");
    shop.rmig(&["upgrade"]);
    let customers = "SELECT points, tier FROM customers";
    assert_eq!(database.rows(customers), [["75", "bronze"]]);
}

fn the_invoices_are_numbered_and_archived(main: &ScratchDatabase) {
    let archive = ScratchDatabase::new(main.server());
    let billing = Example {
        package: "billing-db",
        databases: vec![
            ("RMIG_DATABASE_MAIN_URL", main),
            ("RMIG_DATABASE_ARCHIVE_URL", &archive),
        ],
    };
    billing.goes_up_and_down();
    billing.rmig(&["downgrade", "invoices@0e8c71b4f5a2"]);
    main.sql("INSERT INTO invoices VALUES (12, 'Ada', '2026-10-19', 500)");
    archive.sql(
        "INSERT INTO invoices (id, customer, issued_on, total_cents) VALUES (3, 'Bob', '2025-01-02', 900)",
    );
    billing.rmig(&["upgrade", "heads"]);
    let number = "SELECT number FROM invoices";
    assert_eq!(main.rows(number), [["2026-00012"]]);
    assert_eq!(archive.rows(number), [["2025-00003"]]);
    let years = "SELECT year, invoices, total_cents FROM years";
    assert_eq!(archive.rows(years), [["2025", "1", "900"]]);
    main.sql("INSERT INTO payments VALUES (1, 12, '2026-11-01', 500)");
    let refund = "INSERT INTO refunds VALUES (1, 1, '2026-00012', ";
    let refused = main
        .try_sql(&format!("{refund}501)"))
        .expect_err("more is refunded than was paid");
    assert!(
        refused.to_string().contains("a refund exceeds its payment"),
        "{refused}"
    );
    main.sql(&format!("{refund}500)"));
}

fn the_reports_tell_currencies_apart(database: &ScratchDatabase) {
    let reports = Example {
        package: "reports-db",
        databases: vec![("RMIG_URL", database)],
    };
    reports.goes_up_and_down();
    reports.rmig(&["downgrade", "-1"]);
    database.sql("INSERT INTO daily_sales VALUES ('2026-11-16', 'ch-bern', 4, 1000), ('2026-11-17', 'de-kiel', 2, 300)");
    reports.rmig(&["upgrade"]);
    let sales = "SELECT month, shop, currency, total_cents FROM monthly_sales ORDER BY shop";
    assert_eq!(
        database.rows(sales),
        [
            ["2026-11", "ch-bern", "CHF", "1000"],
            ["2026-11", "de-kiel", "EUR", "300"]
        ]
    );
}

/// A package of the examples at databases of this test.
struct Example<'a> {
    package: &'static str,
    databases: Vec<(&'static str, &'a ScratchDatabase)>,
}

impl Example<'_> {
    /// All the way up, down to base and up again, which ends as the first time.
    #[track_caller]
    fn goes_up_and_down(&self) {
        self.rmig(&["upgrade", "heads"]);
        let at_heads = self.texts();
        self.rmig(&["current", "--check-heads"]);
        self.rmig(&["downgrade", "base"]);
        assert_ne!(self.texts(), at_heads);
        let current = self.rmig(&["current", "--format", "json"]);
        let current: serde_json::Value = serde_json::from_str(&current).expect("one document");
        for database in current["databases"].as_array().expect("databases") {
            assert_eq!(database["rows"], serde_json::json!([]));
        }
        self.rmig(&["upgrade", "heads"]);
        assert_eq!(self.texts(), at_heads);
    }

    fn texts(&self) -> Vec<String> {
        let texts = self.databases.iter();
        texts
            .map(|(_, database)| database.schema_text(Journal::LeftOut))
            .collect()
    }

    #[track_caller]
    fn rmig(&self, arguments: &[&str]) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
        let mut command = command(&folder);
        command.args(arguments).args(["-p", self.package]);
        command.envs(
            self.databases
                .iter()
                .map(|(name, database)| (name, database.url())),
        );
        succeeded(&command.output().expect("cargo-rmig starts"))
    }
}
