"""Keeps the translation files: ``refresh``, ``check`` and ``compile``.

``refresh`` takes new source strings into ``resources/translations/*.ts``; ``check`` fails on
strings that are missing there, unfinished or badly formatted; ``compile`` makes the ``.qm``
files that are older than their source.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SOURCES = ("console", "widgets", "resources")
HIDING = re.compile(r"\b_tr\(|\btr = ")
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n")


def tool(name: str) -> str:
    """Path of a Qt Linguist program, which stands beside this interpreter."""
    beside = shutil.which(name, path=str(Path(sys.executable).parent))
    if beside is None:
        raise SystemExit(f"{name} isn't installed: run make setup first.")
    return beside


def extract(ts_files: list[Path]) -> None:
    """Merge the strings of the source files into ``ts_files``; strings no longer used go."""
    sources = sorted(str(p.relative_to(ROOT)) for f in SOURCES for p in (ROOT / f).rglob("*.py"))
    # Without line numbers a .ts file changes only where its strings do.
    command = [tool("pyside6-lupdate"), *sources, "-locations", "none", "-no-obsolete"]
    command += ["-disable-heuristic", "similartext", "-silent", "-ts", *map(str, ts_files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"lupdate failed:\n{done.stdout}{done.stderr}")


def messages(ts_file: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    """Context, source, state (``unfinished`` or empty) and texts of each message of a file."""
    for context in ET.parse(ts_file).getroot().iter("context"):  # noqa: S314  (our own file)
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None:
                continue
            forms = [form.text or "" for form in translation.iter("numerusform")]
            texts = forms or [translation.text or ""]
            state = translation.get("type", "")
            yield context.findtext("name", ""), message.findtext("source", ""), state, texts


def faults(ts_file: Path, *, in_english: bool) -> Iterator[str]:
    """Each message of a file that has no finished translation with the source's placeholders.

    English needs entries only for plural forms: every other source text is English already.
    """
    for context, source, state, texts in messages(ts_file):
        name = f"{ts_file.name}: {context}: {source!r}"
        if state == "unfinished" or not all(texts):
            if not in_english:
                yield f"{name} isn't translated"
        elif any(wanted(source) != wanted(text) for text in texts):
            yield f"{name} has other placeholders in its translation"


def wanted(text: str) -> set[str]:
    """Placeholders of a text, apart from ``%n``, which a singular form may leave out."""
    return set(PLACEHOLDER.findall(text)) - {"%n"}


def check() -> int:
    """Print what is missing; returns the exit code."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        originals = sorted(FOLDER.glob("*.ts"))
        copies = [Path(shutil.copy(ts, folder)) for ts in originals]
        extract(copies)
        for original, copy in zip(originals, copies, strict=True):
            known = {(context, source) for context, source, _, _ in messages(original)}
            used = {(context, source) for context, source, _, _ in messages(copy)}
            found += [f"{original.name}: {c}: {s!r} is no longer used" for c, s in known - used]
            found += faults(copy, in_english=original.stem.endswith("_en"))
    found += hidden()
    for line in sorted(found):
        print(line)
    if found:
        print(f"{len(found)} strings to put right: make translations, then edit the .ts files.")
    return 1 if found else 0


def hidden() -> Iterator[str]:
    """Wrappers that lupdate can't see through: their strings would never be translated."""
    for folder in SOURCES:
        for file in (ROOT / folder).rglob("*.py"):
            if HIDING.search(file.read_text(encoding="utf-8")):
                yield f"{file.relative_to(ROOT)}: call translate(context, text) itself, not _tr"


def compile_all() -> int:
    """Make each ``.qm`` that is missing or older than its ``.ts``."""
    for ts_file in sorted(FOLDER.glob("*.ts")):
        qm_file = ts_file.with_suffix(".qm")
        if qm_file.exists() and qm_file.stat().st_mtime >= ts_file.stat().st_mtime:
            continue
        # A console that runs has the old file mapped: written over, it would take that one along.
        beside = qm_file.with_suffix(".new.qm")
        command = [tool("pyside6-lrelease"), "-silent", str(ts_file), "-qm", str(beside)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        beside.replace(qm_file)
    return 0


def refresh() -> int:
    """Take new strings into the files and say how many wait for a translation."""
    ts_files = sorted(FOLDER.glob("*.ts"))
    extract(ts_files)
    for ts_file in ts_files:
        open_ones = len(list(faults(ts_file, in_english=ts_file.stem.endswith("_en"))))
        print(f"{ts_file.relative_to(ROOT)}: {open_ones} strings to translate")
    return compile_all()


if __name__ == "__main__":
    actions = {"refresh": refresh, "check": check, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:
        raise SystemExit(f"usage: translations.py {'|'.join(actions)}")
    sys.exit(actions[sys.argv[1]]())
