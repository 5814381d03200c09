//! The SQL of random operations is Alembic's, token by token, or a rule says why not.
//!
//! `RMIG_ORACLE_SEED` and `RMIG_ORACLE_OPERATIONS` choose other cases, or more of them;
//! `RMIG_ORACLE_SHOWN` prints more differences of a kind.

use std::{collections::BTreeMap, env, fmt::Write as _};

use serde_json::Value;

use super::{
    deviations::{Difference, RULES, explain},
    golden::{Outcome, registry},
};
use crate::oracle;

/// How many cases a short run has.
const COUNT: usize = 500;
/// How many of a hundred cases may still differ.
const TOLERATED: usize = 4;
/// In so many cases every rule applies at least once.
const MANY: usize = 20_000;

#[test]
fn random_operations_give_the_sql_of_alembic() {
    let count = oracle::number("RMIG_ORACLE_OPERATIONS", COUNT);
    let shown = oracle::number("RMIG_ORACLE_SHOWN", 3);
    let seed = env::var("RMIG_ORACLE_SEED").unwrap_or_else(|_| "1".to_owned());
    let lines = oracle::run("random_operations.py", &[&seed, &count.to_string()]);
    let registry = registry();
    let (mut equal, mut explained) = (0, 0);
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in lines.lines() {
        let case: Value = serde_json::from_str(line).expect("a case is JSON");
        let dialect = case["dialect"].as_str().expect("a case has a dialect");
        let theirs = Outcome::of_alembic(&case);
        let (ours, shown) = Outcome::of_ours(&registry, dialect, line);
        // A tab stays a tab with us; Alembic writes four blanks, in texts and names, too.
        let ours = match ours {
            Outcome::Sql(tokens) => {
                Outcome::Sql(tokens.iter().map(|one| one.replace('\t', "    ")).collect())
            }
            refused @ Outcome::Refused => refused,
        };
        if ours == theirs {
            equal += 1;
            continue;
        }
        let difference = Difference {
            case: &case,
            dialect,
            ours: &ours,
            shown: &shown,
            theirs: &theirs,
        };
        if let Some(reasons) = explain(&difference) {
            explained += 1;
            for reason in reasons {
                *known.entry(reason).or_default() += 1;
            }
            continue;
        }
        let group = difference.group();
        groups.entry(group).or_default().push(format!(
            "{}\n  {}\n  Alembic: {} {}\n  rmig:    {shown}",
            case["case"], case["ops"], case["sql"], case["error"]
        ));
    }
    let mut summary = format!("{equal} of {count} are Alembic's, {explained} deliberately not");
    for (reason, times) in &known {
        let _ = write!(summary, "\n{times:7} {reason}");
    }
    println!("{summary}");
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, cases)| std::cmp::Reverse(cases.len()));
    let mut report = String::new();
    for (group, cases) in &groups {
        let _ = write!(report, "\n== {} {group}", cases.len());
        for case in cases.iter().take(shown) {
            let _ = write!(report, "\n{case}");
        }
    }
    if env::var_os("RMIG_ORACLE_SHOWN").is_some() {
        println!("{report}");
    }
    let different: usize = groups.iter().map(|(_, cases)| cases.len()).sum();
    assert!(
        100 * different <= TOLERATED * count,
        "seed {seed}: {report}\n{different} differences"
    );
    assert!(2 * equal > count, "hardly anything was the same");
    if count >= MANY {
        for rule in RULES {
            assert!(
                known.contains_key(rule.reason),
                "never happens: {}",
                rule.reason
            );
        }
    }
}
