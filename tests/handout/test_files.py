"""The handout as files: a tagged PDF and a page that runs nothing, whatever was written on them."""

import io
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

import nutrition as nu
from nutrition.handout.content import Cover, handout
from nutrition.handout.page import to_html
from nutrition.handout.pdf import DRAWN, MISSING, to_pdf, to_pictures

NASTY = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> #panic(1) $x^2$ *b* _i_ @ref <lab> \\ // /* "
    "`raw` [x](javascript:1) =cmd|'/c' \"q\" &amp; {{7*7}}"
)
ROOT = Path(__file__).parents[2]
FIELDS = ("name", "by", "credentials", "date", "notes", "agreed", "questions")
ARABIC, HEBREW, EMOJI, JAPANESE = "مرحبا", "שלום", "👩‍⚕️", "日本"
TAGS = {"html", "head", "meta", "title", "style", "body", "main", "header", "section", "article", "div", "p"}
TAGS |= {"h1", "h2", "h3", "h4", "dl", "dt", "dd", "ul", "ol", "li", "span", "b", "i", "a", "br"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
MM = 72 / 25.4  # points in a millimetre


def made(plan, table, portions, cover=None, symptoms=()):
    me = nu.Person(34, "female", diet="vegan", risks=("metformin",))
    notices = nu.notices(me, plan, table, None, symptoms)
    return handout(cover or Cover(), me, plan, table, portions, nu.needed(me), notices, "NASEM")


@pytest.fixture(scope="module")
def plain(table, portions):
    return made(
        nu.sample("vegan_fortified"), table, portions, Cover(name="Ida", by="A. Berg"), ("chest_pain",)
    )


@pytest.fixture(scope="module")
def nasty(table, portions):
    """Seven days of six meals with names nobody should have, and every field full of markup."""
    meals = ("Breakfast", "Brunch", f"{NASTY[:90]}", ARABIC, f"Tea {EMOJI}", "W" * 200)
    foods = list(table.index[:120])
    items = [
        nu.Item(foods[(day * 31 + place * 5 + each) % 120], 40, meal, f"{7 + 2 * place:02d}:00", day)
        for day in range(1, 8)
        for place, meal in enumerate(meals)
        for each in range(4)
    ]
    text = f"{NASTY}\n{ARABIC} {HEBREW} {EMOJI} {JAPANESE}\n{'W' * 900}"
    short = dict.fromkeys(FIELDS[:4], NASTY)
    cover = Cover(**short, notes=text, agreed=text, questions=text)
    return made(nu.Plan(tuple(items), f"{HEBREW} {'N' * 150}", 7), table, portions, cover)


@pytest.fixture(scope="module")
def plain_pdf(plain):
    return to_pdf(plain)


@pytest.fixture(scope="module")
def nasty_text(nasty):
    return text_of(to_pdf(nasty, "letter"))


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    said = " ".join(page.extract_text() for page in read(pdf).pages)
    return re.sub(r"\s+", " ", said.replace("\u200b", ""))


class Page(HTMLParser):
    """What a browser would make of a page: its tags with their attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.said = [], []
        self.feed(html)
        self.text = "".join(self.said)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.said.append(data)


def test_the_pdf_is_tagged_for_screen_readers_and_has_a_title(plain_pdf):
    pdf = read(plain_pdf)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"
    assert pdf.metadata.title == "Eating plan: Ida"
    assert b"pdfuaid:part" in pdf.trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.parametrize(("paper", "wide", "high"), [("a4", 210, 297), ("letter", 215.9, 279.4)])
def test_the_pdf_has_the_size_of_the_paper(plain, paper, wide, high):
    box = read(to_pdf(plain, paper)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((wide * MM, high * MM), abs=0.5)


def test_the_pdf_says_what_the_handout_holds_red_flags_first(plain_pdf):
    said = text_of(plain_pdf)
    parts = [
        "Ida",
        "First of all",
        "Call your emergency number now.",
        "The plan",
        "What it gives, and what is needed",
        "Vitamin B12: eaten and absorbed",
        "Sources",
        "Shopping list",
    ]
    places = [said.lower().find(part.lower()) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert nu.standing_line() in said
    assert "Page 1 of " in said


def test_the_pdf_has_only_fonts_of_its_own(plain_pdf):
    names = {
        str(font.get_object()["/BaseFont"]).split("+")[-1].split("-")[0]
        for page in read(plain_pdf).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names == {"Inter"}


def test_links_in_the_pdf_are_those_of_the_sources(nasty):
    links = {source["link"] for source in nasty["sources"]}
    found = {
        note.get_object()["/A"]["/URI"]
        for page in read(to_pdf(nasty)).pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    }
    assert found
    assert found <= links


def test_markup_in_every_field_is_printed_and_never_run(nasty_text):
    said = nasty_text
    assert said.count("#panic(1) $x^2$ *b* _i_ @ref <lab>") >= len(FIELDS)
    assert "<script>alert(1)</script>" in said
    assert "{{7*7}}" in said


def test_no_line_of_a_long_plan_runs_off_the_paper(nasty):
    """The margins of every page stay white; what stands lower than the foot of a page would not be there."""
    dots = 40
    margin = int(16 * dots / 25.4)
    wide = {**nasty, "title": "W" * 200, "agreed": ["W" * 500]}
    pages = [Image.open(io.BytesIO(page)).convert("L") for page in to_pictures(wide, "a4", dots)]
    assert len(pages) > 5
    for page in pages:
        for left in (0, page.width - margin):
            band = page.crop((left, 0, left + margin, page.height))
            assert band.getextrema() == (255, 255)


def test_signs_without_a_letter_are_shown_as_such_and_the_pdf_says_so(nasty_text, plain_pdf):
    lost = "A sign that this file has no letters for is printed as □"
    assert lost in nasty_text
    assert MISSING in nasty_text
    assert JAPANESE not in nasty_text
    assert lost not in text_of(plain_pdf)


def test_every_letter_that_counts_as_drawn_is_drawn(plain):
    """A PDF of this kind is refused by Typst where a letter is not in its fonts."""
    spans = [span.split("-") for span in DRAWN.split()]
    letters = [
        chr(code)
        for first, *last in spans
        for code in range(int(first, 16), int((last or [first])[0], 16) + 1)
    ]
    assert len(letters) > 1900
    row = " ".join(letters)
    assert to_pdf({**plain, "notes": [row], "questions": [row]}).startswith(b"%PDF")
    assert to_pdf({**plain, "agreed": [], "days": [{"title": row, "meals": []}]}).startswith(b"%PDF")


def test_marks_that_no_font_sets_on_a_letter_are_left_out(plain):
    """An Arabic vowel sign after an emoji: Typst refuses it, and the handout is made without the sign."""
    assert f"Notes 1{MISSING} The plan" in text_of(to_pdf({**plain, "notes": ["1\U0001f469\u0659"]}))


def test_pictures_are_one_for_each_page(plain):
    pictures = to_pictures(plain, "a4", 30)
    assert len(pictures) == len(read(to_pdf(plain)).pages)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_typst_is_not_loaded_before_a_handout_is_made():
    said = "import sys, nutrition.handout.pdf; print('typst' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_a_paper_that_is_none_is_refused(plain):
    for draw in (to_pdf, to_html):
        with pytest.raises(ValueError, match="'a5' is not one of: a4, letter"):
            draw(plain, "a5")


def test_the_page_shows_every_field_as_text_and_holds_no_tag_of_others(nasty):
    page = Page(to_html(nasty))
    assert page.text.count(NASTY) >= len(FIELDS)
    assert all(words in page.text for words in (ARABIC, HEBREW, EMOJI, JAPANESE))
    assert {tag for tag, _ in page.tags} <= TAGS


def test_the_page_runs_nothing_and_asks_no_address(nasty):
    html = to_html(nasty)
    page = Page(html)
    links = {f"#source-{source['number']}" for source in nasty["sources"]} | {
        source["link"] for source in nasty["sources"]
    }
    assert {about["href"] for _, about in page.tags if "href" in about} <= links
    assert not {name for _, about in page.tags for name in about if name.startswith("on") or name == "src"}
    assert "default-src 'none'" in next(about["content"] for _, about in page.tags if "http-equiv" in about)
    assert "url(" not in html.split("</style>")[0]


def test_a_status_is_a_word_and_a_symbol_on_the_page(plain):
    text = Page(to_html(plain)).text
    assert "✓ Met" in text
    assert "? Cannot tell" in text


@pytest.mark.parametrize(("paper", "size"), [("a4", "size: A4;"), ("letter", "size: letter;")])
def test_the_page_prints_on_the_paper(plain, paper, size):
    assert size in to_html(plain, paper)


def test_parts_that_hold_nothing_are_left_out(table, portions):
    content = made(nu.sample("vegan_fortified"), table, portions)
    assert content["title"] == "Vegan day with fortified foods"
    for said in (text_of(to_pdf(content)), Page(to_html(content)).text):
        assert "What we agreed" not in said
        assert "First of all" not in said
        assert "The plan" in said


def foot(picture):
    """Give how far down a page is filled, as a part of its height; its last lines, the foot, apart."""
    page = Image.open(io.BytesIO(picture)).convert("L")
    body = page.crop((0, 0, page.width, int(page.height * 0.94)))
    return body.point(lambda grey: 255 if grey < 200 else 0).getbbox()[3] / page.height


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(("name", "ends"), [("omnivore", 1), ("vegan_week", 2)])
def test_pages_are_filled_but_for_the_list_to_take_along(table, portions, name, ends, paper):
    pictures = to_pictures(made(nu.sample(name), table, portions, Cover(name="Ida")), paper, 40)
    assert len(pictures) <= {"omnivore": 3, "vegan_week": 5}[name]
    assert [round(foot(each), 2) for each in pictures[:-ends] if foot(each) < 0.7] == []
