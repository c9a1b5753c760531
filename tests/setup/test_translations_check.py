"""What the check of the translation files finds."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "setup" / "translations.py"
MESSAGE = "<message><source>{source}</source><translation{state}>{text}</translation></message>"


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("source", "state", "text", "found"),
    [
        ("Save", "", "保存", []),
        ("Save", ' type="unfinished"', "", ["isn't translated"]),
        ("Save", "", "", ["isn't translated"]),
        ("{count} panes", "", "{count} 个画面", []),
        ("{count} panes", "", "{number} 个画面", ["other placeholders"]),
        ("{count} panes", "", "个画面", ["other placeholders"]),
    ],
)
def test_faults(
    translations: ModuleType,
    tmp_path: Path,
    source: str,
    state: str,
    text: str,
    found: list[str],
) -> None:
    message = MESSAGE.format(source=source, state=state, text=text)
    ts_file = tmp_path / "fengqiao_zh_CN.ts"
    ts_file.write_text(f"<TS><context><name>Board</name>{message}</context></TS>", "utf-8")
    said = list(translations.faults(ts_file, in_english=False))
    assert len(said) == len(found)
    assert all(words in line for words, line in zip(found, said, strict=True))


def test_a_file_in_use_is_replaced_not_written_over(
    translations: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    compiled = tmp_path / "fengqiao_zh_CN.qm"
    compiled.write_bytes(b"old")
    os.utime(compiled, (0, 0))
    message = MESSAGE.format(source="Save", state="", text="保存")
    context = f"<context><name>Board</name>{message}</context>"
    ts_file = compiled.with_suffix(".ts")
    ts_file.write_text(f'<TS version="2.1" language="zh_CN">{context}</TS>', "utf-8")
    with compiled.open("rb") as in_use:
        assert translations.compile_all() == 0
        assert in_use.read() == b"old"
    assert "保存".encode("utf-16-be") in compiled.read_bytes()
    assert set(tmp_path.iterdir()) == {compiled, ts_file}
