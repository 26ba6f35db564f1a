"""The house: who may import whom, who may touch what, and what no file of the project may hold."""

import ast
import csv
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import nutrition as nu

ROOT = Path(__file__).parent.parent
FLOORS = {  # a file imports only from floors below its own
    0: "nutrition.cells nutrition.checks nutrition.errors nutrition.exchange nutrition.exchange.audit "
    "nutrition.exchange.dates nutrition.exchange.fhir_parts nutrition.gaps nutrition.gaps.problem "
    "nutrition.handout nutrition.handout.pdf nutrition.handout.style nutrition.meals nutrition.online "
    "nutrition.online.transport nutrition.solver nutrition.solver_process "
    "nutrition.storage.migrations nutrition.storage.migrations.versions "
    "nutrition.storage.migrations.versions.0001_first "
    "nutrition.storage.migrations.versions.0002_favourites nutrition.storage.schema nutrition.sums "
    "nutrition.units nutrition.usda nutrition.words views.closing_parts views.compare_parts "
    "views.jobs",
    1: "nutrition.exchange.reading nutrition.gaps.draft nutrition.gaps.moves nutrition.handout.page "
    "nutrition.online.answers nutrition.plans nutrition.spelling nutrition.storage.database "
    "nutrition.storage.migrations.env nutrition.tables nutrition.usda.layout views.session",
    2: "nutrition.assessment nutrition.changes nutrition.constants nutrition.exchange.columns "
    "nutrition.fdc_nutrients nutrition.gaps.program nutrition.gaps.sets nutrition.lab_results "
    "nutrition.label_reading nutrition.label_serving nutrition.made_of nutrition.meals.patterns "
    "nutrition.name_ranking nutrition.online.fetching nutrition.people nutrition.published "
    "nutrition.recipe_parts nutrition.sample_plans nutrition.search nutrition.storage.scope "
    "nutrition.symptoms views.watch",
    3: "nutrition.doses nutrition.energy nutrition.foods nutrition.gaps.beam nutrition.intake "
    "nutrition.labs nutrition.meals.aims nutrition.name_variants nutrition.own_checks "
    "nutrition.storage.bodies nutrition.storage.saved_plans nutrition.usda.amounts "
    "nutrition.usda.reading",
    4: "nutrition.absorption nutrition.body_stores nutrition.comparison nutrition.cover "
    "nutrition.exchange.helpings nutrition.exchange.matching nutrition.kitchen "
    "nutrition.meals.program nutrition.name_index nutrition.needs nutrition.own_foods "
    "nutrition.recipe_import nutrition.shopping nutrition.storage.client_records "
    "nutrition.storage.results nutrition.treatments nutrition.usda.shaping",
    5: "nutrition.exchange.corrections nutrition.exchange.fhir nutrition.exchange.plan_file "
    "nutrition.exchange.recorded nutrition.explorer nutrition.food_sources nutrition.found_foods "
    "nutrition.gaps.options nutrition.own_uses nutrition.recipe_lines nutrition.risks "
    "nutrition.storage.workspaces nutrition.wishes nutrition.wording",
    6: "nutrition.display.differences nutrition.display.label nutrition.exchange.diary "
    "nutrition.exchange.entries nutrition.exchange.link nutrition.explore nutrition.food_card "
    "nutrition.gaps.change_words nutrition.gaps.goals nutrition.gaps.loads nutrition.guided "
    "nutrition.label_checks nutrition.online.plausible nutrition.online.reading nutrition.recipes "
    "nutrition.storage nutrition.storage.record_text nutrition.usda.report",
    7: "nutrition.clinician nutrition.desk nutrition.display.lookup nutrition.exchange.cronometer "
    "nutrition.exchange.loseit nutrition.exchange.myfitnesspal nutrition.gaps.candidates "
    "nutrition.gaps.effects nutrition.gaps.still_open nutrition.label nutrition.meals.larder "
    "nutrition.online.fdc_values nutrition.online.off_values nutrition.storage.record "
    "nutrition.usda.importing views.keeping",
    8: "nutrition.cli nutrition.desk_clients nutrition.exchange.recognised nutrition.gaps.amounts "
    "nutrition.gaps.posed nutrition.gaps.reasons nutrition.handout.cover nutrition.label_again "
    "nutrition.meals.days nutrition.online.fdc nutrition.online.openfoodfacts nutrition.usda.library",
    9: "nutrition.finding nutrition.gaps.proposals nutrition.gaps.why_not nutrition.menus",
    10: "nutrition.suggestions",
    11: "nutrition.closing nutrition.conversion",
    12: "nutrition nutrition.display.figures",
    13: "nutrition.display.body nutrition.display.check nutrition.display.food_card "
    "nutrition.display.food_sources nutrition.display.meals nutrition.display.menus "
    "nutrition.display.recipes nutrition.display.result nutrition.display.uptake "
    "nutrition.exchange.excel nutrition.handout.references views.edits views.told views.wishing",
    14: "nutrition.display.explore nutrition.display.lists nutrition.display.over_time "
    "nutrition.handout.content views.body_charts views.state",
    15: "nutrition.display nutrition.display.suggestions views.choices views.label_form views.pantry",
    16: "views.chart views.compare views.draw views.filters",
    17: "views.adding views.asking views.body_foods views.body_parts views.closing views.files_open "
    "views.food_card views.handing views.limits views.shared views.shopping views.sources "
    "views.troubles",
    18: "app views.body views.converting views.explore_foods views.files views.foods_label "
    "views.foods_lookup views.foods_recipe views.foods_usda views.new_plan views.people_parts",
    19: "views.explore_sources views.foods_mine views.kept_results views.panel views.people_about "
    "views.people_compare views.people_plans",
    20: "views.check_steps views.explore views.foods views.people views.plan",
    21: "views.check",
}
FLOOR = {name: floor for floor, names in FLOORS.items() for name in names.split()}
HELP = "give it the lowest of FLOORS in tests/test_house.py above all it imports; list it in CONTRIBUTING.md"
READERS = {"open", "read_csv", "read_json", "read_table", "read_text", "read_bytes", "loadtxt", "genfromtxt"}


def room(path):
    """Name a file as Python imports it: nutrition/display/__init__.py is nutrition.display."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


FILES = {
    room(path): path
    for path in [*(ROOT / "nutrition").rglob("*.py"), *(ROOT / "views").rglob("*.py"), ROOT / "app.py"]
}
ROOMS = {  # of the subject, each with its own line in the documents
    name
    for name, path in FILES.items()
    if re.fullmatch(r"nutrition\.(?!display|storage\.migrations)[\w.]+", name) and path.name != "__init__.py"
}
SUBJECT = sorted(name for name in FILES if name.split(".")[0] == "nutrition")


def tree(name):
    return ast.parse(FILES[name].read_text("utf-8"))


def imports(name):
    """Give (line, module) of everything a file imports; of a package, the file in it where it is one."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            inner = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            yield from ((node.lineno, whole if whole in FILES else node.module) for whole in inner.values())


def roots(name):
    return {module.split(".")[0] for _, module in imports(name)}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_imports_only_from_floors_below_it(name):
    assert name in FLOOR, f"{name} stands on no floor: {HELP}"
    high = [
        f"{name}, line {line}: imports {module} (floor {FLOOR.get(module)}) from floor {FLOOR[name]}"
        for line, module in imports(name)
        if module.split(".")[0] in ("nutrition", "views", "app") and FLOOR.get(module, 99) >= FLOOR[name]
    ]
    assert high == []


def test_every_floor_holds_files_that_exist_each_once():
    assert sorted(FLOOR) == sorted(FILES), HELP
    assert sum(len(names.split()) for names in FLOORS.values()) == len(FLOOR)


def test_the_floors_in_the_documents_are_these():
    table = re.findall(
        r"^\| (\d+) \| (`.+`) \|$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE
    )
    told = {
        f"nutrition.{name}": int(floor) for floor, names in table for name in re.findall(r"`([\w.]+)`", names)
    }
    assert told.pop("nutrition.display") == FLOOR["nutrition.display.figures"]
    assert told == {name: FLOOR[name] for name in ROOMS}


def test_nothing_is_imported_by_where_it_stands():
    dots = [
        name
        for name in FILES
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert dots == []


OTHER_READERS = {
    "views.draw": {"read_text"},  # its own parts, JavaScript and CSS
    "nutrition.exchange.reading": {"open"},  # what lies in a zip, in memory
    "nutrition.usda.layout": {"open", "read_text"},  # USDA's files, and what an import notes beside its store
}


@pytest.mark.parametrize("name", SUBJECT)
def test_the_subject_knows_no_page(name):
    assert not roots(name) & {"streamlit", "plotly", "views", "app"}


def test_only_pages_import_streamlit():
    others = [path for part in ("scripts", "benchmarks") for path in (ROOT / part).rglob("*.py")]
    users = [
        path.name
        for path in others
        if re.search(r"^\s*(import|from) streamlit", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert users == []
    assert "streamlit" not in roots("views.edits")  # plain functions, tested without a page


def is_state(node):
    return isinstance(node, ast.Attribute) and node.attr == "session_state"


@pytest.mark.parametrize("name", sorted(set(FILES) - {"views.session"}))
def test_only_state_touches_what_a_session_remembers(name):
    lines = [node.lineno for node in ast.walk(tree(name)) if is_state(node)]
    assert lines == [], f"{name}: give views/session.py a function for it"


@pytest.mark.parametrize("name", sorted(set(FILES) - {"nutrition.tables"}))
def test_only_tables_opens_project_data(name):
    calls = [node for node in ast.walk(tree(name)) if isinstance(node, ast.Call)]
    called = {getattr(call.func, "attr", getattr(call.func, "id", "")): call.lineno for call in calls}
    allowed = OTHER_READERS.get(name, set())
    assert {word: line for word, line in called.items() if word in READERS - allowed} == {}
    assert not re.search(r"\bFOLDER\b", FILES[name].read_text("utf-8"))


def test_no_public_name_is_the_name_of_a_room():
    rooms = {name.split(".")[1] for name in SUBJECT if "." in name}
    assert set(nu.__all__) & rooms == set()
    assert all(hasattr(nu, name) for name in nu.__all__)


def test_the_entrance_holds_names_and_nothing_else():
    kinds = {type(node) for node in tree("nutrition").body}
    assert kinds <= {ast.Expr, ast.ImportFrom, ast.Assign}


def test_every_public_name_is_explained_to_readers():
    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    told = "\n".join(path.read_text("utf-8") for path in documents)
    assert {name for name in nu.__all__ if not re.search(rf"\b{name}\b", told)} == set()


def test_no_file_is_too_long_to_read():
    files = [path for part in ("nutrition", "views") for path in (ROOT / part).rglob("*")]
    sizes = {path.name: len(path.read_text("utf-8").splitlines()) for path in files if path.suffix in TEXTS}
    assert {name: size for name, size in sizes.items() if size > 400} == {}


TEXTS = {".py", ".js", ".css"}
OF_ONE_MACHINE = re.compile(r"(?<![\w./~$}*>-])/(work|tmp|home|root|Users)/")
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|conda\.anaconda|index-url", re.IGNORECASE
)


def tracked():
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    paths = [ROOT / name for name in names.split("\0") if name and name != "tests/test_house.py"]
    return [
        path
        for path in paths
        if path.is_file() and path.suffix not in (".png", ".ico", ".otf", ".ttf", ".zip")
    ]


def test_no_file_names_a_machine_or_a_package_registry():
    found = {
        str(path.relative_to(ROOT)): match[0]
        for path in tracked()
        if (
            match := OF_ONE_MACHINE.search(path.read_text("utf-8"))
            or REGISTRIES.search(path.read_text("utf-8"))
        )
    }
    assert found == {}


PARTS = sorted((ROOT / "views/parts").glob("*.js"))
MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|createContextualFragment|DOMParser"
)


@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.stem)
def test_what_people_wrote_reaches_the_page_as_text(part):
    script = part.read_text("utf-8")
    assert not MARKUP.search(script)
    if part.stem != "top":  # which writes nothing
        assert "textContent" in script or re.search(r"\badd\(", script)  # `add` of common.js sets it


def test_links_in_the_parts_are_the_sources_own():
    hrefs = [line for part in PARTS for line in part.read_text("utf-8").splitlines() if ".href" in line]
    saved = [line for line in hrefs if "ObjectURL(" in line]  # the plan's own file
    assert [line.strip() for line in hrefs if line not in saved] == ["link.href = href;"]  # data/sources.csv


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TABLES = sorted((ROOT / "data").glob("*.csv"))
SOURCES = {row["key"]: row for row in rows(ROOT / "data/sources.csv")}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_source_that_is_named_is_in_the_list(path):
    named = {key for row in rows(path) for key in (row.get("source") or "").split(";") if key}
    assert named - set(SOURCES) == set()


@pytest.mark.parametrize("key", SOURCES)
def test_every_source_has_a_title_and_a_link_that_opens(key):
    assert SOURCES[key]["title"]
    assert re.fullmatch(r"https://[\w.-]+\.[a-z]+(/\S*)?", SOURCES[key]["link"])


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_nothing_shown_is_from_memory(path):
    """Only a constant that the model needs may say so, in the column that marks it on the page Sources."""
    shown = [{**row, "tag": ""} if path.stem == "b12" else row for row in rows(path)]
    said = " ".join(cell for row in shown for cell in row.values())
    assert not re.search(r"recalled|unverified|from memory", said, re.IGNORECASE)


def test_the_constants_from_memory_are_those_of_the_combined_indicator_and_name_no_source():
    recalled = [row for row in rows(ROOT / "data/b12.csv") if row["tag"] == "recalled"]
    assert [row["id"] for row in recalled] == ["cb12_a", "cb12_age0", "cb12_n"]
    assert all(row["source"] == "" for row in recalled)


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
WANTED = [
    Requirement(line) for line in PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
]


def pins():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def test_every_pin_is_exact_and_stands_once():
    lines = [
        line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line and line[0] != "#"
    ]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.+!-]+", line)] == []
    names = [canonicalize_name(line.split("==")[0]) for line in lines]
    assert len(set(names)) == len(names)


def test_every_dependency_has_a_pin_that_it_allows():
    pinned = {canonicalize_name(name): Version(version) for name, version in pins().items()}
    assert {wish.name for wish in WANTED if canonicalize_name(wish.name) not in pinned} == set()
    assert {
        wish.name for wish in WANTED if pinned[canonicalize_name(wish.name)] not in wish.specifier
    } == set()


def test_the_python_that_is_needed_is_said():
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == {
        room(path) for path in (ROOT / "nutrition").rglob("__init__.py")
    }


def test_warnings_are_errors():
    assert PROJECT["tool"]["pytest"]["ini_options"]["filterwarnings"][0] == "error"
