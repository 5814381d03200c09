"""Random revision graphs, sound ones and ones broken on purpose."""

WORDS = (
    "users orders items stock billing audit search mail tags groups roles teams notes files "
    "events tokens plans quotas prices rates"
).split()
LABELS = (
    "alpha beta gamma delta core accounts abc abcd abcde ab12 x shop team_one "
    "release.1 kappa lambda omega alphabet deadbeef"
).split()

# Alembic takes them, but reads `v-2` as two below `v`.
DASHED_LABELS = ["team-core", "v-2"]

SHAPES = "linear bases branches merges depends ladder wide mixed tangle".split()
BREAKS = (
    "duplicate-id missing-parent missing-dependency self-loop dependency-self-loop cycle-partial "
    "cycle-whole dependency-cycle label-twice label-is-id label-repeated illegal-id parent-twice "
    "dependency-twice reserved-id label-reserved long-id empty-graph several"
).split()

# new base, branch off, merge, redundant merge, depends, label
CHANCES = {
    "linear": (0.0, 0.0, 0.0, 0.0, 0.0, 0.05),
    "bases": (0.15, 0.0, 0.05, 0.0, 0.05, 0.2),
    "branches": (0.02, 0.3, 0.0, 0.0, 0.0, 0.25),
    "merges": (0.05, 0.25, 0.25, 0.03, 0.0, 0.1),
    "depends": (0.15, 0.05, 0.0, 0.0, 0.3, 0.2),
    "ladder": (0.0, 0.35, 0.35, 0.0, 0.0, 0.05),
    "wide": (0.02, 0.8, 0.03, 0.0, 0.05, 0.3),
    "mixed": (0.08, 0.15, 0.12, 0.01, 0.15, 0.15),
    "tangle": (0.1, 0.3, 0.3, 0.1, 0.5, 0.3),
}


def random_ids(rng, count):
    """Ids of one kind, or of several, all different."""
    kind = rng.choice("hex hex words short prefix numbers nested dotted mixed".split())
    stem = "".join(rng.choices("0123456789abcdef", k=6))
    ids = {}
    while len(ids) < count:
        each = rng.choice("hex words short prefix numbers nested".split()) if kind == "mixed" else kind
        hexes = "".join(rng.choices("0123456789abcdef", k=12))
        if each == "hex":
            made = hexes
        elif each == "words":
            made = f"{rng.choice(WORDS)}{rng.randrange(100)}"
        elif each == "short":
            made = f"{rng.choice('abcdef')}{rng.randrange(99)}"
        elif each == "prefix":
            made = stem[: rng.randint(2, 6)] + hexes[: rng.randint(2, 6)]
        elif each == "numbers":
            made = f"{len(ids) + 1:0{rng.choice((3, 4, 4, 4))}}"
        elif each == "nested":
            made = (rng.choice(list(ids)) if ids and rng.random() < 0.3 else stem) + hexes[:1]
            made = made[:30] if len(made) < 31 else hexes
        else:
            made = f"{rng.choice(WORDS)}.{rng.randrange(50)}_{rng.choice(WORDS)}"
        ids[made] = None
    return list(ids)


def random_graph(rng, shape):
    """A sound graph: entries in load order."""
    size = min(rng.randint(5, 80), rng.randint(5, 80))
    new_base, branch, merge, redundant, depends, label = CHANCES[shape]
    labels = rng.sample(LABELS, k=rng.randint(0, 8))
    if rng.random() < 0.04:
        labels += DASHED_LABELS
    entries, heads, above = [], [], {}
    declared = {}
    for name in random_ids(rng, size):
        entry = {"revision": name, "down_revision": [], "depends_on": [], "branch_labels": []}
        ids = [each["revision"] for each in entries]
        chance = rng.random()
        if not entries or chance < new_base:
            pass
        elif chance < new_base + branch:
            entry["down_revision"] = [rng.choice(ids[:1] if shape == "wide" and rng.random() < 0.5 else ids)]
        elif len(heads) > 1 and chance < new_base + branch + merge:
            entry["down_revision"] = rng.sample(heads, k=min(len(heads), rng.choice((2, 2, 2, 3, 4))))
        elif len(ids) > 1 and chance < new_base + branch + merge + redundant:
            entry["down_revision"] = rng.sample(ids, k=2)
        else:
            entry["down_revision"] = [rng.choice(heads) if rng.random() < 0.6 else heads[-1]]
        if entries and rng.random() < depends:
            pool = list(ids)
            if rng.random() < 0.7:
                mine = set().union(*(above[p] for p in entry["down_revision"]))
                pool = [each for each in ids if each not in mine] or ids
            pool = pool + [each for each in declared if declared[each] in pool]
            picked = rng.sample(pool, k=min(len(pool), rng.choice((1, 1, 1, 2, 3))))
            entry["depends_on"] = picked
        if labels and rng.random() < (max(label, 0.5) if not entry["down_revision"] else label):
            for _ in range(rng.choice((1, 1, 1, 2))):
                if labels and labels[-1] != name:
                    entry["branch_labels"].append(labels.pop())
                    declared[entry["branch_labels"][-1]] = name
        above[name] = {name}.union(*(above[p] for p in entry["down_revision"]))
        heads = [each for each in heads if each not in entry["down_revision"]] + [name]
        entries.append(entry)
    ids = {each["revision"] for each in entries}
    clashing = {label for label in declared if label in ids}
    for entry in entries:
        entry["branch_labels"] = [each for each in entry["branch_labels"] if each not in clashing]
    order = rng.choice("topological sorted shuffled reversed".split())
    if order == "sorted":
        entries.sort(key=lambda entry: entry["revision"])
    elif order == "shuffled":
        rng.shuffle(entries)
    elif order == "reversed":
        entries.reverse()
    return entries


def break_graph(rng, entries, how):
    """Breaks a sound graph in the way named."""
    if how == "several":
        for each in rng.sample(BREAKS[:-2], k=rng.randint(2, 3)):
            entries = break_graph(rng, entries, each)
        return entries
    one, two = rng.sample(entries, k=2)
    children = {}
    for entry in entries:
        for parent in entry["down_revision"]:
            children.setdefault(parent, []).append(entry)
    by_id = {entry["revision"]: entry for entry in entries}
    if how == "duplicate-id":
        old = two["revision"]
        two["revision"] = one["revision"]
        if rng.random() < 0.5:
            _rename(entries, old, one["revision"])
    elif how == "missing-parent":
        one["down_revision"] = rng.choice(([], one["down_revision"])) + ["ffff00000000"]
    elif how == "missing-dependency":
        one["depends_on"] = rng.choice(([], one["depends_on"])) + ["ffff00000000"]
    elif how == "self-loop":
        one["down_revision"] = rng.choice(([], one["down_revision"])) + [one["revision"]]
    elif how == "dependency-self-loop":
        one["depends_on"] = rng.choice(([], one["depends_on"])) + [one["revision"]]
    elif how == "cycle-whole":
        for place, entry in enumerate(entries):
            entry["down_revision"] = [entries[place - 1]["revision"]]
    elif how in ("cycle-partial", "dependency-cycle"):
        key = "down_revision" if how == "cycle-partial" else "depends_on"
        low, high = one, one
        for _ in range(rng.randint(1, 6)):
            high = rng.choice(children.get(high["revision"], [high]))
        if high is low:
            high, low = low, by_id.get((low["down_revision"] or [two["revision"]])[0], two)
            if not high["down_revision"]:
                high["down_revision"] = [low["revision"]]
        keep = low[key] if rng.random() < 0.5 else []
        low[key] = list(dict.fromkeys(keep + [high["revision"]]))
    elif how == "label-twice":
        one["branch_labels"] = one["branch_labels"] + ["twice"]
        two["branch_labels"] = two["branch_labels"] + ["twice"]
    elif how == "label-repeated":
        one["branch_labels"] = one["branch_labels"] + ["twice", "twice"]
    elif how == "label-is-id":
        one["branch_labels"] = one["branch_labels"] + [rng.choice((one, two))["revision"]]
    elif how == "illegal-id":
        _rename(entries, one["revision"], one["revision"] + rng.choice("@-+:") + "x")
    elif how == "parent-twice":
        one["down_revision"] = one["down_revision"] or [two["revision"]]
        one["down_revision"] = one["down_revision"] + one["down_revision"][:1]
    elif how == "dependency-twice":
        one["depends_on"] = one["depends_on"] or [two["revision"]]
        one["depends_on"] = one["depends_on"] + one["depends_on"][:1]
    elif how == "reserved-id":
        _rename(entries, one["revision"], rng.choice(("head", "heads", "base", "current")))
    elif how == "label-reserved":
        one["branch_labels"] = [rng.choice(("head", "heads", "base", "current", "a@b", "a:b"))]
    elif how == "long-id":
        _rename(entries, one["revision"], "z" * 40)
    elif how == "empty-graph":
        return []
    return entries


def _rename(entries, old, new):
    for entry in entries:
        if entry["revision"] == old:
            entry["revision"] = new
        for key in ("down_revision", "depends_on"):
            entry[key] = [new if each == old else each for each in entry[key]]
