"""Lists of cameras go to spreadsheets and come back; hostile ones only leave faults."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state import camera_csv
from console.state.camera import Camera
from console.state.camera_csv import COLUMNS, CsvCode, format_cameras, parse_cameras

HEADER = ",".join(COLUMNS)
GOOD = "C001,市场东门,枫桥村,G1,rtsp://h/s"

_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from("=+-@'\",;"),
    min_size=1,
    max_size=40,
)
_MAYBE = st.just("") | _TEXT
_HOSTS = st.sampled_from(["rtsp://10.0.0.1:554/a?b=1,2", "https://h/;x", "rtmp://[::1]/y"])


def _degrees(low: float, high: float) -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(low, high)


_CAMERAS = st.lists(
    st.builds(
        Camera,
        number=_TEXT,
        name=_TEXT,
        village=_TEXT,
        grid=_TEXT,
        sub_url=_HOSTS,
        main_url=st.just("") | _HOSTS,
        user=_MAYBE,
        password=_MAYBE,
        longitude=_degrees(-180, 180),
        latitude=_degrees(-90, 90),
        direction_deg=_degrees(0, 360),
        view_deg=_degrees(0, 360),
        ptz_url=st.sampled_from(["", "http://h:80/onvif/device_service"]),
        key=st.booleans(),
        sound=st.booleans(),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda camera: camera.number,
)


def _rows(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join((header, *rows)).encode()


def _codes(data: bytes) -> list[tuple[int, str, CsvCode]]:
    return [(f.row, f.column, f.code) for f in parse_cameras(data).faults]


@given(_CAMERAS)
def test_a_list_survives_the_spreadsheet(cameras: list[Camera]) -> None:
    outcome = parse_cameras(format_cameras(cameras, with_passwords=True))
    assert outcome.faults == ()
    assert outcome.cameras == tuple(cameras)


@given(_CAMERAS)
def test_no_cell_of_text_is_a_formula(cameras: list[Camera]) -> None:
    text = format_cameras(cameras, with_passwords=True).decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        for column in ("number", "name", "village", "grid", "user", "password"):
            assert not row[column].startswith(("=", "+", "-", "@", "\t"))


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_bytes_raise(data: bytes) -> None:
    for file in (data, _rows(GOOD) + b"\r\n" + data):
        outcome = parse_cameras(file)
        assert outcome.cameras or outcome.faults
        assert all(fault.sentence for fault in outcome.faults)


@given(st.lists(st.text(max_size=20), min_size=15, max_size=15))
def test_no_cells_raise(cells: list[str]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([list(COLUMNS), cells])
    data = text.getvalue().encode("utf-8", errors="replace")
    assert parse_cameras(data).faults


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("header", [HEADER, ",".join(COLUMNS.values())])
def test_what_spreadsheets_write_is_read(encoding: str, delimiter: str, header: str) -> None:
    row = GOOD + ",,操作员,密钥,120.4,29.8,90,60,http://h/o,是,No"
    text = f"{header}\n\n{row}\n".replace(",", delimiter)
    camera = Camera(
        "C001", "市场东门", "枫桥村", "G1", "rtsp://h/s", "", "操作员", "密钥",
        120.4, 29.8, 90.0, 60.0, "http://h/o", True, False,
    )  # fmt: skip
    assert parse_cameras(text.encode(encoding)).cameras == (camera,)
    assert not parse_cameras(text.encode(encoding)).faults


def test_faults_name_row_column_and_reason_and_good_rows_stay() -> None:
    data = _rows(
        GOOD,
        "",
        "C002,,v,g,rtsp://h/s,,,,200,x,,,,maybe",
        "C001,n,v,g,rtsp://h/s",
        "C003,n,v,g,file:///etc/passwd,rtsp://h:x/,,,,,,,rtsp://h/ptz",
        f"C004,n,v,g,rtsp://h/{'a' * 2_000}",
        f"C005,{'n' * 101},v,g\a,rtsp://h/s",
        f"{GOOD}{',' * 11}more",
    )
    assert [camera.number for camera in parse_cameras(data).cameras] == ["C001"]
    assert set(_codes(data)) == {
        (4, "name", CsvCode.REQUIRED),
        (4, "longitude", CsvCode.OUT_OF_RANGE),
        (4, "latitude", CsvCode.NOT_A_NUMBER),
        (4, "key", CsvCode.NOT_YES_OR_NO),
        (5, "number", CsvCode.REPEATED_NUMBER),
        (6, "sub_url", CsvCode.BAD_SCHEME),
        (6, "main_url", CsvCode.BAD_URL),
        (6, "ptz_url", CsvCode.BAD_SCHEME),
        (7, "sub_url", CsvCode.TOO_LONG),
        (8, "name", CsvCode.TOO_LONG),
        (8, "grid", CsvCode.BAD_CHARACTERS),
        (9, "", CsvCode.TOO_MANY_CELLS),
    }
    fault = parse_cameras(data).faults[1]
    assert fault.sentence == "Row 4, longitude: The number is out of range. (200)"
    assert str(fault) == fault.sentence


@pytest.mark.parametrize("number", ["nan", "inf", "1e999", "1_0", "１", "0x10"])
def test_only_plain_numbers_are_places(number: str) -> None:
    assert parse_cameras(_rows(f"{GOOD},,,,{number}")).faults


def test_a_login_moves_out_of_the_addresses() -> None:
    row = "C001,n,v,g,rtsp://ad%40min:p%2Fw@h:554/s?x=1,rtsp://ad%40min:p%2Fw@h/m"
    camera = parse_cameras(_rows(row)).cameras[0]
    assert (camera.user, camera.password) == ("ad@min", "p/w")
    assert (camera.sub_url, camera.main_url) == ("rtsp://h:554/s?x=1", "rtsp://h/m")


def test_a_second_login_is_refused() -> None:
    rows = ("C1,n,v,g,rtsp://a:b@h/s,rtsp://a:c@h/s", "C2,n,v,g,rtsp://a:b@h/s,,x,y")
    assert _codes(_rows(*rows)) == [
        (2, "main_url", CsvCode.DIFFERENT_LOGINS),
        (3, "sub_url", CsvCode.DIFFERENT_LOGINS),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "C1,n,v,g,rtsp://u:hush/x@h/s",
        "C1,n,v,g,rtsp://u:12/hush@h/s",
        "C1,n,v,g,rtsp://u:12?hush@h/s",
        "C1,n,v,g,rtsp://u:hush/s",
        "C1,n,v,g,gopher://u:hush@h/s",
        "C1,n,v,g,rtsp://h/s,,rtsp://u:hush@h/s,hush\a",
        "C1,n,v,g,rtsp://h/s,,u,hush,hush",
        "C1,n,v,g,rtsp://h/s,,,,rtsp://u:hush@h/s",
        "C1,n,v,g,rtsp://u:hush@h/s,,u,other",
        "C1,n,v,g,rtsp://h/s,,,u,hush,,,,,,,,hush",
    ],
)
def test_no_fault_repeats_a_password(row: str) -> None:
    faults = parse_cameras(_rows(row)).faults
    assert faults
    assert "hush" not in "".join(fault.sentence for fault in faults)


def test_an_export_without_passwords_has_none() -> None:
    camera = Camera("C1", "n", "v", "g", "rtsp://h/s", user="u", password="hush")
    data = format_cameras([camera], with_passwords=False)
    assert data.startswith(b"\xef\xbb\xbfnumber,name,")
    assert data.endswith(b"\r\n")
    assert b"hush" not in data
    assert parse_cameras(data).cameras[0].user == "u"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", CsvCode.EMPTY),
        (HEADER.encode(), CsvCode.EMPTY),
        (b"\xff\xfen\0u\0", CsvCode.NOT_TEXT),
        (_rows(GOOD, '"C2,n'), CsvCode.BROKEN_QUOTES),
        (_rows(GOOD, "C2," + "n" * 200_000), CsvCode.BROKEN_QUOTES),
        (_rows(GOOD, header="number,name,village,grid,password"), CsvCode.MISSING_COLUMN),
        (_rows(GOOD, header=f"{HEADER},编号"), CsvCode.REPEATED_COLUMN),
        (HEADER.encode() + b",x" * camera_csv.MAX_COLUMNS, CsvCode.TOO_MANY_COLUMNS),
        (b"\n" * (camera_csv.MAX_ROWS + camera_csv.MAX_BLANK_ROWS + 1), CsvCode.TOO_MANY_ROWS),
        (b" " * (camera_csv.MAX_BYTES + 1), CsvCode.FILE_TOO_LARGE),
    ],
    ids=lambda value: value.value if isinstance(value, CsvCode) else "file",
)
def test_an_unusable_file_gives_no_cameras(data: bytes, code: CsvCode) -> None:
    outcome = parse_cameras(data)
    assert outcome.cameras == ()
    assert [fault.code for fault in outcome.faults] == [code]


def test_rows_are_bounded() -> None:
    rows = [f"C{i},n,v,g,rtsp://h/s" for i in range(camera_csv.MAX_ROWS + 1)]
    assert len(parse_cameras(_rows(*rows[:-1])).cameras) == camera_csv.MAX_ROWS
    assert [f.code for f in parse_cameras(_rows(*rows)).faults] == [CsvCode.TOO_MANY_ROWS]
    assert parse_cameras(_rows(*rows)).cameras == ()


def test_an_unknown_column_is_said_and_the_rest_used() -> None:
    outcome = parse_cameras(
        _rows("C1,n,v,g,rtsp://h/s,x", header="number,name,village,grid,sub_url,备注")
    )
    assert [(f.code, f.value) for f in outcome.faults] == [(CsvCode.UNKNOWN_COLUMN, "备注")]
    assert len(outcome.cameras) == 1
