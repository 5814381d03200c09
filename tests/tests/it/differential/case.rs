//! Everything that is compared about one graph.

use rmig_engine::{
    graph::{GraphProblem, Position, RevisionMap},
    plan,
    symbol::{ResolveError, Resolver, Symbol, SymbolRange},
};

use super::{
    answer::Answer,
    document::{Document, Facts, Kind, Question, Refused},
    refusal,
};

/// One question with both answers.
pub struct Case<'a> {
    pub question: String,
    pub asked: Option<&'a Question>,
    pub problems: Vec<GraphProblem>,
    pub theirs: Answer,
    pub ours: Answer,
}

/// Both answers to everything that Alembic was asked about a graph.
pub fn cases(document: &Document) -> Vec<Case<'_>> {
    let revisions = document
        .graph
        .iter()
        .map(super::document::Entry::to_revision);
    let map = match RevisionMap::new(revisions.collect()) {
        Ok(map) => map,
        Err(problems) => return vec![broken(document, problems.0)],
    };
    let Some(theirs) = &document.facts else {
        return vec![broken(document, Vec::new())];
    };
    answers(document, &map, theirs)
}

/// Both answers about a graph that both load; `map` may come from files.
pub fn answers<'a>(document: &'a Document, map: &RevisionMap, theirs: &Facts) -> Vec<Case<'a>> {
    let mut cases = facts(map, theirs);
    for question in &document.questions {
        let asked = match question.kind {
            Kind::Session => question.commands.as_slice(),
            _ => std::slice::from_ref(question),
        };
        cases.extend(asked.iter().map(|asked| Case {
            question: asked.text(),
            asked: Some(asked),
            problems: Vec::new(),
            theirs: Answer::theirs(asked),
            ours: answer(map, asked).unwrap_or_else(|error| Answer::Refused(refusal::ours(&error))),
        }));
    }
    cases
}

fn broken(document: &Document, problems: Vec<GraphProblem>) -> Case<'_> {
    let mut ours: Vec<_> = problems.iter().map(class_of).map(str::to_owned).collect();
    ours.sort_unstable();
    ours.dedup();
    let theirs: Vec<_> = document.broken.iter().map(their_class).collect();
    // Alembic stops at the first thing that is wrong, we name them all.
    if theirs.iter().all(|class| ours.contains(class)) && !theirs.is_empty() {
        ours.retain(|class| theirs.contains(class));
    }
    Case {
        question: "load".to_owned(),
        asked: None,
        problems,
        theirs: Answer::List(theirs),
        ours: Answer::List(ours),
    }
}

fn class_of(problem: &GraphProblem) -> &'static str {
    match problem {
        GraphProblem::DuplicateRevision { .. } => "duplicate",
        GraphProblem::MissingRevision { .. } => "missing",
        GraphProblem::SelfLoop { .. } => "self-loop",
        GraphProblem::Cycle { .. } => "cycle",
        GraphProblem::DuplicateLabel { .. } | GraphProblem::LabelIsRevision { .. } => "label",
        GraphProblem::BadName { .. } => "name",
        GraphProblem::TooLong { .. } => "length",
        _ => "other",
    }
}

fn their_class(refused: &Refused) -> String {
    let class = match refused.class.as_str() {
        "LoopDetected" | "DependencyLoopDetected" => "self-loop",
        "CycleDetected" | "DependencyCycleDetected" => "cycle",
        "crash" if refused.message.starts_with("KeyError") => "missing",
        "RevisionError" if refused.message.starts_with("Branch name") => "label",
        "RevisionError" if refused.message.starts_with("Character") => "name",
        other => other,
    };
    class.to_owned()
}

fn facts<'a>(map: &RevisionMap, theirs: &Facts) -> Vec<Case<'a>> {
    let points = |holds: fn(&RevisionMap, Position) -> bool| {
        let found: Vec<_> = map.positions().filter(|&at| holds(map, at)).collect();
        ids(map, &found)
    };
    let list = |lists: Vec<(&String, &[String])>| {
        lists
            .into_iter()
            .map(|(id, names)| format!("{id}: {names:?}"))
            .collect()
    };
    let mut by_id: Vec<_> = map.positions().collect();
    by_id.sort_unstable_by_key(|&at| map.id(at));
    let labels = by_id
        .iter()
        .map(|&at| format!("{}: {:?}", map.id(at), map.branch_labels(at)));
    let parents = by_id
        .iter()
        .map(|&at| format!("{}: {:?}", map.id(at), map.ids(map.normalized_parents(at))));
    let pairs: [(&str, Vec<String>, Vec<String>); 7] = [
        ("heads", theirs.heads.clone(), ids(map, map.heads())),
        (
            "real heads",
            theirs.real_heads.clone(),
            ids(map, map.real_heads()),
        ),
        ("bases", theirs.bases.clone(), ids(map, map.bases())),
        (
            "branch points",
            theirs.branch_points.clone(),
            points(RevisionMap::is_branch_point),
        ),
        (
            "merge points",
            theirs.merge_points.clone(),
            points(RevisionMap::is_merge_point),
        ),
        (
            "labels",
            list(
                theirs
                    .labels
                    .iter()
                    .map(|(id, labels)| (id, labels.as_slice()))
                    .collect(),
            ),
            labels.collect(),
        ),
        (
            "normalized parents",
            list(
                theirs
                    .parents
                    .iter()
                    .map(|(id, names)| (id, names.as_slice()))
                    .collect(),
            ),
            parents.collect(),
        ),
    ];
    pairs
        .into_iter()
        .map(|(question, theirs, ours)| Case {
            question: question.to_owned(),
            asked: None,
            problems: Vec::new(),
            theirs: Answer::List(theirs),
            ours: Answer::List(ours),
        })
        .collect()
}

fn ids(map: &RevisionMap, positions: &[Position]) -> Vec<String> {
    map.ids(positions).into_iter().map(str::to_owned).collect()
}

fn answer(map: &RevisionMap, asked: &Question) -> Result<Answer, ResolveError> {
    let lines = |positions: &[Position]| Answer::List(ids(map, positions));
    let rows = asked.rows.as_slice();
    Ok(match asked.kind {
        Kind::Resolve => lines(&resolver(map, asked)?.revisions(&asked.symbol.parse()?)?),
        Kind::History => {
            let range: SymbolRange = match &asked.range {
                Some(range) => range.parse()?,
                None => ":".parse()?,
            };
            lines(&resolver(map, asked)?.history(&range)?)
        }
        Kind::Upgrade => Answer::steps(map, &plan::upgrade(map, rows, &asked.symbol.parse()?)?),
        Kind::Downgrade => Answer::steps(map, &plan::downgrade(map, rows, &asked.symbol.parse()?)?),
        Kind::Stamp => {
            let symbols: Vec<Symbol> = asked
                .symbols
                .iter()
                .map(|each| each.parse())
                .collect::<Result<_, _>>()?;
            let rows = if asked.purge { &[] } else { rows };
            Answer::stamps(&plan::stamp(map, rows, &symbols)?)
        }
        Kind::Current => {
            let resolver = Resolver::with_rows(map, rows)?;
            let mut tips = ids(map, &map.current_tips(resolver.current_rows()));
            tips.sort_unstable();
            Answer::List(tips)
        }
        Kind::Session => unreachable!("its commands are asked one by one"),
    })
}

/// Only `current` looks at the version rows where Alembic doesn't connect for anything else.
fn resolver<'a>(map: &'a RevisionMap, asked: &Question) -> Result<Resolver<'a>, ResolveError> {
    let text = asked.range.as_deref().unwrap_or(&asked.symbol);
    if text.contains("current") {
        Resolver::with_rows(map, &asked.rows)
    } else {
        Ok(Resolver::new(map))
    }
}
