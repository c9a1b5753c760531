"""What `make run` keeps from one start to the next."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "setup" / "run_town.py"


@pytest.fixture(scope="module")
def run_town() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_town", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_base_map_is_drawn_once(run_town: ModuleType, tmp_path: Path) -> None:
    cache, drawn = tmp_path / "cache", list[Path]()

    def draw(file: Path) -> None:
        drawn.append(file)
        file.write_text("tiles")

    first = run_town.base_map(cache, draw)
    assert run_town.base_map(cache, draw) == first
    assert first.read_text() == "tiles"
    assert len(drawn) == 1
    first.rename(cache / "town-00000000.mbtiles")  # drawn by another version of the program
    (cache / "C001-sub.loop").touch()
    assert run_town.base_map(cache, draw) == first
    assert {file.name for file in cache.iterdir()} == {first.name, "C001-sub.loop"}


def test_what_was_drawn_in_part_is_no_base_map(run_town: ModuleType, tmp_path: Path) -> None:
    def fail(file: Path) -> None:
        file.write_text("half")
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - whatever it is
        run_town.base_map(tmp_path, fail)
    assert list(tmp_path.iterdir()) == []
