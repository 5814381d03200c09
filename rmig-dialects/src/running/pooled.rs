//! Behind a proxy that hands out sessions for one transaction each.

use std::time::{Duration, Instant};

use rmig_engine::{
    connection::{Access, Cancellation, ConnectOptions, Connection, Pooler},
    database_url::DatabaseUrl,
    runner::{Repair, Silent},
};
use rmig_test_support::Server;

use super::{
    cancelling::sleeping,
    rig::{History, Rig, StampAt, code, help, script, two_tables, until},
};

/// Settings that no script and no neighbour may change for others.
const SETTINGS: &str = "SELECT current_setting('search_path'), current_setting('statement_timeout'), \
                        current_setting('TimeZone'), current_setting('role'), \
                        current_setting('lock_timeout')";

fn without_transaction(sql: &str) -> String {
    format!("-- rmig: upgrade transaction=none\n{sql}\n-- rmig: downgrade irreversible\n")
}

/// Somebody else who uses the same pool, and sets nothing.
struct Neighbour(sqlx::PgConnection);

impl Neighbour {
    async fn of(rig: &Rig) -> Self {
        use sqlx::ConnectOptions as _;
        let url = rig.database.pooled().url();
        let options: sqlx::postgres::PgConnectOptions = url.parse().unwrap();
        Self(options.extra_float_digits(None).connect().await.unwrap())
    }

    async fn ask(&mut self, sql: &str) -> Vec<String> {
        use sqlx::{AssertSqlSafe, Row as _};
        let rows = sqlx::raw_sql(AssertSqlSafe(sql))
            .fetch_all(&mut self.0)
            .await;
        let row = rows.unwrap().pop();
        let row = row.iter();
        row.flat_map(|row| (0..row.len()).map(|at| row.get::<String, _>(at)))
            .collect()
    }
}

#[tokio::test]
async fn a_run_goes_up_and_down() {
    let rig = Rig::pooled();
    let history = two_tables();
    rig.run(&history).await.unwrap();
    assert_eq!(rig.version_rows().await, ["r2"]);
    rig.run(&history.to(0)).await.unwrap();
    assert!(rig.version_rows().await.is_empty());
    assert_eq!(rig.journal().await.len(), 4);
}

#[tokio::test]
async fn a_section_takes_as_many_messages_as_without_a_pooler() {
    let mut counts = Vec::new();
    for rig in [Rig::wired(Server::Postgres), Rig::pooled_and_wired()] {
        rig.run(&two_tables().to(1)).await.unwrap();
        let mut connection = rig.connect_to_run().await;
        rig.wire().take();
        let never = Cancellation::default();
        rig.run_on(connection.as_mut(), &two_tables(), &never)
            .await
            .unwrap();
        let messages = rig.wire().take();
        assert!(
            messages.iter().all(|message| message.kind == "Query"),
            "{messages:?}"
        );
        counts.push(messages.len());
        drop(connection);
    }
    assert!(counts[1] <= counts[0], "{counts:?}");
}

#[tokio::test]
async fn nothing_is_left_in_a_session_that_others_get() {
    let rig = Rig::pooled();
    let mut neighbour = Neighbour::of(&rig).await;
    let before = neighbour.ask(SETTINGS).await;
    let script = script(
        "SET search_path = pg_catalog;\nSET statement_timeout = 4711;\nSET TimeZone = 'Asia/Tokyo';\n\
         CREATE TEMPORARY TABLE scratch (id INT);\nSET ROLE pg_monitor;\nRESET ROLE;\n\
         CREATE TABLE public.t AS SELECT current_setting('statement_timeout') AS word;\n\
         SELECT set_config('lock_timeout', '4s', false);\nLISTEN something;",
        "",
    );
    // In one transaction each, and all in one.
    let history = History::new([script, super::rig::script("CREATE TABLE u (id INT);", "")]);
    rig.run(&history).await.unwrap();
    assert_eq!(rig.query("SELECT word FROM t").await, ["4711ms"]);
    assert_eq!(
        rig.query("SELECT schemaname FROM pg_tables WHERE tablename = 'u'")
            .await,
        ["public"]
    );
    assert_eq!(neighbour.ask(SETTINGS).await, before);
    let temporary = "SELECT count(*)::text FROM pg_class WHERE relname = 'scratch'";
    assert_eq!(neighbour.ask(temporary).await, ["0"]);

    let mut rig = Rig::pooled();
    rig.options.transaction_per_migration = false;
    rig.run(&history).await.unwrap();
    assert_eq!(
        rig.query("SELECT schemaname FROM pg_tables WHERE tablename = 'u'")
            .await,
        ["public"]
    );
    assert_eq!(Neighbour::of(&rig).await.ask(SETTINGS).await, before);
}

#[tokio::test]
async fn what_others_leave_in_a_session_changes_nothing() {
    let rig = Rig::pooled();
    rig.database.sql("CREATE SCHEMA elsewhere");
    let mut neighbour = Neighbour::of(&rig).await;
    neighbour
        .ask("SET search_path = elsewhere; SET statement_timeout = 300; SET default_transaction_isolation = 'serializable'; SET ROLE pg_monitor; SELECT ''")
        .await;
    let left = neighbour.ask(SETTINGS).await;
    assert_eq!(left[..2], ["elsewhere", "300ms"]);
    let history = History::new([
        script("CREATE TABLE t (id INT);\nSELECT pg_sleep(0.5);", ""),
        without_transaction(
            "CREATE TABLE u (id INT);\nINSERT INTO t VALUES (1);\nINSERT INTO u VALUES (2);",
        ),
    ]);
    rig.run(&history).await.unwrap();
    let schemas =
        "SELECT DISTINCT schemaname FROM pg_tables WHERE tablename IN ('t', 'u', 'rmig_version')";
    assert_eq!(rig.query(schemas).await, ["public"]);
}

#[tokio::test]
async fn what_the_url_asks_for_goes_along() {
    let mut rig = Rig::pooled();
    rig.database.sql("CREATE SCHEMA a; CREATE SCHEMA b");
    let address = rig.database.pooled();
    let address = address.with_parameter("options", "-c search_path=b,a -c work_mem=\\1234kB");
    rig.way = Some(address.url());
    let history = History::new([
        script(
            "CREATE TABLE t AS SELECT current_setting('work_mem') AS word, current_schemas(false)::text AS path;",
            "",
        ),
        script("SET search_path = a;\nCREATE TABLE u (id INT);", ""),
    ]);
    rig.run(&history).await.unwrap();
    assert_eq!(
        rig.query("SELECT word, path FROM b.t").await,
        ["1234kB|{b,a}"]
    );
    assert_eq!(
        rig.query("SELECT version_num FROM b.rmig_version").await,
        ["r2"]
    );
    assert_eq!(rig.query("SELECT count(*) FROM a.u").await, ["0"]);
}

#[tokio::test]
async fn a_pooler_is_noticed_named_or_said() {
    let rig = Rig::pooled();
    let pooled = rig.database.pooled();
    let connect = async |url: &str, pooler: Pooler| -> Box<dyn Connection> {
        let url = DatabaseUrl::parse(url).unwrap();
        let mut options = ConnectOptions::new(Access::Change);
        options.pooler = pooler;
        rig.dialect().connect(&url, &options).await.unwrap()
    };
    let named = pooled.with_parameter("pgbouncer", "true").url();
    // PgBouncer refuses that too.
    let asking = pooled.with_parameter("options", "-c work_mem=1MB").url();
    for (url, pooler, is_borrowed) in [
        (pooled.url(), Pooler::Unknown, true),
        (named.clone(), Pooler::Unknown, true),
        (pooled.url(), Pooler::Transaction, true),
        (rig.database.url().to_owned(), Pooler::Unknown, false),
        (rig.database.url().to_owned(), Pooler::Transaction, true),
        (pooled.url(), Pooler::Session, false),
        (asking, Pooler::Session, false),
        (named, Pooler::Session, false),
    ] {
        let connection = connect(&url, pooler).await;
        assert_eq!(connection.borrowed().is_some(), is_borrowed, "{pooler:?}");
        let mut again = connection.opener().unwrap().open().await.unwrap();
        assert_eq!(again.borrowed().is_some(), is_borrowed, "{pooler:?}");
        again.reconnect().await.unwrap();
        assert_eq!(again.borrowed().is_some(), is_borrowed, "{pooler:?}");
    }
}

#[tokio::test]
async fn a_pooler_that_was_called_one_for_sessions_is_found_out() {
    let rig = Rig::pooled();
    let url = DatabaseUrl::parse(&rig.database.pooled().url()).unwrap();
    let mut options = ConnectOptions::new(Access::Change);
    options.pooler = Pooler::Session;
    let mut connection = rig.dialect().connect(&url, &options).await.unwrap();
    // Somebody else gets the session meanwhile, and holds it.
    let mut neighbour = Neighbour::of(&rig).await;
    neighbour.ask("BEGIN; SELECT ''").await;
    let error = connection.reset_session().await.unwrap_err();
    assert!(error.message.contains("another session"), "{error}");
    assert!(error.help.unwrap().contains("`pooler = \"transaction\"`"));
}

#[tokio::test]
async fn a_look_changes_nothing() {
    let rig = Rig::pooled();
    let url = DatabaseUrl::parse(&rig.database.pooled().url()).unwrap();
    let options = ConnectOptions::new(Access::Look);
    let mut connection = rig.dialect().connect(&url, &options).await.unwrap();
    let error = connection.execute("CREATE TABLE t (id INT)").await;
    assert!(error.unwrap_err().message.contains("read-only"));
}

#[tokio::test]
async fn what_needs_a_session_is_refused() {
    let rig = Rig::pooled();
    for (text, part) in [
        (
            script("SELECT pg_advisory_lock(1);", ""),
            "pg_advisory_xact_lock",
        ),
        (script("PREPARE p AS SELECT 1;", ""), "do without it"),
        (
            without_transaction("SET lock_timeout = 0;\nVACUUM;"),
            "ALTER ROLE",
        ),
        (
            without_transaction("SELECT set_config('a.b', 'c', false);"),
            "ALTER ROLE",
        ),
        (
            without_transaction("CREATE TEMP TABLE x (id INT);"),
            "run in a transaction",
        ),
        (
            without_transaction("DECLARE c CURSOR WITH HOLD FOR SELECT 1;"),
            "run in a transaction",
        ),
    ] {
        let history = History::new([text.as_str()]);
        let failure = rig.run(&history).await.unwrap_err();
        assert_eq!(code(&failure), "needs-own-session", "{text}");
        let help = help(&failure);
        assert!(
            help.contains(part) && help.contains("past the pooler"),
            "{help}"
        );
        assert!(failure.report.steps.is_empty());
    }
    assert!(rig.tables().await.is_empty());
    // Past the pooler all of it is fine.
    let history = History::new([
        script("SELECT pg_advisory_lock(1);", ""),
        without_transaction("SET lock_timeout = 0;\nVACUUM;"),
    ]);
    let direct = Rig::on(Server::Postgres);
    direct.run(&history).await.unwrap();
}

#[tokio::test]
async fn the_scripts_own_transaction_keeps_its_session() {
    let rig = Rig::pooled();
    let history = History::new([without_transaction(
        "CREATE TABLE t (word TEXT);\nBEGIN;\nSET LOCAL statement_timeout = 4711;\n\
         INSERT INTO t VALUES (current_setting('statement_timeout'));\nCOMMIT;\n\
         INSERT INTO t VALUES (current_setting('statement_timeout'));",
    )]);
    rig.run(&history).await.unwrap();
    assert_eq!(rig.query("SELECT word FROM t").await, ["4711ms", "0"]);
}

/// Cancels a run once it sleeps on the server; it has to end long before the sleep does.
async fn is_cancelled(rig: &Rig, history: &History) -> String {
    let cancellation = Cancellation::default();
    let stop = async {
        until("it sleeps", async || sleeping(rig).await == 1).await;
        cancellation.request();
        Instant::now()
    };
    let (ran, at) = tokio::join!(rig.run_with(history, &cancellation), stop);
    assert!(at.elapsed() < Duration::from_secs(20), "{:?}", at.elapsed());
    until("the server is done with it", async || {
        sleeping(rig).await == 0
    })
    .await;
    code(&ran.unwrap_err())
}

#[tokio::test]
async fn a_statement_is_cancelled_in_whichever_session_it_is() {
    let rig = Rig::pooled();
    let table = script("CREATE TABLE t (id INT);", "");
    let sleep = "SELECT pg_sleep(60);";
    let block = "DO $$BEGIN PERFORM pg_sleep(60); END$$;";
    rig.run(&History::new([table.as_str()])).await.unwrap();
    for second in [
        script(sleep, ""),
        without_transaction(sleep),
        without_transaction(block),
    ] {
        let history = History::new([table.clone(), second]);
        assert_eq!(is_cancelled(&rig, &history).await, "interrupted");
        assert_eq!(rig.version_rows().await, ["r1"]);
        rig.database.sql(
            "UPDATE rmig_journal SET outcome = 'undone', claim = NULL WHERE outcome <> 'done'",
        );
    }
}

#[tokio::test]
async fn a_run_waits_for_one_that_goes_past_the_pooler_and_says_who_it_is() {
    let mut rig = Rig::pooled();
    rig.options.wait_for_lock = Duration::from_millis(300);
    let history = two_tables();
    let mut other = rig.hold_lock().await;
    let failure = rig.run(&history).await.unwrap_err();
    assert_eq!(code(&failure), "locked");
    let message = failure.to_string();
    assert!(message.contains("\"rmig\" of user"), "{message}");
    assert!(rig.version_rows().await.is_empty());
    rig.let_go(other.as_mut()).await;
    rig.run(&history).await.unwrap();
}

#[tokio::test]
async fn a_stamp_and_a_repair_wait_their_turn() {
    let mut rig = Rig::pooled();
    rig.options.wait_for_lock = Duration::from_millis(300);
    let history = History::new([without_transaction(
        "CREATE TABLE t (id INT);\nSELECT 1 / 0;",
    )]);
    assert_eq!(
        code(&rig.run(&history).await.unwrap_err()),
        "statement-failed"
    );
    let dialect = rig.dialect();
    let never = Cancellation::default();
    let mut connection = rig.connect_to_run().await;
    let other = rig.hold_lock().await;
    let repair = Repair::StatementDone;
    let run = rig.runner(dialect.as_ref());
    let repaired = run
        .repair(
            connection.as_mut(),
            &history,
            "r1",
            repair,
            &mut Silent,
            &never,
        )
        .await;
    assert!(repaired.unwrap_err().to_string().contains("another run"));
    let stamp = StampAt("r1");
    let stamped = run
        .stamp(connection.as_mut(), &stamp, false, &mut Silent, &never)
        .await;
    assert!(stamped.unwrap_err().to_string().contains("another run"));
    other.close().await.unwrap();
    run.repair(
        connection.as_mut(),
        &history,
        "r1",
        repair,
        &mut Silent,
        &never,
    )
    .await
    .unwrap();
    run.stamp(connection.as_mut(), &stamp, false, &mut Silent, &never)
        .await
        .unwrap();
    assert_eq!(rig.version_rows().await, ["r1"]);
}

#[tokio::test]
async fn a_long_statement_shows_that_its_run_lives() {
    let mut rig = Rig::pooled();
    rig.options.settle = Duration::from_millis(40);
    let table = script("CREATE TABLE t (id INT);", "");
    // Ten times as long as a run that shows nothing is taken for alive.
    let history = History::new([
        table,
        without_transaction("SELECT pg_sleep(4);\nINSERT INTO t VALUES (1);"),
    ]);
    let (one, other) = tokio::join!(rig.run(&history), rig.run(&history));
    one.unwrap();
    other.unwrap();
    assert_eq!(rig.query("SELECT id FROM t").await, ["1"]);
    assert_eq!(rig.version_rows().await, ["r2"]);
}
