//! Bad inputs by the hundred, each with its answer: where it is wrong, and what to do.
//!
//! An area is a file of cases (`cases/<area>.txt`, see [`case`] for the format) or a table in a module,
//! and a snapshot of all its answers (`answers/<area>.snap`). What every answer has to be, whatever it
//! says, is in [`answer`].

mod answer;
mod case;
mod files;
mod identifiers;
mod outside;
mod permissions;
mod texts;

use std::path::Path;

use case::Case;

/// Of a long answer its beginning and its end.
fn shortened(answer: &str) -> String {
    let lines: Vec<&str> = answer.lines().collect();
    if lines.len() < 40 {
        return answer.to_owned();
    }
    let (first, last) = (&lines[..12], &lines[lines.len() - 4..]);
    let between = lines.len() - 16;
    format!(
        "{}\n[… {between} lines …]\n{}\n",
        first.join("\n"),
        last.join("\n")
    )
}

/// Runs all cases of an area and compares their answers with the snapshot.
#[track_caller]
fn answers(area: &str, cases: &[Case]) {
    let mut text = String::new();
    let mut all_complaints = Vec::new();
    for case in cases {
        let (output, complaints) = answer::of(case);
        let answer = shortened(&output.to_string());
        text.push_str(&format!(
            "== {}\n$ {}\n{answer}\n",
            case.title, case.command
        ));
        all_complaints.extend(
            complaints
                .into_iter()
                .map(|one| format!("{}: {one}", case.title)),
        );
    }
    insta::with_settings!({
        snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/bad_input/answers"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(area, text);
    });
    assert!(all_complaints.is_empty(), "{}", all_complaints.join("\n"));
}
