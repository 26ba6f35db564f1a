"""Files that nobody should have to trust: broken, foreign, enormous, or made to do harm. Each has a name."""

import gzip
import io
import json
import zipfile
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
CRONOMETER = (FIXTURES / "exchange/cronometer_servings.csv").read_bytes()
LOSEIT = (FIXTURES / "exchange/loseit_food_log.csv").read_bytes()
MYFITNESSPAL = (FIXTURES / "exchange/myfitnesspal_nutrition.csv").read_bytes()
OWN = (FIXTURES / "plan_files/v1_own_foods.json").read_bytes()
TABLE = (FIXTURES / "plan_files/v1_two_days.csv").read_bytes()

FORMULAS = {
    "a command": "=cmd|'/C calc'!A0",
    "a link": '=HYPERLINK("http://127.0.0.1","x")',
    "a plus": "+1+1",
    "a minus": "-2+3",
    "an at": "@SUM(A1)",
    "full width": "＝1+1",
    "after a space": " =1+1",
    "after an apostrophe": "'=1+1",
    "behind a semicolon": "oats;=1+1",
}
MARKUP = {
    "script": "<script>alert(1)</script>",
    "image": '<img src=x onerror="alert(1)">',
    "frame": '"><iframe srcdoc="<script>alert(1)</script>">',
    "markdown": "![x](http://127.0.0.1/x) [y](javascript:alert(1)) :material/home: $x$ **b**",
    "path": "../../../etc/passwd",
    "typst": '#read("secret") $ * _ @x',
    "reversed": "abc\u202edef\u200b",
    "template": "{{7*7}} ${7*7} %s {0}",
}
NUMBERS = {
    "not a number": "NaN",
    "infinite": "Infinity",
    "minus infinite": "-inf",
    "too large": "1e999",
    "tiny": "1e-400",
    "thousands of digits": "9" * 5000,
    "hexadecimal": "0x10",
    "full width": "１２",
    "Arabic": "٣",
    "underscore": "1_000",
    "two signs": "--1",
    "minus nothing": "-0",
    "below zero": "-5",
    "half": "½",
    "German": "1.234,5",
    "comma": "12,5",
    "ambiguous": "1,234",
    "Swiss": "1'234.5",
    "words": "a little",
    "true": "true",
    "empty": "",
}
RAW_NUMBERS = {
    "NaN": "NaN",
    "Infinity": "Infinity",
    "-Infinity": "-Infinity",
    "1e999": "1e999",
    "401 digits": "1" + "0" * 400,
    "5001 digits": "1" + "0" * 5000,
    "true": "true",
    "null": "null",
    "list": "[1]",
    "object": '{"a": 1}',
    "text": '"120"',
    "negative": "-1",
    "minus nothing": "-0.0",
}
TEXTS = {  # where a plan file holds text
    "plan name": lambda body, text: body.update(name=text),
    "food id": lambda body, text: body["items"][1].update(food=text),
    "meal": lambda body, text: body["items"][0].update(meal=text),
    "time": lambda body, text: body["items"][0].update(at=text),
    "measure": lambda body, text: body["items"][0].update(measure=text),
    "own id": lambda body, text: body["foods"][0].update(id=text),
    "own name": lambda body, text: body["foods"][0].update(name=text),
    "own measure": lambda body, text: body["foods"][0].update(measures=[[text, 40]]),
    "own diet": lambda body, text: body["foods"][0].update(diet=text),
    "own allergen": lambda body, text: body["foods"][0].update(allergens=[text]),
    "own form": lambda body, text: body["foods"][0].update(b12_form=text),
    "own origin": lambda body, text: body["foods"][0].update(origin=text),
    "nutrient": lambda body, text: body["foods"][0].update(per_100g={text: 1}),
    "recipe name": lambda body, text: body["foods"][1].update(name=text),
    "ingredient": lambda body, text: body["foods"][1].update(ingredients=[[text, 100]]),
    "a key": lambda body, text: body.update({text: 1}),
}
SHAPES = {
    "items are an object": {"items": {}},
    "items are text": {"items": "abc"},
    "items are null": {"items": None},
    "an item is null": {"items": [None]},
    "an item is a list": {"items": [[]]},
    "an item has a list as food": {"items": [{"food": [], "grams": 1}]},
    "days are text": {"days": "2"},
    "days are many": {"days": 10**30},
    "days are below one": {"days": -1},
    "the name is a list": {"name": []},
    "the name is long": {"name": "a" * 100_000},
    "the name has a line break": {"name": "a\nb"},
    "the name has a zero byte": {"name": "a\x00b"},
    "the version is text": {"version": "1"},
    "the version is later": {"version": 2},
    "the version is a list": {"version": [1]},
    "the format is another": {"format": "spreadsheet"},
    "the format is null": {"format": None},
    "a person comes along": {"person": {"age": 34}},
    "foods are text": {"foods": "abc"},
    "foods are too many": {"foods": [{}] * 501},
    "a food is null": {"foods": [None]},
    "a food of no kind": {"foods": [{"kind": "drink"}]},
    "a food whose kind is a list": {"foods": [{"kind": []}]},
    "amounts are text": {"foods": [{"kind": "food", "id": "own:bar", "name": "X", "per_100g": "abc"}]},
    "amounts are lists": {"foods": [{"kind": "food", "id": "own:bar", "name": "X", "per_100g": [[[], []]]}]},
    "ingredients are null": {
        "foods": [{"kind": "recipe", "id": "own:bar", "name": "X", "ingredients": None}]
    },
}


def every_file():
    """Give every file by its name; large ones as functions that make them."""
    makers = (cut, encoded, lines, numbers, raw_numbers, formulas, markup, shapes, deep, foreign, large, zips)
    return {name: content for make in makers for name, content in make()}


def changed(change):
    """Give the plan file with foods of its own, changed."""
    body = json.loads(OWN)
    change(body)
    return json.dumps(body).encode()


def cut():
    whole = {
        "JSON": OWN,
        "table": TABLE,
        "Cronometer": CRONOMETER,
        "Lose It": LOSEIT,
        "zip": packed({"a.csv": MYFITNESSPAL}),
    }
    for name, content in whole.items():
        for part in range(12):
            yield f"{name} cut after {part} of 12", content[: len(content) * part // 12]


def encoded():
    text = OWN.decode()
    for name in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp500"):
        yield f"JSON as {name}", text.encode(name, "replace")
        yield f"table as {name}", TABLE.decode().encode(name)
    for name in ("cp1252", "latin-1", "shift-jis", "cp1251", "big5"):
        yield (
            f"table with letters of {name}",
            TABLE.replace(b"My week", "é".encode(name, "replace") + b"\x81\xff"),
        )
    yield "JSON with a broken letter", OWN.replace(b"Oat", b"\xc3\x28")
    yield "JSON with half a letter", OWN.replace(b"Oat bar", rb"\ud800")
    yield "JSON with an overlong letter", OWN.replace(b"Oat", b"\xc0\xaf")
    yield "two byte order marks", b"\xef\xbb\xbf" * 2 + OWN
    yield "Cronometer as UTF-16", CRONOMETER.decode("utf-8-sig").encode("utf-16")


def lines():
    for name, content in {"JSON": OWN, "table": TABLE, "Cronometer": CRONOMETER}.items():
        yield f"{name} with CRLF", content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        yield f"{name} with CR", content.replace(b"\r\n", b"\n").replace(b"\n", b"\r")
        yield f"{name} without the last line end", content.rstrip(b"\r\n")
        yield f"{name} with zero bytes", content.replace(b"\n", b"\0\n")
        yield f"{name} after a thousand empty lines", b"\n" * 1000 + content
    yield "a table with an open quote", TABLE + b'"175168'
    yield "a table with a quote inside", TABLE + b'a"b,1\n'
    yield "a table with more cells than columns", TABLE + b"1,2,3,4,5,6,7,8,9,10,11\n"
    yield "a table with a column twice", TABLE.replace(b"grams,meal", b"grams,grams")
    yield "a table with a column without a name", TABLE.replace(b"grams,meal", b"grams,")
    yield "a table of separators", b",;\t" * 1000
    yield "a table with 100,000 columns", b"food,grams" + b",x" * 100_000
    yield "a table with one long cell", TABLE + b"1,1," + b"a" * 1_000_000
    yield "a diary with two columns alike", CRONOMETER.replace(b"Time", b"Day", 1)


def numbers():
    for name, text in NUMBERS.items():
        yield f"table, grams: {name}", f'food,grams\n175168,"{text}"\n'.encode()
        yield (
            f"Cronometer, amount: {name}",
            (
                "Day,Food Name,Amount,Energy (kcal),B12 (Cobalamin) (µg)\n"
                f'2026-09-08,Oats,"{text} g","{text}",1\n'
            ).encode(),
        )


def raw_numbers():
    for name, text in RAW_NUMBERS.items():
        yield f"JSON, grams: {name}", OWN.replace(b'"grams": 300', f'"grams": {text}'.encode())
        yield f"JSON, amount: {name}", OWN.replace(b'"energy": 410', f'"energy": {text}'.encode())


def formulas():
    for name, text in FORMULAS.items():
        quoted = '"' + text.replace('"', '""') + '"'
        yield f"table, meal: {name}", f"food,grams,meal\n175168,1,{quoted}\n".encode()
        yield f"JSON, name and measure: {name}", changed(lambda body, text=text: _everywhere(body, text))
        yield (
            f"Cronometer, food: {name}",
            f"Day,Group,Food Name,Amount,Energy (kcal)\n2026-09-08,{quoted},{quoted},{quoted},1\n".encode(),
        )


def _everywhere(body, text):
    for field in ("plan name", "meal", "measure", "own name", "own measure", "own origin", "recipe name"):
        TEXTS[field](body, text)


def markup():
    for name, text in MARKUP.items():
        for field, put in TEXTS.items():
            yield f"JSON, {field}: {name}", changed(lambda body, put=put, text=text: put(body, text))
        quoted = '"' + text.replace('"', '""') + '"'
        yield (
            f"Cronometer, all texts: {name}",
            (
                f"Day,Time,Group,Food Name,Amount,Energy (kcal),{quoted}\n"
                f"2026-09-08,,{quoted},{quoted},{quoted},1,2\n"
            ).encode(),
        )
        yield (
            f"Lose It, all texts: {name}",
            LOSEIT.replace(b'"Almonds, Raw",Almond,Snacks', f"{quoted},{quoted},{quoted}".encode()),
        )


def shapes():
    for name, parts in SHAPES.items():
        yield f"JSON: {name}", changed(lambda body, parts=parts: body.update(parts))
    for key in (b'"name": "Own foods",', b'"food": "own:bar",', b'"kind": "recipe",', b'"energy": 410,'):
        yield f"JSON: {key[1:5].decode()} stands there twice", OWN.replace(key, key * 2)


def deep():
    yield "JSON 100,000 lists deep", b"[" * 100_000
    yield "JSON 100,000 objects deep", b'{"a":' * 100_000
    yield "JSON 500 lists deep in a name", OWN.replace(b'"Own foods"', b"[" * 500 + b"]" * 500)
    yield (
        "JSON 100,000 lists deep in a part for others",
        OWN.replace(b'"name": "Own', b'"x-a": ' + b"[" * 100_000 + b', "name": "Own'),
    )
    yield (
        "JSON with 100,000 keys",
        b'{"format": "b12-plan", ' + b",".join(b'"k%d": 1' % n for n in range(100_000)) + b"}",
    )
    yield "JSON with 50,000 wrong items", changed(lambda body: body.update(items=[{}] * 50_000))


def foreign():
    yield "nothing", b""
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    yield "a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj\n"
    yield "a program", b"\x7fELF\x02\x01\x01" + bytes(500)
    yield "a database", b"SQLite format 3\x00" + bytes(500)
    yield "a web page", b"<!doctype html><script>alert(1)</script>"
    yield "a pickle", b"cos\nsystem\n(S'true'\ntR."
    yield "a YAML file", b"!!python/object/apply:os.system ['true']"
    yield "an XML bomb", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    yield "something packed with gzip", gzip.compress(OWN)
    yield "zero bytes", bytes(10_000)
    yield "all bytes", bytes(range(256)) * 40
    yield "a number", b"12"
    yield "a text", b'"b12-plan"'
    yield "null", b"null"
    yield "an empty object", b"{}"
    yield "two plans", OWN + OWN


def large():
    size = 50_000_000
    yield "50 MB of zeros", lambda: bytes(size)
    yield "50 MB of spaces", lambda: b" " * size
    yield "50 MB of letters", lambda: b"a" * size
    yield "50 MB of brackets", lambda: b"[" * size
    yield "50 MB of a table", lambda: b"food,grams\n" + b"175168,1\n" * (size // 9)
    yield "50 MB in a plan's name", lambda: OWN.replace(b"Own foods", b"a" * size)
    yield "50 MB that begin like a zip", lambda: b"PK\x03\x04" + bytes(size)
    yield "5 MB of a table", lambda: b"food,grams\n" + b"175168,1\n" * 540_000
    yield "2 MB of a table", lambda: b"food,grams\n" + b"175168,1\n" * 200_000
    yield "1 MB of a diary", lambda: CRONOMETER + CRONOMETER.splitlines(keepends=True)[1] * 4_000
    yield "a zip bomb", lambda: packed({"a.csv": bytes(100_000_000)})
    yield "a zip bomb packed with bzip2", lambda: packed({"a.csv": bytes(30_000_000)}, zipfile.ZIP_BZIP2)
    yield "a zip bomb packed with lzma", lambda: packed({"a.csv": bytes(30_000_000)}, zipfile.ZIP_LZMA)
    yield "a zip bomb in a zip", lambda: packed({"a.zip": packed({"a.csv": bytes(100_000_000)})})
    yield "a zip of 10,000 files", lambda: packed({f"{number}.csv": b"" for number in range(10_000)})
    yield "a zip of 40 large files", lambda: packed({f"{number}.csv": bytes(10**6) for number in range(40)})


def packed(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


def zips():
    diary = packed({"Nutrition-Summary.csv": MYFITNESSPAL})
    yield "a zip in a zip", packed({"a.zip": diary})
    yield "an empty zip", packed({})
    yield "a zip with a picture alone", packed({"a.png": b"\x89PNG\r\n\x1a\n"})
    yield "a zip with two diaries", packed({"a.csv": MYFITNESSPAL, "b.csv": LOSEIT})
    yield "a zip that is encrypted", _flagged(diary, 1)
    yield (
        "a zip with a wrong checksum",
        diary.replace(MYFITNESSPAL[:1], b"X").replace(b"PK\x01\x02", b"PK\x01\x02", 1),
    )
    yield "a zip whose size is a lie", _lying(diary)
    yield "a zip with rubbish in the middle", diary[:60] + b"rubbish" + diary[67:]
    yield "the first bytes of a zip", b"PK\x03\x04"
    for path in (
        "../../escaped.csv",
        "/escaped.csv",
        "C:\\escaped.csv",
        "a\x00b.csv",
        "a" * 5000,
        "<script>.csv",
        "=1.csv",
    ):
        yield f"a zip with the name {path[:20]!r}", packed({path: MYFITNESSPAL})


def _flagged(content, flag):
    """Set a flag in both headers of the only file in a zip."""
    data = bytearray(content)
    data[6] |= flag
    data[data.index(b"PK\x01\x02") + 8] |= flag
    return bytes(data)


def _lying(content):
    """Say that the file in a zip is four bytes long."""
    data = bytearray(content)
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (4).to_bytes(4, "little")
    return bytes(data)
