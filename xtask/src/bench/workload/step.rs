//! Small changes of a schema, one for each revision: a quarter make tables, half add columns, a quarter make indexes.

use super::super::database::Kind;

/// One small change.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// A table.
    Table(usize),
    /// A column that may be null.
    Quantity(usize),
    /// An index.
    Index(usize),
    /// A column that may not be null, with a default.
    Note(usize),
}

/// So many steps.
pub fn steps(count: usize) -> Vec<Step> {
    let step = |index: usize| {
        let table = index / 4;
        match index % 4 {
            0 => Step::Table(table),
            1 => Step::Quantity(table),
            2 => Step::Index(table),
            _ => Step::Note(table),
        }
    };
    (0..count).map(step).collect()
}

impl Step {
    /// Its statement, without a semicolon.
    pub fn upgrade(self, kind: Kind) -> String {
        let time = match kind {
            Kind::Mariadb => "DATETIME",
            Kind::Sqlite | Kind::Postgres => "TIMESTAMP",
        };
        match self {
            Self::Table(t) => format!(
                "CREATE TABLE t{t:05} (id INTEGER NOT NULL, name VARCHAR(100) NOT NULL, created_at {time}, \
                 amount NUMERIC(12, 2), PRIMARY KEY (id))"
            ),
            Self::Quantity(t) => format!("ALTER TABLE t{t:05} ADD COLUMN qty INTEGER"),
            Self::Index(t) => format!("CREATE INDEX ix_t{t:05}_name ON t{t:05} (name)"),
            Self::Note(t) => {
                format!("ALTER TABLE t{t:05} ADD COLUMN note VARCHAR(50) DEFAULT 'x' NOT NULL")
            }
        }
    }

    /// The statement that takes it back.
    pub fn downgrade(self, kind: Kind) -> String {
        match self {
            Self::Table(t) => format!("DROP TABLE t{t:05}"),
            Self::Quantity(t) => format!("ALTER TABLE t{t:05} DROP COLUMN qty"),
            Self::Index(t) if kind == Kind::Mariadb => {
                format!("DROP INDEX ix_t{t:05}_name ON t{t:05}")
            }
            Self::Index(t) => format!("DROP INDEX ix_t{t:05}_name"),
            Self::Note(t) => format!("ALTER TABLE t{t:05} DROP COLUMN note"),
        }
    }

    /// Both as Alembic's operations.
    pub fn python(self) -> (String, String) {
        match self {
            Self::Table(t) => (
                format!(
                    "op.create_table('t{t:05}', sa.Column('id', sa.Integer(), nullable=False), \
                     sa.Column('name', sa.String(100), nullable=False), sa.Column('created_at', sa.DateTime()), \
                     sa.Column('amount', sa.Numeric(12, 2)), sa.PrimaryKeyConstraint('id'))"
                ),
                format!("op.drop_table('t{t:05}')"),
            ),
            Self::Quantity(t) => (
                format!("op.add_column('t{t:05}', sa.Column('qty', sa.Integer()))"),
                format!("op.drop_column('t{t:05}', 'qty')"),
            ),
            Self::Index(t) => (
                format!("op.create_index('ix_t{t:05}_name', 't{t:05}', ['name'])"),
                format!("op.drop_index('ix_t{t:05}_name', table_name='t{t:05}')"),
            ),
            Self::Note(t) => (
                format!(
                    "op.add_column('t{t:05}', sa.Column('note', sa.String(50), server_default='x', nullable=False))"
                ),
                format!("op.drop_column('t{t:05}', 'note')"),
            ),
        }
    }
}

/// What a database holds once all steps have run.
#[derive(Debug, PartialEq, Eq)]
pub struct Ends {
    /// How many tables, columns in them, and indexes.
    pub counts: [usize; 3],
}

impl Ends {
    /// What these steps make.
    pub fn of(steps: &[Step]) -> Self {
        let mut counts = [0; 3];
        for step in steps {
            match step {
                Step::Table(_) => (counts[0], counts[1]) = (counts[0] + 1, counts[1] + 4),
                Step::Quantity(_) | Step::Note(_) => counts[1] += 1,
                Step::Index(_) => counts[2] += 1,
            }
        }
        Self { counts }
    }

    /// The query that counts them, with spaces between.
    pub fn query(kind: Kind) -> &'static str {
        match kind {
            Kind::Sqlite => {
                "SELECT (SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name GLOB 't[0-9]*') || ' ' || \
                 (SELECT count(*) FROM sqlite_schema s, pragma_table_info(s.name) WHERE s.type = 'table' AND s.name GLOB 't[0-9]*') \
                 || ' ' || (SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name GLOB 'ix_t[0-9]*')"
            }
            Kind::Postgres => {
                "SELECT (SELECT count(*) FROM pg_tables WHERE tablename ~ '^t[0-9]') || ' ' || \
                 (SELECT count(*) FROM information_schema.columns WHERE table_name ~ '^t[0-9]') || ' ' || \
                 (SELECT count(*) FROM pg_indexes WHERE indexname ~ '^ix_t[0-9]')"
            }
            Kind::Mariadb => {
                "SELECT CONCAT((SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE() \
                 AND table_name RLIKE '^t[0-9]'), ' ', (SELECT count(*) FROM information_schema.columns WHERE \
                 table_schema = DATABASE() AND table_name RLIKE '^t[0-9]'), ' ', (SELECT count(*) FROM \
                 information_schema.statistics WHERE table_schema = DATABASE() AND index_name RLIKE '^ix_t[0-9]'))"
            }
        }
    }

    /// What that query answers.
    pub fn answer(&self) -> String {
        self.counts.map(|count| count.to_string()).join(" ")
    }
}
