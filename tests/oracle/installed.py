"""Public packages that carry an Alembic history, installed without what they need."""

import ast
import fcntl
import json
import re
import subprocess
import sys
from pathlib import Path

# name → requirement, folder of the revisions within the package
HISTORIES = {
    "mlflow": ("mlflow==3.18.*", "mlflow/store/db_migrations/versions"),
    "mlflow-auth": ("mlflow==3.18.*", "mlflow/server/auth/db/migrations/versions"),
    "superset": ("apache-superset==6.1.*", "superset/migrations/versions"),
    "airflow": ("apache-airflow-core==3.3.*", "airflow/migrations/versions"),
}
SCRIPT = re.compile(r"(?!\.#|__init__).*\.py$")
KEYS = ("revision", "down_revision", "depends_on", "branch_labels")


def install(cache, requirement, with_dependencies=False):
    """The folder with the package, which pip fills the first time."""
    folder = Path(cache) / re.sub(r"[^\w.]+", "-", requirement)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder.with_suffix(".lock"), "w", encoding="utf-8") as lock:
        # Tests run beside each other.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "installed").exists():
            return folder
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--only-binary", ":all:", "--upgrade", "--target", str(folder)]
        command += [] if with_dependencies else ["--no-deps"]
        subprocess.run([*command, requirement], check=True)
        (folder / "installed").touch()
    return folder


def scripts(folder):
    """The headers of all revision files in load order, none of them executed."""
    return [header(path) for path in sorted(Path(folder).iterdir()) if SCRIPT.match(path.name)]


def header(path):
    """What a revision file says of itself, with its name and its docstring."""
    module = ast.parse(path.read_text(encoding="utf-8"), str(path))
    said = {}
    for statement in module.body:
        if isinstance(statement, ast.AnnAssign):
            pairs = [(statement.target, statement.value)]
        elif isinstance(statement, ast.Assign):
            pairs = [(target, statement.value) for target in statement.targets]
        else:
            continue
        for target, value in pairs:
            if isinstance(target, ast.Name) and target.id in KEYS:
                said[target.id] = ast.literal_eval(value)
    if "revision" not in said or "down_revision" not in said:
        raise SystemExit(f"{path} is no revision")
    return {
        "name": path.stem,
        "message": message(ast.get_docstring(module) or ""),
        "revision": said["revision"],
        **{key: listed(said.get(key)) for key in KEYS[1:]},
    }


def listed(value):
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def message(docstring):
    """The docstring without the lines that Alembic's template repeats there."""
    kept = [line for line in docstring.splitlines() if not re.match(r"(Revision ID|Revises|Create Date):", line)]
    return "\n".join(kept).strip()


def rmig_header(entry):
    """The same as a header of rmig's; its message can't begin a line with `revision =`."""
    lines = [*(entry["message"] or entry["name"]).splitlines(), "", f'revision = "{entry["revision"]}"']
    for key in KEYS[1:]:
        if len(entry[key]) == 1 and key == "down_revision":
            lines.append(f"{key} = {json.dumps(entry[key][0])}")
        elif entry[key]:
            lines.append(f"{key} = {json.dumps(entry[key])}")
    return "\n".join(f"-- {line}".rstrip() for line in lines) + "\n"
