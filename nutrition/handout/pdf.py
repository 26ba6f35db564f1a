"""A handout as a PDF, tagged for screen readers, and as pictures of its pages: set by Typst.

The template, ``handout.typ``, reads everything from data, so that nothing anybody wrote can become markup.
Typst is imported when the first handout is made: nothing else waits for it.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal
from unicodedata import category

Paper = Literal["a4", "letter"]

PAPERS = {"a4": "a4", "letter": "us-letter"}  # ours -> Typst's
HERE = Path(__file__).parent
MISSING = "□"  # stands for what our fonts have no letter for
LONGEST_WORD = 16  # letters; a longer one may be broken, so that no line runs off its column
MARKS = ("Mn", "Me", "Mc", "Cf")  # what stands on or between letters: accents, vowel signs, joiners
BREAK = "\u200b"
DRAWN = (  # what the fonts beside this file hold, as code points in hexadecimal; a third stands in for ⅔
    "20-7E A0-148 14A-1C3 1C5-24F 259 2B0-31E 321-377 37A-37F 384-38A 38C 38E-3A1 3A3-3E1 3F0-49D "
    "4A0-4FF 52F 591-5C7 5D0-5EA 5F0-5F4 600-61C 61E-6FF 1E00-1EFF 2000-2027 202F-205F 2070-2071 "
    "2074-208E 2090-209C 20A0-20BF 2100-2101 2103 2105-2106 2109 2113 2116-2117 211E-2123 2126 212A-212B "
    "212E 2132 213B 214D 214F 2153-2154 215A-2188 2190-2199 2202 2205-2206 220F 2211-2212 221A 221E 222B "
    "2248 2260 2264-2265 25A0-25A2 25AA 25B2-25B3 25B6-25B7 25BA-25BD 25C0-25C1 25C4-25C7 25CA-25CC 25CF "
    "25E6 25EF 2600 2605-2606 263C 2661 2665 26A0 2713 2717 2756 2764 2780-2788 FB1D-FB36 FB38-FB3C FB3E "
    "FB40-FB41 FB43-FB44 FB46-FB4F"
)


def to_pdf(content: dict[str, Any], paper: Paper = "a4") -> bytes:
    """Give a handout, as `nutrition.handout.content.handout` gathers it, as a PDF/UA-1 file.

    Signs that the fonts do not hold, such as emoji, are printed as "□", and the file says so.
    ``ValueError`` for a paper that is neither "a4" nor "letter".
    """
    return _set(content, paper, pdf_standards=["ua-1"])[0]


def to_pictures(content: dict[str, Any], paper: Paper = "a4", dots: float = 110) -> list[bytes]:
    """Give the pages of a handout as PNG pictures, with so many ``dots`` per inch."""
    return _set(content, paper, format="png", ppi=dots)


def _set(content: dict[str, Any], paper: str, **wanted: Any) -> list[bytes]:  # noqa: ANN401 - as Typst takes it
    """Set the pages; where marks and letters stand together that no font draws, without the marks."""
    import typst  # noqa: PLC0415 - 40 MB that only a handout needs

    if paper not in PAPERS:
        raise ValueError(f"paper {paper!r} is not one of: {', '.join(PAPERS)}")
    try:
        return _typeset(typst.compile, _printable(content), paper, wanted)
    except typst.TypstError:
        return _typeset(typst.compile, _printable(_each(content, _without_marks)), paper, wanted)


def _typeset(
    compiled: Callable[..., Any], content: dict[str, Any], paper: str, wanted: dict[str, Any]
) -> list[bytes]:
    pages = compiled(
        HERE / "handout.typ",
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(content), "paper": PAPERS[paper]},
        **wanted,
    )
    return pages if isinstance(pages, list) else [pages]


def _printable(content: dict[str, Any]) -> dict[str, Any]:
    """Give content whose texts can all be printed, and whether a sign was lost by that."""
    lost = bool(_undrawn().search(json.dumps(content, ensure_ascii=False)))
    return {**_each(content, lambda text: _breakable(_undrawn().sub(MISSING, text))), "lost": lost}


def _each(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - JSON holds any of these
    """Change every text but addresses."""
    if isinstance(value, dict):
        return {key: part if key == "link" else _each(part, change) for key, part in value.items()}
    if isinstance(value, list):
        return [_each(part, change) for part in value]
    return change(value) if isinstance(value, str) else value


def _without_marks(text: str) -> str:
    return "".join(letter for letter in text if category(letter) not in MARKS)


def _breakable(text: str) -> str:
    return re.sub(rf"\S{{{LONGEST_WORD}}}(?=\S)", rf"\g<0>{BREAK}", text)


@cache
def _undrawn() -> re.Pattern[str]:
    """Find runs of letters that the fonts do not hold."""
    spans = ["-".join(rf"\U{int(end, 16):08X}" for end in span.split("-")) for span in DRAWN.split()]
    return re.compile(f"[^{''.join(spans)}]+")
