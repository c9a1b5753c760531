"""The columns of a town's lists: what they are called, and how a cell is read."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from backend.domain.grids import GridCode
from backend.domain.travel import Mode
from backend.domain.words import Platform, Role

SEPARATORS = re.compile(r"[;；,，、|]")
_ID = re.compile(r"[A-Za-z0-9._@-]{1,64}")
_SCHEMES = frozenset({"rtsp", "rtsps", "http", "https", "rtmp", "rtmps"})


class FieldFaultCode(StrEnum):
    """What is wrong with one cell."""

    REQUIRED = "required"
    TOO_LONG = "too_long"
    BAD_CHARACTERS = "bad_characters"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_LISTED = "not_listed"
    BAD_ID = "bad_id"
    BAD_ADDRESS = "bad_address"
    BAD_DATE = "bad_date"
    HALF_A_POSITION = "half_a_position"
    NOT_IN_TOWN = "not_in_town"
    UNKNOWN_PERSON = "unknown_person"


class FieldFaultError(Exception):
    """A cell can't be read."""

    def __init__(self, code: FieldFaultCode) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `parse` gets a text that isn't empty. Empty ones give `empty`."""

    name: str
    zh: str
    parse: Callable[[str], Any]
    empty: Any = ""
    is_required: bool = False
    is_key: bool = False
    also: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """What the column may be called."""
        return (self.name, self.zh, *self.also)

    def read(self, text: str) -> Any:
        """Return a cell's value; raises FieldFaultError."""
        if not text:
            if self.is_required:
                raise FieldFaultError(FieldFaultCode.REQUIRED)
            return self.empty
        return self.parse(text)

    def text(self, value: Any) -> str:
        """Return a value as a cell shows it."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list | tuple):
            return ";".join(str(one) for one in value)
        return str(value)


def _text(most: int) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if len(text) > most:
            raise FieldFaultError(FieldFaultCode.TOO_LONG)
        if any(unicodedata.category(one) in {"Cc", "Cf", "Cs", "Co"} for one in text):
            raise FieldFaultError(FieldFaultCode.BAD_CHARACTERS)
        return text

    return parse


def _number(low: float, high: float) -> Callable[[str], float]:
    def parse(text: str) -> float:
        try:
            value = float(unicodedata.normalize("NFKC", text).rstrip("°").strip())
        except ValueError:
            raise FieldFaultError(FieldFaultCode.NOT_A_NUMBER) from None
        if not math.isfinite(value):
            raise FieldFaultError(FieldFaultCode.NOT_A_NUMBER)
        if not low <= value <= high:
            raise FieldFaultError(FieldFaultCode.OUT_OF_RANGE)
        return value

    return parse


def _listed(words: Mapping[str, Any]) -> Callable[[str], Any]:
    known = {word.casefold(): value for word, value in words.items()}

    def parse(text: str) -> Any:
        try:
            return known[text.casefold()]
        except KeyError:
            raise FieldFaultError(FieldFaultCode.NOT_LISTED) from None

    return parse


def _several(parse: Callable[[str], Any]) -> Callable[[str], list[Any]]:
    def read(text: str) -> list[Any]:
        return [parse(one.strip()) for one in SEPARATORS.split(text) if one.strip()]

    return read


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise FieldFaultError(FieldFaultCode.BAD_ID)
    return text


def _grid(text: str) -> str:
    try:
        GridCode.parse(text)
    except ValueError:
        raise FieldFaultError(FieldFaultCode.BAD_ID) from None
    return text


def _address(text: str) -> str:
    try:
        parts = urlsplit(_text(2000)(text))
        is_good = parts.scheme.lower() in _SCHEMES and bool(parts.hostname)
    except ValueError:
        is_good = False
    if not is_good:
        raise FieldFaultError(FieldFaultCode.BAD_ADDRESS)
    return text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text[:10].replace("/", "-")).isoformat()
    except ValueError:
        raise FieldFaultError(FieldFaultCode.BAD_DATE) from None


_ROLES = {
    **{role.value: role.value for role in Role},
    "网格指导员": "grid_instructor",
    "专职网格员": "grid_full_time",
    "网格信息员": "grid_information",
    "兼职网格员": "grid_part_time",
    "网格警长": "grid_police",
    "值班员": "operator",
    "值班长": "shift_leader",
    "指挥长": "commander",
    "平台负责人": "platform_lead",
    "部门": "department",
    "部门人员": "department",
    "镇领导": "town_leader",
    "区县": "county",
    "考核员": "assessor",
    "审计员": "auditor",
}
_PLATFORMS = {
    **{platform.value: platform.value for platform in Platform},
    "综治工作": "ZZ",
    "市场监管": "SJ",
    "综合执法": "ZF",
    "便民服务": "BM",
}
_MODES = {
    **{mode.value: mode.value for mode in Mode},
    "步行": "walk",
    "电动车": "e_bike",
}
_PLACES = {
    "school": "school",
    "hospital": "hospital",
    "petrol_station": "petrol_station",
    "学校": "school",
    "医院": "hospital",
    "加油站": "petrol_station",
}
_YES = {"是": True, "有": True, "1": True, "yes": True, "true": True}
_NO = {"否": False, "无": False, "0": False, "no": False, "false": False}

_POSITION = (
    Column("lon", "经度", _number(-180, 180), None, also=("longitude",)),
    Column("lat", "纬度", _number(-90, 90), None, also=("latitude",)),
)
_NAME = Column("name", "名称", _text(100), is_required=True)
_PLACE_GRID = Column("grid", "网格", _grid, None, also=("网格编号",))


def _yes_no(name: str, zh: str) -> Column:
    return Column(name, zh, _listed({**_YES, **_NO}), empty=False)


KINDS: Final[Mapping[str, Sequence[Column]]] = {
    "people": (
        Column("id", "编号", _id, is_required=True, is_key=True, also=("工号",)),
        Column("name", "姓名", _text(100), is_required=True),
        Column("phone", "电话", _text(40), also=("手机",)),
        Column("roles", "岗位", _several(_listed(_ROLES)), (), also=("role", "角色")),
        Column("villages", "村社", _several(_text(40)), ()),
        Column("grids", "网格", _several(_grid), (), also=("grid",)),
        Column("department", "部门", _text(100), None),
        Column("platform", "平台", _listed(_PLATFORMS), None),
        Column("mode", "出行", _listed(_MODES), "walk"),
    ),
    "cameras": (
        Column("id", "编号", _id, is_required=True, is_key=True, also=("number",)),
        _NAME,
        _PLACE_GRID,
        Column("sub_url", "子码流", _address),
        Column("main_url", "主码流", _address),
        Column("user_name", "用户名", _text(100), also=("user",)),
        Column("password", "密码", _text(100)),
        *_POSITION,
        Column("direction_deg", "方向", _number(0, 360), None),
        Column("view_deg", "视角", _number(1, 360), None),
        Column("view_m", "视距", _number(1, 20_000), None),
        Column("ptz_url", "云台", _address),
        Column("owner", "权属", _text(100)),
        Column("kind", "类型", _text(20)),
        _yes_no("is_key", "重点"),
        _yes_no("has_sound", "声音"),
    ),
    "speakers": (
        Column("id", "编号", _id, is_required=True, is_key=True),
        _NAME,
        *_POSITION,
        _PLACE_GRID,
        Column("zone", "分区", _text(100)),
    ),
    "places": (
        Column("id", "编号", _id, is_required=True, is_key=True),
        _NAME,
        Column("kind", "类型", _listed(_PLACES), is_required=True),
        *_POSITION,
    ),
    "departments": (
        Column("name", "名称", _text(100), is_required=True, is_key=True),
        Column("platform", "平台", _listed(_PLATFORMS), None),
        Column("phone", "电话", _text(40)),
    ),
    "roster": (
        Column("day", "日期", _day, is_required=True, is_key=True),
        Column("shift", "班次", _text(20), is_required=True, is_key=True),
        Column("person", "编号", _id, is_required=True, is_key=True, also=("工号",)),
        Column("role", "岗位", _listed(_ROLES), is_required=True, is_key=True),
    ),
}
"""Every list that is imported and exported, by the name of its kind."""
