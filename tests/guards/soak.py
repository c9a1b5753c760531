"""`--soak`: the same tests, as long as nobody wants to wait for every time."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long form of the long tests")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: one more of a kind that the suite has, with --soak")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the long run does."""
    if not config.getoption("--soak"):
        left_out = [one for one in items if one.get_closest_marker("soak")]
        items[:] = [one for one in items if one not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture
def is_soak(request: pytest.FixtureRequest) -> bool:
    """Whether the long form is wanted."""
    return bool(request.config.getoption("--soak"))
