"""One row of a list of cameras: cells in, a camera or faults out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from console.state.address import MAX_URL_LENGTH, STREAM_SCHEMES, checked_url, safe_url
from console.state.camera import Camera
from console.state.camera_csv_fault import CsvCode, CsvFault

REQUIRED: Final = ("number", "name", "village", "grid", "sub_url")
MAX_SHOWN = 60

_TEXTS = {"number": 64, "name": 100, "village": 100, "grid": 100, "user": 128, "password": 256}
_SCHEMES = {
    "sub_url": STREAM_SCHEMES,
    "main_url": STREAM_SCHEMES,
    "ptz_url": frozenset({"http", "https"}),
}
_RANGES = {
    "longitude": (-180.0, 180.0),
    "latitude": (-90.0, 90.0),
    "direction_deg": (0.0, 360.0),
    "view_deg": (0.0, 360.0),
}
_FLAGS = ("key", "sound")
_YES = frozenset({"1", "yes", "true", "是"})
_NO = frozenset({"", "0", "no", "false", "否"})
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
# What stands for a port but isn't one may be the password of an address without a host.
_NO_PORT = re.compile(r"(://[^/:\[]*):(?!\d{1,5}(?:/|$))[^/]*")
_WIDE_SPACES = str.maketrans({"\u3000": " ", "\xa0": " "})


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; `unguarded` undoes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Undo `guarded`."""
    return text[1:] if _GUARDED.match(text) else text


def read_row(row: int, cells: Mapping[str, str]) -> Camera | list[CsvFault]:
    """Return the camera of a row, or everything that is wrong with it; never raises.

    ``cells`` are by English column name; columns that aren't in the file may be absent.
    """
    return _RowReader(row, cells).read()


class _RowReader:
    """Collects the faults of a row."""

    def __init__(self, row: int, cells: Mapping[str, str]) -> None:
        self._row = row
        self._password = unguarded(cells.get("password", ""))
        self._cells = {
            column: unguarded(cell.translate(_WIDE_SPACES).strip())
            for column, cell in cells.items()
            if column != "password"
        } | {"password": self._password}
        self._faults: list[CsvFault] = []

    def read(self) -> Camera | list[CsvFault]:
        """Check every cell, so that one look at the faults is enough to mend the row."""
        texts = {column: self._text(column, limit) for column, limit in _TEXTS.items()}
        logins = {(texts["user"], texts["password"])} - {("", "")}
        urls = {column: self._url(column, logins) for column in _SCHEMES}
        places = {column: self._degrees(column) for column in _RANGES}
        flags = {column: self._flag(column) for column in _FLAGS}
        if self._faults:
            return self._faults
        user, password = next(iter(logins), ("", ""))
        return Camera(
            number=texts["number"],
            name=texts["name"],
            village=texts["village"],
            grid=texts["grid"],
            user=user,
            password=password,
            sub_url=urls["sub_url"],
            main_url=urls["main_url"],
            ptz_url=urls["ptz_url"],
            longitude=places["longitude"],
            latitude=places["latitude"],
            direction_deg=places["direction_deg"],
            view_deg=places["view_deg"],
            key=flags["key"],
            sound=flags["sound"],
        )

    def _cell(self, column: str) -> str:
        return self._cells.get(column, "")

    def _fail(self, column: str, code: CsvCode) -> None:
        self._faults.append(CsvFault(self._row, column, code, self._shown(column)))

    def _shown(self, column: str) -> str:
        """The cell without anything secret: cells shift, so a password may be anywhere."""
        if column in {"user", "password"}:
            return ""
        return shown(self._cell(column), secret=self._password)

    def _text(self, column: str, limit: int) -> str:
        text = self._cell(column)
        if not text and column in REQUIRED:
            self._fail(column, CsvCode.REQUIRED)
        elif len(text) > limit:
            self._fail(column, CsvCode.TOO_LONG)
        elif not _readable(text, spaces=column == "password"):
            self._fail(column, CsvCode.BAD_CHARACTERS)
        return text

    def _url(self, column: str, logins: set[tuple[str, str]]) -> str:
        url = self._cell(column)
        if not url:
            if column in REQUIRED:
                self._fail(column, CsvCode.REQUIRED)
            return ""
        fault = _url_fault(url, _SCHEMES[column])
        if fault is not None:
            self._fail(column, fault)
            return ""
        parts = urlsplit(url)
        login, mark, host = parts.netloc.rpartition("@")
        if not mark:
            return url
        if not self._takes_login(login, logins):
            self._fail(column, CsvCode.DIFFERENT_LOGINS)
        return urlunsplit(parts._replace(netloc=host))

    def _takes_login(self, login: str, logins: set[tuple[str, str]]) -> bool:
        """Move an address's login to the row, unless the row has another one."""
        user, _, password = login.partition(":")
        found = (unquote(user), unquote(password))
        if not all(
            len(text) <= _TEXTS[column] and _readable(text, spaces=True)
            for column, text in zip(("user", "password"), found, strict=True)
        ):
            return False
        if found != ("", ""):
            logins.add(found)
        return len(logins) <= 1

    def _degrees(self, column: str) -> float | None:
        text = self._cell(column)
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            self._fail(column, CsvCode.NOT_A_NUMBER)
            return None
        low, high = _RANGES[column]
        value = float(text)
        if not low <= value <= high:
            self._fail(column, CsvCode.OUT_OF_RANGE)
        return value

    def _flag(self, column: str) -> bool:
        text = self._cell(column).casefold()
        if text not in _YES | _NO:
            self._fail(column, CsvCode.NOT_YES_OR_NO)
        return text in _YES


def shown(text: str, secret: str = "") -> str:
    """Return a cell's text for a fault: no login, nothing unprintable, not long."""
    if secret and secret in text:
        return ""
    safe = safe_url(text) if "://" in text or "@" in text else text
    safe = _NO_PORT.sub(r"\1:…", safe)
    clean = "".join(char if char.isprintable() else "\ufffd" for char in safe[: MAX_SHOWN + 1])
    return clean if len(clean) <= MAX_SHOWN else f"{clean[:MAX_SHOWN]}…"


def _readable(text: str, *, spaces: bool) -> bool:
    if spaces:
        return all(char.isprintable() or (char.isspace() and char >= "\xa0") for char in text)
    return text.isprintable()


def _url_fault(url: str, schemes: frozenset[str]) -> CsvCode | None:
    if len(url) > MAX_URL_LENGTH:
        return CsvCode.TOO_LONG
    if "://" in url and url.partition("://")[0].lower() not in schemes:
        return CsvCode.BAD_SCHEME
    try:
        parts = urlsplit(checked_url(url))
    except ValueError:
        return CsvCode.BAD_URL
    # An @ further back is the end of a password with an unescaped slash or question mark.
    if "@" in parts.path + parts.query + parts.fragment:
        return CsvCode.BAD_URL
    return None if parts.scheme.lower() in schemes else CsvCode.BAD_SCHEME
