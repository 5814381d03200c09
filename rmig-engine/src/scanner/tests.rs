//! Tests of the scanner, by SQLite's rules.

use proptest::prelude::*;

use super::*;

pub(crate) const SQLITE: ScanRules = ScanRules {
    quotes: &[
        Quote::string("'"),
        Quote::string("x'"),
        Quote::identifier("\""),
        Quote::identifier("`"),
        Quote::identifier("[").closed_by(b']'),
    ],
    dollar_quotes: false,
    nested_comments: false,
    hash_comments: false,
    spaced_dashes: false,
    code_comments: &[],
    variable_marks: b":@$?#",
    parameter_marks: b":@$?#",
    parameter_statements: &[],
    operators: &["->>", "->", "<=", ">=", "<>", "==", "!=", "<<", ">>", "||"],
    operator_characters: b"",
    routine_bodies: RoutineBodies::Trigger,
    semicolons_in_parentheses: false,
    delimiter_lines: false,
    harmless_commands: &[],
    copy_data: false,
};

fn cut(sql: &str) -> Result<Vec<&str>, ScanError> {
    let pieces: Vec<Piece> = Pieces::new(sql, 0..sql.len(), &SQLITE).collect::<Result<_, _>>()?;
    Ok(pieces
        .into_iter()
        .filter_map(|piece| piece.statement)
        .map(|span| &sql[span])
        .collect())
}

#[test]
fn semicolons_in_quotes_and_comments_end_nothing() {
    let sql = "\u{feff}SELECT ';''' ; select \"a;\"\"b\", `c;``d`, [e;f]] from t;\r\n\
               -- x;y\n/* z; ' */ SELECT 1;;  ;SELECT x';' -- last";
    let expected = [
        "SELECT ';'''",
        "select \"a;\"\"b\", `c;``d`, [e;f]] from t",
        "SELECT 1",
        "SELECT x';'",
    ];
    assert_eq!(cut(sql).unwrap(), expected);
}

#[test]
fn a_trigger_is_one_statement() {
    let body = "CREATE TEMP TRIGGER \"begin\" AFTER UPDATE OF a ON t WHEN CASE WHEN 1 THEN 1 END\n\
                BEGIN -- ; END;\n  UPDATE t SET a = CASE a WHEN 1 THEN 2 ELSE 3 END; /* ; */ \
                SELECT CASE WHEN 'END' THEN 1 END; END";
    let sql = format!("{body}; SELECT 1; explain query plan {body}");
    assert_eq!(
        cut(&sql).unwrap(),
        [body, "SELECT 1", &format!("explain query plan {body}")]
    );
}

#[test]
fn begin_and_end_outside_of_triggers_are_statements() {
    assert_eq!(cut("BEGIN; CREATE TABLE begin (a); END;").unwrap().len(), 3);
    // Broken, but the server's to say so: it ends where the next statement begins.
    assert_eq!(cut("CREATE TRIGGER t; SELECT 1;").unwrap().len(), 2);
}

#[test]
fn what_is_never_closed_is_an_error_with_its_place() {
    for (sql, what, span) in [
        ("SELECT 'a; SELECT 1;", ScanProblem::String, 7..8),
        ("SELECT 1; SELECT \"a", ScanProblem::Identifier, 17..18),
        ("[a", ScanProblem::Identifier, 0..1),
        ("SELECT 1 /* /* */; */ /*", ScanProblem::Comment, 22..24),
        (
            "CREATE TRIGGER t DELETE ON u BEGIN SELECT 1; ",
            ScanProblem::Body,
            0..34,
        ),
    ] {
        let error = Pieces::new(sql, 0..sql.len(), &SQLITE).find_map(Result::err);
        assert_eq!(error, Some(ScanError { what, span }), "{sql}");
    }
}

#[test]
fn a_byte_order_mark_in_the_middle_is_white_space() {
    assert_eq!(
        cut("SELECT 1;\n\u{feff}-- b\nSELECT 2").unwrap(),
        ["SELECT 1", "SELECT 2"]
    );
}

#[test]
fn tokens_are_as_long_as_sqlite_says() {
    let sql = "a<=1.5e-3||x'0f'->>:p9 0xfF .5-- c";
    let tokens: Vec<&str> = Lexer::new(sql, 0..sql.len(), &SQLITE)
        .map(|token| &sql[token.unwrap().span])
        .collect();
    let expected = [
        "a", "<=", "1.5e-3", "||", "x'0f'", "->>", ":p9", " ", "0xfF", " ", ".5", "-- c",
    ];
    assert_eq!(tokens, expected);
}

/// Texts of the bits that scanners stumble over.
fn sql_text() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "'", "''", "\"", "`", "[", "]", "--", "\n", "\r\n", "/*", "*/", ";", " ", "CREATE ",
        "TRIGGER ", "BEGIN ", "END", "CASE ", "x'", "é", "\u{feff}", "1.e", ".", "->", ":", "$",
        "a", "(", ")", "\0", "EXPLAIN ",
    ]);
    prop::collection::vec(bits, 0..40).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn joining_the_pieces_gives_the_text(sql in sql_text()) {
        let pieces: Result<Vec<Piece>, _> = Pieces::new(&sql, 0..sql.len(), &SQLITE).collect();
        if let Ok(pieces) = pieces {
            let joined: String = pieces.iter().map(|piece| &sql[piece.span.clone()]).collect();
            prop_assert_eq!(joined, sql.clone());
            for piece in &pieces {
                if let Some(statement) = &piece.statement {
                    prop_assert!(piece.span.start <= statement.start && statement.end <= piece.span.end);
                    // Cut alone, a statement is one statement.
                    let alone = cut(&sql[statement.clone()]);
                    prop_assert_eq!(alone.map(|cut| cut.len()), Ok(1));
                }
            }
        }
    }

    #[test]
    fn an_error_lies_in_the_text(sql in sql_text()) {
        if let Some(error) = Pieces::new(&sql, 0..sql.len(), &SQLITE).find_map(Result::err) {
            prop_assert!(sql.get(error.span).is_some_and(|opening| !opening.is_empty()));
        }
    }
}
