"""Finds circles among the imports of a source tree, among those that only a type checker follows and late ones too."""

import ast
from pathlib import Path


def imports(folder):
    """{module: modules of `folder` that it imports anywhere in its text}. `folder` is a package's own."""
    files = {_name(folder, file): file for file in sorted(folder.rglob("*.py"))}
    return {name: _imported(name, file, files) for name, file in files.items()}


def circles(graph):
    """Groups of modules that all import each other, directly or not; each sorted, a module that imports itself too."""
    reached = {module: _reached(graph, module) for module in graph}
    groups = {
        tuple(sorted(other for other in reached[module] if module in reached[other]))
        for module in graph
        if module in reached[module]
    }
    return sorted(groups)


def _name(folder, file):
    parts = file.relative_to(folder.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(name, file, files):
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            inner = {f"{base}.{alias.name}" for alias in node.names} & files.keys()
            found |= inner if len(inner) == len(node.names) else inner | {base}
    return (found & files.keys()) - {name}


def _reached(graph, start):
    """All modules that can be come to from `start`; itself only if it can be come back to."""
    seen, waiting = set(), [start]
    while waiting:
        for module in graph[waiting.pop()] - seen:
            seen.add(module)
            waiting.append(module)
    return seen


if __name__ == "__main__":
    for group in circles(imports(Path(__file__).parents[1] / "src" / "mptui")):
        print(" ".join(group))
