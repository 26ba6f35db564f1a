"""A plan packed into text that fits in a link: the meals alone, never the person they are for."""

import base64
import binascii
import json
import zlib

from nutrition.errors import PlanError
from nutrition.exchange.plan_file import PlanFile, plan_of_json, write_plan

LONGEST = 6000  # characters of the packed text; what all browsers and mail programs pass on
MOST_UNPACKED = 2_000_000  # bytes
LETTER = "a"  # the first way to pack
CHECK = 4  # bytes of the checksum, which come first
DAMAGED = "the link is damaged or not complete; copy the whole link, or ask for it again"


def packed(file: PlanFile) -> str:
    """Give a plan as the text of a link: letters, digits, - and _.

    After one letter for the way of packing comes, in base64url, a CRC-32 of the rest and the plan file,
    compressed.

    Raises
    ------
    PlanError
        for a plan that is too long for a link.
    """
    body = json.loads(write_plan(file.plan, file.own))
    data = zlib.compress(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    text = LETTER + _text(zlib.crc32(data).to_bytes(CHECK, "big") + data)
    if len(text) > LONGEST:
        size = f"{len(text):,} characters are more than {LONGEST:,}"
        raise PlanError([f"the plan is too long for a link: {size}; send the file instead"])
    return text


def unpacked(text: str) -> PlanFile:
    """Give the plan in a link.

    Raises
    ------
    PlanError
        for a link that is damaged, cut off, too long, or of a newer planner.
    """
    if len(text) > LONGEST:
        raise PlanError([f"the link is longer than {LONGEST:,} characters; ask for the plan as a file"])
    if not text.startswith(LETTER):
        raise PlanError([f"{DAMAGED}, unless a newer planner made it"])
    data = _bytes(text[1:])
    if zlib.crc32(data[CHECK:]).to_bytes(CHECK, "big") != data[:CHECK]:
        raise PlanError([DAMAGED])
    return plan_of_json(_inflated(data[CHECK:]))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes:
    """Give the bytes behind base64url; each has one spelling only, so a changed letter is always seen."""
    try:
        data = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise PlanError([DAMAGED]) from None
    if _text(data) != text:
        raise PlanError([DAMAGED])
    return data


def _inflated(data: bytes) -> str:
    """Unpack no more than a plan can hold, whatever the link says of its size."""
    machine = zlib.decompressobj()
    try:
        content = machine.decompress(data, MOST_UNPACKED)
        if machine.unconsumed_tail or not machine.eof or machine.unused_data:
            raise PlanError([DAMAGED])
        return content.decode()
    except (zlib.error, UnicodeDecodeError):
        raise PlanError([DAMAGED]) from None
