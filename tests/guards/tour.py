"""`--tour FOLDER`: where the tour of the window leaves its pictures, to be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tour", type=Path, help="keep the pictures of the tour in this folder")


@pytest.fixture
def tour_folder(request: pytest.FixtureRequest) -> Path | None:
    """Where the pictures go; None where nobody wants to look."""
    folder = request.config.getoption("--tour")
    assert folder is None or isinstance(folder, Path)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    return folder
