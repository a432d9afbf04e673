"""No module of the probe or of the runtime needs one that needs it, not even in a function or for its types."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import mptui

ROOT = Path(mptui.__file__).parent


def module_name(path):
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path, modules):
    """The modules of `modules` that a file imports anywhere in it."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package.pop()
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            whole = [f"{source}.{alias.name}" for alias in node.names]
            found.update(name if name in modules else source for name in whole)
    return (found & modules) - {module_name(path)}


@pytest.mark.parametrize("package", ["probe", "runtime"])
def test_no_imports_go_in_a_circle(package):
    files = {module_name(path): path for path in (ROOT / package).rglob("*.py")}
    graph = {name: imports(path, files.keys()) for name, path in files.items()}
    assert any(graph.values())
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the modules
