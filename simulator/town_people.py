"""The people of the invented town: who is in the field, in the room and in the departments."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from importlib.resources import files

from simulator.town import VILLAGES
from simulator.town_grids import TOWN_GRIDS, TownGrid

SEED = 2026
FULL_TIME, INFORMATION, PART_TIME = 120, 90, 74
APP = "app"
"""The account that tells where the telephones are."""
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文斌红梅春生海燕志玉兰小林云飞"
_PLATFORMS = {"ZZ": "综治工作", "SJ": "市场监管", "ZF": "综合执法", "BM": "便民服务"}
_ROOM = (
    ("op1", "operator"),
    ("op2", "operator"),
    ("leader", "shift_leader"),
    ("commander", "commander"),
    ("mayor", "town_leader"),
    ("county", "county"),
    ("assessor", "assessor"),
    ("auditor", "auditor"),
    ("keeper", "administrator"),
)


@dataclass(frozen=True, slots=True)
class TownPerson:
    """One person with roles; grids are codes, `villages` codes of villages."""

    id: str
    name: str
    roles: tuple[str, ...]
    grids: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    department: str = ""
    platform: str = ""
    mode: str = "walk"
    phone: str = ""

    @property
    def is_field(self) -> bool:
        """Whether out in the grids."""
        return bool(self.grids or self.villages)


@dataclass(frozen=True, slots=True)
class Department:
    """A department and the platform that it answers to."""

    name: str
    platform: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Population:
    """Everybody, the same for the same seed."""

    people: tuple[TownPerson, ...] = field(default_factory=lambda: tuple(_people()))

    @property
    def field_people(self) -> tuple[TownPerson, ...]:
        """Those in the grids."""
        return tuple(person for person in self.people if person.is_field)


def departments() -> tuple[Department, ...]:
    """Return the departments of the sample dictionary, leading and co-operating."""
    text = files("simulator").joinpath("data", "departments.json").read_text(encoding="utf-8")
    return tuple(Department(one["name"], one["platform"]) for one in json.loads(text))


def _people() -> list[TownPerson]:
    rng = random.Random(SEED)
    names = _Names(rng)
    room = [TownPerson(id_, names.new(), (role,)) for id_, role in _ROOM]
    room += [
        TownPerson(f"pt-{code.lower()}", names.new(), ("platform_lead",), platform=code)
        for code in _PLATFORMS
    ]
    room += [
        TownPerson(f"bm{number:02d}", names.new(), ("department",), department=one.name)
        for number, one in enumerate(departments(), 1)
    ]
    room.append(TownPerson(APP, "网格通", ("auditor",)))
    out = [
        TownPerson(id_, names.new(), (role,), grids, villages, mode=mode, phone=_phone(number))
        for number, (id_, role, grids, villages, mode) in enumerate(_field(rng))
    ]
    return [*room, *out]


def _field(rng: random.Random) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...], str]]:
    cells = [grid.code for grid in TOWN_GRIDS]
    rows: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
    for number, village in enumerate(VILLAGES, 1):
        code = f"FX{number:02d}"
        rows.append(("grid_instructor", (), (code,)))
        own = tuple(grid.code for grid in TOWN_GRIDS if grid.village == village)
        rows.append(("grid_police", own, ()))
    shares: list[list[str]] = [[] for _ in range(FULL_TIME)]
    for number, code in enumerate(cells):
        shares[number % FULL_TIME].append(code)
    rows += [("grid_full_time", tuple(share), ()) for share in shares]
    rows += [("grid_information", (rng.choice(cells),), ()) for _ in range(INFORMATION)]
    rows += [("grid_part_time", (rng.choice(cells),), ()) for _ in range(PART_TIME)]
    return [
        (f"g{number:03d}", role, grids, villages, "e_bike" if rng.random() < 0.6 else "walk")
        for number, (role, grids, villages) in enumerate(rows, 1)
    ]


def home_grid(person: TownPerson) -> TownGrid:
    """Return the grid that a person walks in."""
    for grid in TOWN_GRIDS:
        if grid.code in person.grids or grid.code[:4] in person.villages:
            return grid
    return TOWN_GRIDS[0]


class _Names:
    """Names without end, none twice."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._seen: set[str] = set()

    def new(self) -> str:
        """Return another name."""
        while True:
            given = "".join(self._rng.sample(_GIVEN, self._rng.choice((1, 2, 2))))
            name = self._rng.choice(_SURNAMES) + given
            if name not in self._seen:
                self._seen.add(name)
                return name


def _phone(number: int) -> str:
    """A number of the range that is never given to anybody."""
    return f"1700000{number:04d}"
