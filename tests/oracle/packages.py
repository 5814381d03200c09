"""Turns the Alembic histories of public packages into rmig revisions, with Alembic's answers.

    python packages.py --cache DIR --out DIR

Writes OUT/NAME/versions/*.sql (headers, empty sections) and OUT/NAME/alembic.json, a document
like those of graphs.py. Nothing of the packages is executed.
"""

import argparse
import json
import random
from pathlib import Path

import installed
import oracle
import questions

EMPTY_SECTIONS = "\n-- rmig: upgrade\n\n-- rmig: downgrade\n"


def fixed(asker):
    """What everybody asks."""
    heads = asker.heads
    yield {"kind": "history", "range": None, "rows": []}
    for symbol in ("heads", "head"):
        yield {"kind": "upgrade", "symbol": symbol, "rows": []}
        yield {"kind": "resolve", "symbol": symbol, "rows": []}
    for symbol in ("base", "-1", "-2", "-3"):
        yield {"kind": "downgrade", "symbol": symbol, "rows": heads}
    for name in asker.ids[:: 1 + len(asker.ids) // 100]:
        yield {"kind": "upgrade", "symbol": name, "rows": []}
        yield {"kind": "upgrade", "symbol": "heads", "rows": [name]}
        yield {"kind": "downgrade", "symbol": name, "rows": heads}
        yield {"kind": "downgrade", "symbol": "base", "rows": [name]}
        yield {"kind": "stamp", "symbols": [name], "rows": heads}
        yield {"kind": "current", "rows": [name]}
        yield {"kind": "history", "range": f"{name}:", "rows": []}
        yield {"kind": "history", "range": f":{name}", "rows": []}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--questions", type=int, default=640)
    options = parser.parse_args()
    oracle.guard_against_hangs()
    for name, (requirement, folder) in installed.HISTORIES.items():
        graph = installed.scripts(installed.install(options.cache, requirement) / folder)
        out = Path(options.out) / name
        (out / "versions").mkdir(parents=True, exist_ok=True)
        for old in (out / "versions").iterdir():
            old.unlink()
        for entry in graph:
            path = out / "versions" / (entry["name"] + ".sql")
            path.write_text(installed.rmig_header(entry) + EMPTY_SECTIONS, encoding="utf-8")
        answering, said = oracle.load(graph)
        document = {"number": 0, "purpose": name, "graph": graph, **said}
        if answering is None:
            raise SystemExit(f"Alembic can't load {name}: {said}")
        facts = answering.facts()
        asker = questions.Asker(random.Random(name), graph, facts)
        asked = [*fixed(asker), *asker.questions(options.questions)]
        document.update(facts, questions=[answering.ask(question) for question in asked])
        (out / "alembic.json").write_text(json.dumps(document), encoding="utf-8")
        print(f"{name}: {len(graph)} revisions, heads {facts['heads']}")


if __name__ == "__main__":
    main()
