"""The examples in the documents run, and each line gives the value that stands beside it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VALUES = {"exchange": 4, "fhir": 0, "handout": 0, "labs": 2, "storage": 3}  # how many each document promises


@pytest.mark.parametrize("name", VALUES)
def test_an_example_gives_what_it_says(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / f"{name}.md").read_text("utf-8").split("```python\n")[1].split("```")[0]
    names, compared = {}, 0
    for node in ast.parse(text).body:
        beside = text.splitlines()[node.end_lineno - 1].partition("  # ")[2]
        if isinstance(node, ast.Expr) and beside:
            assert eval(ast.unparse(node), names) == ast.literal_eval(beside)
            compared += 1
        else:
            exec(ast.unparse(node), names)
    assert compared == VALUES[name]
