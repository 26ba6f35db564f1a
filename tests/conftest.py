"""Shared by all tests: reading frames once is enough."""

import pytest

import nutrition as nu


@pytest.fixture(scope="session")
def table():
    return nu.read_foods()


@pytest.fixture(scope="session")
def portions():
    return nu.read_portions()
