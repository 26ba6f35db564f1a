"""Shared by all tests: reading frames once is enough."""

import os

import pandas as pd
import pytest

os.environ["B12_DATABASE_URL"] = "sqlite://"  # each session has a store of its own, in memory

import nutrition as nu

pd.set_option("mode.string_storage", "python")  # as app.py does before it reads a table


@pytest.fixture(scope="session")
def table():
    return nu.read_foods()


@pytest.fixture(scope="session")
def portions():
    return nu.read_portions()
