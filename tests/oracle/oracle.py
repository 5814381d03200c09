"""The real Alembic over a graph in memory: what it answers to each question about it.

Nothing of Alembic's is re-implemented here. Scripts are its own `Script` over stand-in modules,
plans are its own `_upgrade_revs`, `_downgrade_revs` and `_stamp_revs`, and version rows are kept
by its own `HeadMaintainer` over a connection that forgets every statement.

Where Alembic goes through an unordered set and the order gets out, `LoadOrderMap` gives the set
the order in which things were written, so that the same graph always has the same answers.
"""

import signal
import warnings
from contextlib import contextmanager
from types import SimpleNamespace

from alembic import util
from alembic.runtime.migration import HeadMaintainer
from alembic.script.base import Script, ScriptDirectory
from alembic.script.revision import RevisionError, RevisionMap

# Of processor time, so that a busy machine hangs nothing. The slowest honest question takes a tenth.
HANG_SECONDS = 0.5
HISTORY_RANGE = "History range requires [start]:[end], [start]:, or :[end]"
NO_RANGE = "Range revision not allowed"


class Hang(BaseException):
    """A question took longer than HANG_SECONDS."""


def _on_alarm(_signal, _frame):
    raise Hang


def guard_against_hangs():
    """Arms the handler of `deadline`; call once, in the main thread."""
    signal.signal(signal.SIGVTALRM, _on_alarm)


@contextmanager
def deadline():
    """Raises `Hang` inside the block once HANG_SECONDS are over."""
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


class LoadOrderScript(Script):
    """A script that hashes by its place in load order, so that sets of scripts iterate alike
    in every run."""

    def __init__(self, place, entry):
        self.place = place
        super().__init__(
            SimpleNamespace(
                __doc__=entry.get("message") or "",
                down_revision=tuple(entry["down_revision"]) or None,
                depends_on=tuple(entry["depends_on"]) or None,
                branch_labels=tuple(entry["branch_labels"]) or None,
                upgrade=lambda: None,
                downgrade=lambda: None,
            ),
            entry["revision"],
            f"{place:04}.py",
        )

    def __hash__(self):
        return self.place


class LoadOrderMap(RevisionMap):
    """Alembic's map, with the sets whose order gets out put into load order."""

    def _map_branch_labels(self, revisions, map_):
        super()._map_branch_labels(_by_place(revisions), map_)

    def _add_branches(self, revisions, map_):
        super()._add_branches(_by_place(revisions), map_)

    def _add_depends_on(self, revisions, map_):
        super()._add_depends_on(_by_place(revisions), map_)

    def _normalize_depends_on(self, revisions, map_):
        revisions = _by_place(revisions)
        super()._normalize_depends_on(revisions, map_)
        for revision in revisions:
            kept = set(revision._normalized_resolved_dependencies)
            revision._normalized_resolved_dependencies = tuple(
                dep for dep in dict.fromkeys(revision._resolved_dependencies) if dep in kept
            )


def _by_place(revisions):
    return sorted(revisions, key=lambda revision: revision.place)


class _Forgetful:
    """Stands for the version table and the connection: takes every statement, keeps none."""

    as_sql = False
    version_table = "alembic_version"

    def __getattr__(self, _name):
        return self

    def __eq__(self, _other):
        return self

    def __call__(self, *_args, **_kw):
        return self

    def _exec(self, _statement):
        return None

    __hash__ = None


_CONTEXT = _Forgetful()


class Oracle:
    """One graph, loaded by Alembic."""

    def __init__(self, graph, order_sets=True):
        entries = list(enumerate(graph))
        kind = LoadOrderMap if order_sets else RevisionMap
        # Its constructor wants a folder on disk; only the map is ever used.
        self.scripts = object.__new__(ScriptDirectory)
        self.scripts.revision_map = kind(
            lambda: (LoadOrderScript(place, entry) for place, entry in entries)
        )

    def load(self):
        """Loads the graph, as the first line of every Alembic command does."""
        self.scripts.revision_map._revision_map
        return self

    def revisions(self):
        """All revisions in load order."""
        map_ = self.scripts.revision_map._revision_map
        return [rev for key, rev in map_.items() if key and rev and key == rev.revision]

    def facts(self):
        """Everything about the graph that needs no question."""
        revisions = self.revisions()
        map_ = self.scripts.revision_map
        return {
            "heads": list(map_.heads),
            "real_heads": list(map_._real_heads),
            "bases": list(map_.bases),
            "branch_points": [rev.revision for rev in revisions if rev.is_branch_point],
            "merge_points": [rev.revision for rev in revisions if rev.is_merge_point],
            "labels": {rev.revision: sorted(rev.branch_labels) for rev in revisions},
            "parents": {rev.revision: list(rev._normalized_down_revisions) for rev in revisions},
        }

    def ask(self, question):
        """Answers a question in place: `answer` or `error`, and `warnings` where there were any."""
        with _recorded() as warned:
            try:
                with deadline():
                    question["answer"] = getattr(self, "_" + question["kind"])(question)
            except BaseException as error:
                question["error"] = describe(error)
                question.pop("answer", None)
        if warned:
            question["warnings"] = warned
        return question

    def _resolve(self, question):
        symbol = question["symbol"]
        if symbol == "current":
            symbol = tuple(question["rows"])
        return [_name(rev) for rev in self.scripts.get_revisions(symbol)]

    def _history(self, question):
        text = question["range"]
        base = head = None
        if text is not None:
            if ":" not in text:
                raise util.CommandError(HISTORY_RANGE)
            base, head = text.strip().split(":")
            if head == "current":
                head = tuple(question["rows"])
            elif base == "current":
                base = tuple(question["rows"])
        walk = self.scripts.walk_revisions(base=base or "base", head=head or "heads")
        return [rev.revision for rev in walk]

    def _current(self, question):
        return sorted(_name(rev) for rev in self.scripts.get_all_current(tuple(question["rows"])))

    def _upgrade(self, question):
        symbol, rows = question["symbol"], tuple(question["rows"])
        if ":" in symbol:
            raise util.CommandError(NO_RANGE)
        return self._run(rows, self.scripts._upgrade_revs(symbol, rows), question)

    def _downgrade(self, question):
        symbol, rows = question["symbol"], tuple(question["rows"])
        if ":" in symbol:
            raise util.CommandError(NO_RANGE)
        return self._run(rows, self.scripts._downgrade_revs(symbol, rows), question)

    def _stamp(self, question):
        rows = () if question.get("purge") else tuple(question["rows"])
        steps = self.scripts._stamp_revs(tuple(question["symbols"]), rows)
        return self._run(rows, steps, question)

    def _session(self, question):
        """Commands one after another; a failed one leaves the rows as they were."""
        rows = list(question["rows"])
        for command in question["commands"]:
            command["rows"] = rows
            self.ask(command)
            if command.get("answer"):
                rows = command["answer"][-1]["rows_after"]
            elif command.get("purge") and "error" not in command:
                rows = []
        return rows

    def _run(self, rows, steps, question):
        """Takes the version rows through the steps; where one fails, `steps_done` says how many
        were done."""
        maintainer = HeadMaintainer(_CONTEXT, rows)
        done = []
        for step in steps:
            try:
                maintainer.update_to_step(step)
            except Exception:
                question["steps_done"] = done
                raise
            after = sorted(maintainer.heads)
            if step.info.is_stamp:
                done.append(
                    {
                        "from": sorted(step.from_revisions),
                        "to": list(step.to_revisions),
                        "rows_after": after,
                    }
                )
            else:
                done.append({"revision": step.revision.revision, "rows_after": after})
        return done


def _name(revision):
    """A revision's id; Alembic also answers with None and with the word "base"."""
    return getattr(revision, "revision", revision)


def describe(error):
    """The class of a refusal and its message. What isn't an error of Alembic's own is a crash."""
    if isinstance(error, Hang):
        return {"class": "hang", "message": ""}
    if not isinstance(error, Exception):
        raise error
    cause = error.__cause__
    own = isinstance(error, (util.CommandError, RevisionError))
    described = {
        "class": type(error).__name__ if own else "crash",
        "message": str(error) if own else f"{type(error).__name__}: {error}",
    }
    if own and isinstance(cause, RevisionError):
        described["cause"] = {"class": type(cause).__name__, "message": str(cause)}
    return described


@contextmanager
def _recorded():
    """The texts of the warnings inside the block."""
    texts = []
    before = warnings.showwarning
    warnings.showwarning = lambda message, *_rest, **_kw: texts.append(str(message))
    try:
        yield texts
    finally:
        warnings.showwarning = before


def load(graph, order_sets=True):
    """The oracle of a graph (None where it can't be loaded), with what loading said."""
    said = {"broken": None, "warnings": []}
    with _recorded() as warned:
        try:
            with deadline():
                oracle = Oracle(graph, order_sets).load()
                oracle.facts()
        except BaseException as error:
            oracle = None
            said["broken"] = describe(error)
    said["warnings"] = warned
    return oracle, said


warnings.simplefilter("always")
