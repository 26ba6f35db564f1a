"""What tests of pages do: open the planner, read and answer our own components, find a button."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


def opened(page=None, **query):
    """Open the planner, with what the link names, at one of its pages."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.query_params.update(query)
    at.run()
    return at.switch_page(f"views/{page}.py").run() if page else at


def part(at, key):
    """Give the id and the data of one of our components."""
    protos = [element.proto for element in at.get("bidi_component")]
    proto = next(proto for proto in protos if proto.id.endswith(f"-{key}"))
    return proto.id, json.loads(proto.bytes)


def send(at, key, event, value, *, redraw=True):
    """Send what a component sends from the browser, then draw the whole page."""
    states = at._tree.get_widget_states()
    sent = states.widgets.add()
    sent.id = f"$$STREAMLIT_INTERNAL_KEY_{part(at, key)[0]}__events"
    sent.json_trigger_value = json.dumps([{"event": event, "value": value}])
    at._run(states)
    assert not at.exception
    return at.run() if redraw else at


def html(at):
    """Give all blocks of HTML as one text."""
    return " ".join(each.proto.body for each in at.get("html"))


def labels(at):
    return [button.label for button in at.button]


def press(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception
    return at
