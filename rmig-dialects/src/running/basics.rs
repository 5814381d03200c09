//! Up and down, on every database.

use rmig_engine::connection::Access;
use rmig_test_support::Journal;

use super::rig::{EVERYWHERE, History, Rig, script, two_tables};

#[tokio::test]
async fn what_goes_up_comes_down() {
    for server in EVERYWHERE {
        let rig = Rig::on(server);
        let history = two_tables();
        let report = rig.run(&history).await.unwrap();
        assert_eq!(report.steps.len(), 2, "{server}");
        assert_eq!(rig.tables().await, ["a", "b"], "{server}");
        assert_eq!(rig.version_rows().await, ["r2"], "{server}");
        assert!(rig.run(&history).await.unwrap().steps.is_empty());
        rig.run(&history.to(0)).await.unwrap();
        assert!(rig.tables().await.is_empty(), "{server}");
        assert!(rig.version_rows().await.is_empty(), "{server}");
        let journal = rig
            .query("SELECT revision, direction, outcome, statements_done FROM rmig_journal ORDER BY id")
            .await;
        let expected = [
            "r1|upgrade|done|1",
            "r2|upgrade|done|2",
            "r2|downgrade|done|1",
            "r1|downgrade|done|1",
        ];
        assert_eq!(journal, expected, "{server}");
    }
}

#[tokio::test]
async fn a_script_for_the_client_does_what_a_run_does() {
    for server in EVERYWHERE {
        let history = History::new([
            script(
                "CREATE TABLE a (id INTEGER PRIMARY KEY, t VARCHAR(40));",
                "DROP TABLE a;",
            ),
            script(
                "INSERT INTO a VALUES (1, 'it''s; -- \\ \"x\"'), (2, 'b');",
                "DELETE FROM a",
            ),
            script(
                "CREATE TABLE b (id INTEGER);\nINSERT INTO b VALUES (1);\nCREATE INDEX i ON b (id);",
                "DROP TABLE b",
            ),
        ]);
        let (online, offline) = (Rig::on(server), Rig::on(server));
        online.run(&history).await.unwrap();
        let dialect = offline.dialect();
        let script = offline
            .runner(dialect.as_ref())
            .offline(&history, &[])
            .unwrap();
        let output = offline.database.feed(&script.sql);
        assert!(
            output.status.success(),
            "{server}: {output:?}\n{}",
            script.sql
        );
        // Who ran a script, where and for how long, only those know who run it.
        let text = |rig: &Rig| {
            let unknown = ["actor", "host", "intent", "heartbeat", "duration_ms"];
            let text = rig.database.schema_text(Journal::Without(&unknown));
            unknown.iter().fold(text, |text, column| {
                text.replace(&format!("{column}=NULL"), &format!("{column}=*"))
            })
        };
        assert_eq!(text(&online), text(&offline), "{server}:\n{}", script.sql);
        // A second time it stops at the first guard, and changes nothing.
        let output = offline.database.feed(&script.sql);
        assert!(!output.status.success(), "{server}");
        assert_eq!(text(&online), text(&offline), "{server}");
        let mut connection = offline.connect(Access::Look).await.unwrap();
        let rows = offline
            .runner(dialect.as_ref())
            .version_rows(connection.as_mut())
            .await;
        assert_eq!(rows.unwrap().rows, ["r3"]);
    }
}
