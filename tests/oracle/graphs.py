"""Writes random revision graphs with Alembic's answers about them, one JSON document a line.

    python graphs.py --seed 1 --count 1000 --out graphs.jsonl

Graph number N of a seed is always the same one: `--start N --count 1` makes it again.
"""

import argparse
import json
import os
import random
import sys

import oracle
import questions
import shapes

# Alembic's sets of strings iterate in hash order; one seed, one order.
HASH_SEED = "0"
# A graph whose cycle Alembic overlooks hangs at most questions; a few tell enough.
ENOUGH_HANGS = 2


def document(seed, number, count, order_sets=True):
    """Graph `number` of the seed with its questions answered."""
    rng = random.Random(f"{seed}/{number}")
    purpose = rng.choice(shapes.SHAPES)
    graph = shapes.random_graph(rng, purpose)
    if number % 5 == 4:
        purpose = shapes.BREAKS[number // 5 % len(shapes.BREAKS)]
        graph = shapes.break_graph(rng, graph, purpose)
    answering, said = oracle.load(graph, order_sets)
    made = {"seed": seed, "number": number, "purpose": purpose, "graph": graph, **said}
    if answering is None:
        return made
    facts = answering.facts()
    made.update(facts)
    made["questions"], hangs = [], 0
    for question in questions.Asker(rng, graph, facts).questions(count):
        made["questions"].append(answering.ask(question))
        hangs += question.get("error", {}).get("class") == "hang"
        if hangs == ENOUGH_HANGS:
            break
    return made


def strip(value):
    """A document without messages, whose order of names may vary."""
    if isinstance(value, dict):
        return {key: strip(each) for key, each in value.items() if key not in ("message", "warnings", "cause")}
    return [strip(each) for each in value] if isinstance(value, list) else value


def mark_unordered(made, other):
    """Marks the questions that Alembic, left to its unordered sets, answers otherwise."""
    varying = 0
    for mine, theirs in zip(made.get("questions", ()), other.get("questions", ())):
        if strip(mine) != strip(theirs):
            mine["unordered"] = True
            varying += 1
    return varying


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--questions", type=int, default=64)
    parser.add_argument("--out", default="-")
    parser.add_argument("--hash-seed", default=HASH_SEED)
    parser.add_argument("--mark-unordered", metavar="FILE", help="the same graphs, made with --own-order under another --hash-seed")
    parser.add_argument("--own-order", action="store_true", help="leave Alembic's sets unordered")
    options = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != options.hash_seed:
        os.environ["PYTHONHASHSEED"] = options.hash_seed
        os.execv(sys.executable, [sys.executable, *sys.argv])
    oracle.guard_against_hangs()
    others = open(options.mark_unordered, encoding="utf-8") if options.mark_unordered else None
    out = sys.stdout if options.out == "-" else open(options.out, "w", encoding="utf-8")
    with out:
        for number in range(options.start, options.start + options.count):
            made = document(options.seed, number, options.questions, not options.own_order)
            if others:
                mark_unordered(made, json.loads(next(others)))
            json.dump(made, out, ensure_ascii=False, separators=(",", ":"))
            out.write("\n")


if __name__ == "__main__":
    main()
