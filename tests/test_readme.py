"""What the documents say is so: the example prints what is shown, names exist, links lead somewhere."""

import io
import re
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

import pytest

import nutrition as nu
from nutrition.tables import sources

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
FLOOR_ROW = re.compile(r"^\| (\d+) \| (.+?) \|$", re.MULTILINE)


def block(language):
    return re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)[1]


def test_the_example_prints_what_is_shown_below_it():
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(block("python"), "README.md", "exec"), {})
    assert printed.getvalue() == block("text")


def test_every_public_name_has_one_line_in_the_table_and_no_other_name_has():
    named = re.findall(r"^\| `(\w+)", README, re.MULTILINE)
    assert sorted(named) == sorted(nu.__all__)


def test_the_counts_in_the_readme_are_those_of_the_tables():
    assert f"{len(nu.read_foods()):,} foods" in README
    assert f"all {len(sources())} sources" in README
    assert len(nu.samples()) == 11
    assert "eleven sample plans" in README


@pytest.mark.parametrize(
    ("nutrient", "low", "high"),
    [("iodine", 0.7, 0.8), ("pantothenic_acid", 0.6, 0.72), ("manganese", 0.6, 0.72), ("biotin", 0.9, 1)],
)
def test_the_gaps_in_the_readme_are_those_of_the_food_table(nutrient, low, high):
    assert low < nu.read_foods()[nutrient].isna().mean() < high


@pytest.mark.parametrize(
    ("ug", "authorities"),
    [(1.5, ("UK",)), (2.4, ("NASEM", "WHO_FAO", "AU_NZ")), (4.0, ("EFSA", "NNR2023", "DACH"))],
)
def test_the_b12_targets_in_the_readme_are_those_given(ug, authorities):
    for authority in authorities:
        for sex in ("female", "male"):
            assert nu.needed(nu.Person(34, sex), authority)["target"]["vitamin_b12"] == ug


def test_the_sentence_the_open_government_licence_asks_for_is_there():
    assert "Contains public sector information licensed under the Open Government Licence v3.0.\n" in README


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_inside_the_project_leads_to_a_file(document):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.match(r"[\w.-]+", one)[0] for one in wanted}
    assert {name for name in names if f"| `{name}` |" not in CONTRIBUTING} == set()


def test_every_command_of_the_makefile_is_explained():
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {one for one in targets if f"`make {one}`" not in CONTRIBUTING and one != "help"} == set()


def test_every_room_is_drawn_where_it_stands():
    paths = [path.relative_to(ROOT / "nutrition") for path in (ROOT / "nutrition").rglob("[!_]*.py")]
    rooms = {
        ".".join(path.with_suffix("").parts)
        for path in paths
        if not {"display", "migrations"} & {*path.parts}
    }
    drawn = dict(re.findall(r"^\| `([\w.]+)` \| .+ \| (\d+) \|$", ARCHITECTURE, re.MULTILINE))
    stands = {
        name: floor
        for floor, names in FLOOR_ROW.findall(CONTRIBUTING)
        for name in re.findall(r"`([\w.]+)`", names)
    }
    assert drawn == stands
    assert set(drawn) == rooms | {"display"}
