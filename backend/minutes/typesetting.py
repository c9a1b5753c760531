"""Typst in a process of its own, which may crash, hang or eat memory in our stead.

`python -m backend.minutes.typesetting FOLDER FORMAT` sets `main.typ` of a folder with what its
`paper.json` says and the pictures there; it writes `made.pdf`, or `made-1.png` and so on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final, Literal

from typst import Compiler, TypstError

ARCHIVE: Final = "a-2b"
"""PDF/A-2b (ISO 19005-2): made to be read in decades, which needs every glyph."""
PATIENCE_S: Final = 30.0
CPU_S, MEMORY = 60, 4 * 1024**3
_PIXELS_PER_INCH: Final = 100
Format = Literal["pdf", "png"]


class TypesettingError(Exception):
    """Nothing came of it: it took too long, or died."""


def typeset(
    folder: Path,
    paper: dict[str, Any],
    format: Format,  # noqa: A002
    patience_s: float = PATIENCE_S,
) -> list[bytes]:
    """Return a PDF, or each page as PNG; raises TypesettingError."""
    (folder / "paper.json").write_text(json.dumps(paper), encoding="ascii")
    command = [sys.executable, "-m", __name__, str(folder), format]
    try:
        subprocess.run(
            command, capture_output=True, timeout=patience_s, check=True, stdin=subprocess.DEVNULL
        )
    except subprocess.SubprocessError as error:
        # Never with what the process said: that may be what people wrote.
        raise TypesettingError(type(error).__name__) from None
    made = sorted(folder.glob(f"made*.{format}"), key=lambda one: (len(one.name), one.name))
    return [one.read_bytes() for one in made]


def _set(folder: Path, format: str) -> None:  # noqa: A002
    paper = json.loads((folder / "paper.json").read_text(encoding="ascii"))
    if format == "png":
        pages = _compiler(folder, paper).compile(format="png", ppi=_PIXELS_PER_INCH)
        for number, page in enumerate(pages if isinstance(pages, list) else [pages], 1):
            (folder / f"made-{number}.png").write_bytes(page or b"")
        return
    made, at = folder / "made.pdf", paper["dated"]
    try:
        _compiler(folder, paper).compile(
            output=made, format="pdf", timestamp=at, pdf_standards=ARCHIVE
        )
    except TypstError:  # a character that no font has: PDF/A isn't for it
        _compiler(folder, paper).compile(output=made, format="pdf", timestamp=at)


def _compiler(folder: Path, paper: dict[str, Any]) -> Compiler:
    """A compiler, good for one compilation, that can read nothing but the folder."""
    return Compiler(
        folder / "main.typ",
        root=folder,
        sys_inputs={"paper": json.dumps(paper)},
        package_path=folder,
        package_cache_path=folder,
    )


def _limit() -> None:
    import resource  # noqa: PLC0415 - only where there is one, in the process of its own

    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _limit()
    _set(Path(sys.argv[1]), sys.argv[2])
