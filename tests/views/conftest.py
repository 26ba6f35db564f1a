"""What Streamlit's runs in a test do again each time; once is enough, as nothing of it changes."""

from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner as packages
from streamlit.testing.v1 import app_test


@pytest.fixture(scope="session", autouse=True)
def looked_through_and_compiled_once():
    """Keep which components are installed (it looks through all packages), and our pages compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "scan_component_manifests", cache(packages.scan_component_manifests))
        patch.setattr(app_test, "ScriptCache", cache(app_test.ScriptCache))
        yield
