"""Lists from spreadsheets: good rows, every fault by row and field, and whatever else comes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backend.imports import sheets
from backend.imports.columns import KINDS
from backend.imports.sheets import read_sheet, write_csv, write_xlsx

HEAD = "编号,名称,网格,子码流,经度,纬度,方向,重点"
GOOD = "C001,老街路口,FX01-05,rtsp://10.0.0.1:554/sub,120.2,29.7,90,是"


def faults(kind: str, text: str, encoding: str = "utf-8") -> list[tuple[int, str, str]]:
    found = read_sheet(kind, text.encode(encoding)).faults
    return [(one.row, one.field, one.code) for one in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_spreadsheets_write_is_read(encoding: str, delimiter: str) -> None:
    text = f"{HEAD}\n{GOOD}\n\n".replace(",", delimiter)
    outcome = read_sheet("cameras", text.encode(encoding))
    assert outcome.faults == ()
    row = outcome.rows[0]
    assert (row["row"], row["id"], row["lon"], row["is_key"]) == (2, "C001", 120.2, True)
    assert "main_url" not in row  # the file doesn't say: it stays as it is


def test_every_fault_is_told_by_row_and_field() -> None:
    text = "\n".join(
        [
            HEAD,
            ",无编号,,,,,,",
            "C002,,,,,,,",
            "C003,坏网格,五网格,,,,,",
            "C004,坏地址,,file:///etc/passwd,,,,",
            "C005,半个位置,,,120.2,,,",
            "C006,不是数,,,abc,29.7,,",
            "C007,出界,,,500,29.7,,",
            "C008,方向,,,,,400,",
            "C009,重点,,,,,,也许",
            GOOD,
            GOOD,
        ]
    )
    assert faults("cameras", text) == [
        (2, "id", "required"),
        (3, "name", "required"),
        (4, "grid", "bad_id"),
        (5, "sub_url", "bad_address"),
        (6, "lon", "half_a_position"),
        (7, "lon", "not_a_number"),
        (7, "lon", "half_a_position"),
        (8, "lon", "out_of_range"),
        (8, "lon", "half_a_position"),
        (9, "direction_deg", "out_of_range"),
        (10, "is_key", "not_listed"),
        (12, "id", "repeated_id"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "not_a_sheet"),
        (b"PK\x03\x04nonsense", "not_a_sheet"),
        ("名称\n无编号列".encode(), "no_column"),
        ("编号,编号,名称\n1,2,3".encode(), "repeated_column"),
        ("编号,名称".encode(), "empty"),
        (b'"open', "not_a_sheet"),
    ],
)
def test_a_file_that_is_none_says_why(data: bytes, code: str) -> None:
    outcome = read_sheet("cameras", data)
    assert [one.code for one in outcome.faults] == [code]
    assert outcome.faults[0].zh
    assert outcome.faults[0].en


def test_a_packed_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 1000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 100_000)
    assert [one.code for one in read_sheet("people", packed.getvalue()).faults] == ["too_large"]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_what_is_written_is_read_again_and_is_no_formula(write: Any) -> None:
    row = {
        "id": "P1",
        "name": "=HYPERLINK(1)",
        "phone": "+8613800000000",
        "roles": ["grid_full_time", "grid_police"],
        "villages": [],
        "grids": ["FX01-05", "FX01-06"],
        "department": None,
        "platform": "ZZ",
        "mode": "e_bike",
    }
    data = write("people", [row])
    assert b",=HYPERLINK" not in data
    outcome = read_sheet("people", data)
    assert outcome.faults == ()
    again = dict(outcome.rows[0])
    assert again.pop("row") == 2
    assert again == {**row, "villages": ()}


@settings(max_examples=80, deadline=None)
@given(kind=st.sampled_from(sorted(KINDS)), data=st.binary(max_size=400))
@example(kind="people", data=b"PK\x05\x06" + bytes(18))
def test_whatever_the_bytes_are_nothing_is_raised(kind: str, data: bytes) -> None:
    outcome = read_sheet(kind, data)
    assert outcome.rows == () or outcome.faults == () or outcome.faults


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=6))
def test_whatever_the_cells_say_nothing_is_raised(cells: list[list[str]]) -> None:
    text = "\n".join([HEAD, *(",".join(row) for row in cells)])
    read_sheet("cameras", text.encode("utf-8", "surrogatepass"))
