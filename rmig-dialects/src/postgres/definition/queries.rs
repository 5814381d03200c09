//! The catalogues in which objects are found, and the queries that describe them.

/// Where the objects of a kind stand.
pub(super) struct Catalogue {
    /// The catalogue as `o`, with its schema as `n` where it has one.
    pub from: &'static str,
    /// The column of the name.
    pub name: &'static str,
    /// Whether the search path leads to it; none for what is in no schema.
    pub visible: Option<&'static str>,
}

macro_rules! relations {
    ($kinds:literal) => {
        Catalogue {
            from: concat!(
                "(SELECT * FROM pg_class WHERE relkind IN (",
                $kinds,
                ")) o JOIN pg_namespace n ON n.oid = o.relnamespace"
            ),
            name: "o.relname",
            visible: Some("pg_table_is_visible(o.oid)"),
        }
    };
}

pub(super) const TABLES: Catalogue = relations!("'r', 'p', 'f'");
pub(super) const VIEWS: Catalogue = relations!("'v', 'm'");
pub(super) const INDEXES: Catalogue = relations!("'i', 'I'");
pub(super) const SEQUENCES: Catalogue = relations!("'S'");

pub(super) const TYPES: Catalogue = Catalogue {
    from: "pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace",
    name: "o.typname",
    visible: Some("pg_type_is_visible(o.oid)"),
};

pub(super) const ROUTINES: Catalogue = Catalogue {
    from: "pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace",
    name: "o.proname",
    visible: Some("pg_function_is_visible(o.oid)"),
};

/// A trigger belongs to a table, and isn't alone with its name.
pub(super) const TRIGGERS: Catalogue = Catalogue {
    from: "pg_trigger o JOIN pg_class c ON c.oid = o.tgrelid \
           JOIN pg_namespace n ON n.oid = c.relnamespace",
    name: "o.tgname",
    visible: Some("pg_table_is_visible(c.oid)"),
};

pub(super) const SCHEMAS: Catalogue = Catalogue {
    from: "pg_namespace o",
    name: "o.nspname",
    visible: None,
};

pub(super) const EVENTS: Catalogue = Catalogue {
    from: "pg_event_trigger o",
    name: "o.evtname",
    visible: None,
};

/// What all relations have.
macro_rules! relation {
    () => {
        "SELECT concat_ws(' ', '0', c.relkind, c.oid::regclass, c.relowner::regrole, c.relpersistence, \
         c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relispartition, c.reltablespace, \
         c.relam, c.reloptions, c.relacl, pg_get_expr(c.relpartbound, c.oid), \
         pg_get_partkeydef(c.oid), obj_description(c.oid, 'pg_class')) FROM pg_class c \
         WHERE c.oid = o.oid \
         UNION ALL SELECT concat_ws(' ', '1', a.attnum, a.attname, \
         format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, \
         a.attcollation, a.attstorage, a.attstattarget, a.attoptions, a.attacl, \
         pg_get_expr(d.adbin, d.adrelid), col_description(a.attrelid, a.attnum)) \
         FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
         WHERE a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped"
    };
}

macro_rules! index {
    () => {
        "concat_ws(' ', '3', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready, \
         i.indislive, i.indisprimary, i.indisclustered, i.indisreplident, x.reltablespace, \
         obj_description(i.indexrelid, 'pg_class')) \
         FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid"
    };
}

macro_rules! trigger {
    () => {
        "concat_ws(' ', '4', pg_get_triggerdef(g.oid), g.tgenabled, \
         obj_description(g.oid, 'pg_trigger')) FROM pg_trigger g"
    };
}

macro_rules! rules {
    () => {
        "SELECT concat_ws(' ', '5', pg_get_ruledef(r.oid), r.ev_enabled) FROM pg_rewrite r \
         WHERE r.ev_class = o.oid"
    };
}

/// A table with its columns, constraints, indexes, triggers, rules, policies, parents and statistics.
pub(super) const TABLE: &str = concat!(
    relation!(),
    " UNION ALL SELECT concat_ws(' ', '2', k.conname, pg_get_constraintdef(k.oid), k.convalidated, \
     obj_description(k.oid, 'pg_constraint')) FROM pg_constraint k WHERE k.conrelid = o.oid \
     UNION ALL SELECT ",
    index!(),
    " WHERE i.indrelid = o.oid UNION ALL SELECT ",
    trigger!(),
    " WHERE g.tgrelid = o.oid AND NOT g.tgisinternal UNION ALL ",
    rules!(),
    " UNION ALL SELECT concat_ws(' ', '6', p.polname, p.polcmd, p.polpermissive, \
     p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), \
     pg_get_expr(p.polwithcheck, p.polrelid)) FROM pg_policy p WHERE p.polrelid = o.oid \
     UNION ALL SELECT concat_ws(' ', '7', h.inhseqno, h.inhparent::regclass) FROM pg_inherits h \
     WHERE h.inhrelid = o.oid \
     UNION ALL SELECT concat_ws(' ', '8', pg_get_statisticsobjdef(s.oid)) FROM pg_statistic_ext s \
     WHERE s.stxrelid = o.oid"
);

/// A view, materialized or not; the rule in it is what it shows.
pub(super) const VIEW: &str = concat!(
    relation!(),
    " UNION ALL SELECT concat_ws(' ', '2', pg_get_viewdef(c.oid), c.relispopulated) FROM pg_class c \
     WHERE c.oid = o.oid UNION ALL SELECT ",
    index!(),
    " WHERE i.indrelid = o.oid UNION ALL SELECT ",
    trigger!(),
    " WHERE g.tgrelid = o.oid AND NOT g.tgisinternal"
);

pub(super) const INDEX: &str = concat!(
    "SELECT ",
    index!(),
    " WHERE i.indexrelid = o.oid UNION ALL SELECT concat_ws(' ', '4', x.reloptions) FROM pg_class x \
     WHERE x.oid = o.oid UNION ALL SELECT 'INVALID' FROM pg_index i WHERE i.indexrelid = o.oid AND \
     NOT i.indisvalid"
);

pub(super) const SEQUENCE: &str = concat!(
    relation!(),
    " UNION ALL SELECT concat_ws(' ', '2', format_type(s.seqtypid, NULL), s.seqstart, \
     s.seqincrement, s.seqmax, s.seqmin, s.seqcache, s.seqcycle) FROM pg_sequence s \
     WHERE s.seqrelid = o.oid UNION ALL SELECT concat_ws(' ', '3', \
     d.refobjid::regclass, d.refobjsubid, d.deptype) FROM pg_depend d WHERE d.objid = o.oid AND \
     d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass"
);

/// An enumeration with its labels, a composite type with its attributes, a domain with its
/// constraints, a range with its subtype.
pub(super) const TYPE: &str = "SELECT concat_ws(' ', '0', y.typtype, y.oid::regtype, \
     y.typowner::regrole, y.typnotnull, y.typdefault, y.typisdefined, y.typcollation, y.typacl, \
     format_type(nullif(y.typbasetype, 0), y.typtypmod), obj_description(y.oid, 'pg_type')) \
     FROM pg_type y WHERE y.oid = o.oid \
     UNION ALL SELECT concat_ws(' ', '1', row_number() OVER (ORDER BY e.enumsortorder) + 100000, \
     quote_literal(e.enumlabel)) FROM pg_enum e WHERE e.enumtypid = o.oid \
     UNION ALL SELECT concat_ws(' ', '2', a.attnum, a.attname, \
     format_type(a.atttypid, a.atttypmod), a.attcollation) FROM pg_type y JOIN pg_attribute a \
     ON a.attrelid = y.typrelid WHERE y.oid = o.oid AND a.attnum > 0 AND NOT a.attisdropped \
     UNION ALL SELECT concat_ws(' ', '3', k.conname, pg_get_constraintdef(k.oid), k.convalidated) \
     FROM pg_constraint k WHERE k.contypid = o.oid \
     UNION ALL SELECT concat_ws(' ', '4', g.rngsubtype::regtype, g.rngcollation, g.rngsubopc, \
     g.rngcanonical, g.rngsubdiff) FROM pg_range g WHERE g.rngtypid = o.oid";

/// All routines of the name, whatever their arguments are.
pub(super) const ROUTINE: &str = "SELECT concat_ws(' ', p.oid::regprocedure, p.proowner::regrole, \
     p.proacl, CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) ELSE (SELECT \
     concat_ws(' ', g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggtranstype::regtype, \
     g.agginitval, g.aggsortop) FROM pg_aggregate g WHERE g.aggfnoid = p.oid) END, \
     obj_description(p.oid, 'pg_proc')) FROM pg_proc p WHERE p.oid = o.oid";

pub(super) const TRIGGER: &str = concat!("SELECT ", trigger!(), " WHERE g.oid = o.oid");

pub(super) const SCHEMA: &str = "SELECT concat_ws(' ', s.nspname, s.nspowner::regrole, s.nspacl, \
     obj_description(s.oid, 'pg_namespace')) FROM pg_namespace s WHERE s.oid = o.oid";

pub(super) const EVENT: &str = "SELECT concat_ws(' ', v.evtname, v.evtevent, v.evtowner::regrole, \
     v.evtfoid::regprocedure, v.evtenabled, v.evttags) FROM pg_event_trigger v WHERE v.oid = o.oid";
