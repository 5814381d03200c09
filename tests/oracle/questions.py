"""Random version rows and random questions about a graph."""


class Asker:
    """Makes up questions about one graph."""

    def __init__(self, rng, graph, facts):
        self.rng = rng
        self.ids = list(dict.fromkeys(entry["revision"] for entry in graph))
        self.labels = [label for entry in graph for label in entry["branch_labels"]]
        self.heads = facts["heads"]
        self.bases = facts["bases"]
        self.parents = facts["parents"]
        self.points = facts["branch_points"] + facts["merge_points"]
        self._above = {}

    def ancestors(self, name):
        """The revision and all that it needs."""
        if name not in self._above:
            seen, todo = set(), [name]
            while todo:
                each = todo.pop()
                if each not in seen:
                    seen.add(each)
                    todo.extend(self.parents.get(each, ()))
            self._above[name] = seen
        return self._above[name]

    def rows(self):
        """Version rows: mostly what some sequence of upgrades would leave, in any order."""
        rng = self.rng
        chance = rng.random()
        if chance < 0.12 or not self.ids:
            return []
        if chance < 0.24:
            picked = list(self.heads)
        else:
            picked = rng.sample(self.ids, k=min(len(self.ids), rng.choice((1, 1, 1, 2, 2, 3, 5))))
        rows = [
            each
            for each in dict.fromkeys(picked)
            if not any(other != each and each in self.ancestors(other) for other in picked)
        ]
        chance = rng.random()
        if chance < 0.05:
            rows.append(rng.choice(sorted(self.ancestors(rng.choice(rows)))) if rows else "gone")
            rows = list(dict.fromkeys(rows))
        elif chance < 0.07:
            rows.append("0ddba11c0de5")
        elif chance < 0.08 and rows:
            rows[-1] = rows[-1][:-1] or "q"
        rng.shuffle(rows)
        return rows

    def id(self):
        """A full id, now and then a part of one, an unknown one, or a label."""
        rng = self.rng
        chance = rng.random()
        if not self.ids:
            return "abcd"
        name = rng.choice(self.points if self.points and chance < 0.2 else self.ids)
        if chance < 0.8:
            return name
        if chance < 0.88:
            return name[: rng.randint(1, len(name))]
        if chance < 0.93 and self.labels:
            return rng.choice(self.labels)
        if chance < 0.95 and self.labels:
            label = rng.choice(self.labels)
            return label[: rng.randint(1, len(label))]
        return rng.choice((name + "0", "nope", "ffffffffffff", name[:-1] + "?", "HEAD", "", name.upper()))

    def label(self):
        """What may stand before an @."""
        rng = self.rng
        chance = rng.random()
        if self.labels and chance < 0.7:
            return rng.choice(self.labels)
        if self.labels and chance < 0.75:
            label = rng.choice(self.labels)
            return label[: rng.randint(1, len(label))]
        return self.id() if chance < 0.97 else rng.choice(("nolabel", "", "head", "base"))

    def number(self):
        return self.rng.choice((1, 1, 1, 2, 2, 3, 4, 7, 30, 0))

    def symbol(self):
        """A symbol of any form, for any command."""
        rng = self.rng
        form = rng.randrange(22)
        if form < 4:
            return self.id()
        if form < 5:
            return "head"
        if form < 6:
            return "heads"
        if form < 7:
            return "base"
        if form < 8:
            return self.label()
        if form < 10:
            return self.label() + "@" + rng.choice(("head", "heads"))
        if form < 11:
            return self.label() + "@base"
        if form < 13:
            return self.label() + "@" + self.id()
        if form < 14:
            return f"{self.label()}@+{self.number()}"
        if form < 15:
            return f"{self.label()}@-{self.number()}"
        if form < 16:
            return f"+{self.number()}"
        if form < 17:
            return f"-{self.number()}"
        if form < 19:
            start = rng.choice((self.id(), self.id(), "head", "base", "heads"))
            return f"{start}{rng.choice('+-')}{self.number()}"
        if form < 20:
            start = rng.choice((self.id(), "head", "base"))
            return f"{self.label()}@{start}{rng.choice('+-')}{self.number()}"
        return rng.choice(
            ("current", "HEAD~1", "latest", "a:b", "@", "@head", "head@head", "x@y@z", "+", "-",
             "heads@base", "+1x", "base@head", "heads-1", " head", "++1", "1+-1", "none", "current-1")
        )

    def upgrade_symbol(self):
        """A symbol that `upgrade` is likely to take."""
        rng = self.rng
        return rng.choice(
            (
                lambda: "heads",
                lambda: "heads",
                lambda: "head",
                self.id,
                self.id,
                lambda: self.label() + rng.choice(("@head", "@heads")),
                lambda: f"+{self.number()}",
                lambda: f"{self.label()}@+{self.number()}",
                lambda: f"{self.id()}{rng.choice('+-')}{self.number()}",
                self.symbol,
            )
        )()

    def downgrade_symbol(self, rows):
        """A symbol that `downgrade` is likely to take."""
        rng = self.rng
        below = sorted(set().union(*(self.ancestors(row) for row in rows)) & set(self.ids))
        return rng.choice(
            (
                lambda: "base",
                lambda: rng.choice(below) if below else self.id(),
                lambda: rng.choice(below) if below else self.id(),
                lambda: f"{self.label()}@{rng.choice(below) if below else self.id()}",
                lambda: self.label() + "@base",
                lambda: f"-{self.number()}",
                lambda: f"{self.label()}@-{self.number()}",
                lambda: f"{self.id()}{rng.choice('+-')}{self.number()}",
                self.id,
                self.symbol,
            )
        )()

    def stamp_symbols(self):
        """One or several destinations."""
        rng = self.rng
        count = rng.choice((1, 1, 1, 1, 2, 2, 3))
        if rng.random() < 0.2:
            return [rng.choice(("heads", "base", "head"))]
        return [self.id() if rng.random() < 0.6 else self.symbol() for _ in range(count)]

    def range(self):
        """A range of `history`."""
        rng = self.rng
        form = rng.randrange(12)
        if form == 0:
            return None
        if form < 6 and self.ids:
            upper = rng.choice(self.ids)
            lower = rng.choice(sorted(self.ancestors(upper)))
            return rng.choice((f"{lower}:{upper}", f"{lower}:{upper}", f":{upper}", f"{lower}:"))
        if form < 7:
            return f"{rng.choice(('', self.label() + '@'))}-{self.number()}:{rng.choice(('', 'heads', self.id()))}"
        if form < 8:
            return f"{self.id()}:+{self.number()}"
        if form < 9:
            return f"{self.label()}@{rng.choice(('base', self.id()))}:{rng.choice(('', 'heads', 'head', self.id()))}"
        if form < 10:
            return rng.choice(("current:", ":current", f"current:{self.id()}", f"{self.id()}:current",
                               "current:current", f"-{self.number()}:current", f"current:+{self.number()}"))
        if form < 11:
            return f"{self.symbol()}:{self.symbol()}"
        return rng.choice((":", "base:heads", "base:head", "head:base", self.id(), "a:b:c", "heads:heads"))

    def command(self, rows):
        """One command of a session; `rows` is a guess at what the rows are by then."""
        kind = self.rng.choice("upgrade upgrade upgrade downgrade downgrade stamp".split())
        if kind == "stamp":
            return self.stamp()
        symbol = self.upgrade_symbol() if kind == "upgrade" else self.downgrade_symbol(rows)
        return {"kind": kind, "symbol": symbol}

    def stamp(self):
        question = {"kind": "stamp", "symbols": self.stamp_symbols()}
        if self.rng.random() < 0.1:
            question["purge"] = True
        return question

    def questions(self, count):
        """About `count` questions of all kinds."""
        rng = self.rng
        kinds = (
            ["resolve"] * 20 + ["history"] * 8 + ["upgrade"] * 12 + ["downgrade"] * 12 + ["stamp"] * 6
            + ["current"] * 3 + ["session"] * 3
        )
        for place in range(count):
            kind = kinds[place % len(kinds)]
            rows = self.rows()
            if kind == "resolve":
                yield {"kind": kind, "symbol": self.symbol(), "rows": rows}
            elif kind == "history":
                yield {"kind": kind, "range": self.range(), "rows": rows}
            elif kind == "upgrade":
                yield {"kind": kind, "symbol": self.upgrade_symbol(), "rows": rows}
            elif kind == "downgrade":
                yield {"kind": kind, "symbol": self.downgrade_symbol(rows), "rows": rows}
            elif kind == "stamp":
                yield {**self.stamp(), "rows": rows}
            elif kind == "current":
                yield {"kind": kind, "rows": rows}
            else:
                commands = [self.command(rng.sample(self.ids, k=1) if self.ids else []) for _ in range(rng.randint(3, 7))]
                yield {"kind": kind, "rows": rows, "commands": commands}
