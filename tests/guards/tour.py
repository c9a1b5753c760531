"""`--tour FOLDER`: where the tour of the window leaves its pictures, to be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tour", type=Path, help="keep the pictures of the tour in this folder")


@pytest.fixture
def tour_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where the pictures go."""
    folder = request.config.getoption("--tour") or tmp_path / "tour"
    assert isinstance(folder, Path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
