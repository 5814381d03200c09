//! What a run refuses, on every database, and the command that helps.

use super::rig::{EVERYWHERE, Rig, code, help, script, two_tables};

#[tokio::test]
async fn an_edited_script() {
    for server in EVERYWHERE {
        let rig = Rig::on(server);
        let history = two_tables();
        rig.run(&history.to(1)).await.unwrap();
        let before = rig.text();
        let mut edited = history.clone();
        edited.scripts[0] = script("CREATE TABLE a (id BIGINT PRIMARY KEY);", "DROP TABLE a;");
        let refused = rig.run(&edited).await.unwrap_err();
        assert_eq!(code(&refused), "edited-script", "{server}");
        assert!(refused.to_string().contains("r1"), "{refused}");
        assert!(
            help(&refused).contains("repair r1"),
            "{server}: {}",
            help(&refused)
        );
        rig.assert_lock_is_free().await;
        assert_eq!(rig.text(), before, "{server}");
        // Comments and white space make no difference.
        let mut respaced = history.clone();
        respaced.scripts[0] = script(
            "-- why\r\nCREATE   TABLE a\n(id INTEGER PRIMARY KEY) ;",
            "DROP TABLE a;",
        );
        rig.run(&respaced).await.unwrap();
    }
}

#[tokio::test]
async fn an_unknown_version_row() {
    for server in EVERYWHERE {
        let rig = Rig::on(server);
        rig.run(&two_tables()).await.unwrap();
        let before = rig.text();
        // The file of r2 is gone, or the database is a newer program's.
        let mut older = two_tables();
        older.scripts.pop();
        let refused = rig.run(&older.to(1)).await.unwrap_err();
        assert_eq!(code(&refused), "unknown-revision", "{server}");
        rig.assert_lock_is_free().await;
        assert_eq!(rig.text(), before, "{server}");
    }
}

#[tokio::test]
async fn an_unfinished_revision() {
    for server in EVERYWHERE {
        let rig = Rig::on(server);
        let mut history = two_tables();
        history.scripts[1] = "-- rmig: upgrade\nCREATE TABLE b (id INTEGER);\n\
                              -- rmig: upgrade\nINSERT INTO missing VALUES (1);\n-- rmig: downgrade\nDROP TABLE b;\n"
            .to_owned();
        rig.run(&history).await.unwrap_err();
        let before = rig.text();
        for target in [2, 0] {
            let refused = rig.run(&history.to(target)).await.unwrap_err();
            assert_eq!(code(&refused), "unfinished-revision", "{server}");
            let text = refused.to_string();
            assert!(text.contains("revision r2 is unfinished"), "{text}");
            assert!(text.contains("1 of its 2 sections"), "{text}");
            let help = help(&refused);
            assert!(
                help.contains("--resume") && help.contains("stamp"),
                "{help}"
            );
        }
        rig.assert_lock_is_free().await;
        assert_eq!(rig.text(), before, "{server}");
    }
}

#[tokio::test]
async fn a_way_down_that_is_none() {
    for server in EVERYWHERE {
        let rig = Rig::on(server);
        let mut history = two_tables();
        history.scripts[1] =
            "-- rmig: upgrade\nCREATE TABLE b (id INTEGER);\n-- rmig: downgrade irreversible\n"
                .to_owned();
        rig.run(&history).await.unwrap();
        let before = rig.text();
        let refused = rig.run(&history.to(0)).await.unwrap_err();
        assert_eq!(code(&refused), "irreversible-revision", "{server}");
        assert_eq!(rig.text(), before, "{server}");
    }
}
