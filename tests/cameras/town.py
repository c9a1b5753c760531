"""A town's worth of cameras for the tests."""

from __future__ import annotations

from collections.abc import Callable

from console.state.camera import Camera

VILLAGES = ("枫源村", "枫溪村", "新择湖村", "钟瑛村", "陈家村", "杜黄新村", "集镇社区", "屠家坞村")
PLACES = ("东门", "西桥", "市场", "学校", "河埠", "厂区", "路口", "停车场", "礼堂", "卫生站")


def town(count: int = 1000) -> tuple[Camera, ...]:
    """``count`` cameras over eight villages with five grids each."""
    return tuple(_camera(number) for number in range(count))


def _camera(number: int) -> Camera:
    village = VILLAGES[number % len(VILLAGES)]
    grid = f"{village[:2]}-{(number // 8) % 5 + 1:02d}"
    return Camera(
        number=f"C{number + 1:04d}",
        name=f"{village}{PLACES[(number // 40) % len(PLACES)]}{number // 400 + 1}号",
        village=village,
        grid=grid,
        sub_url=f"rtsp://10.0.{number // 250}.{number % 250 + 1}/sub",
        user="viewer",
        password="secret-word",
        key=number % 37 == 0,
    )


def by_name(cameras: tuple[Camera, ...]) -> Callable[[str], frozenset[str]]:
    """A plain search: part of the name or of the number."""

    def search(text: str) -> frozenset[str]:
        text = text.strip()
        return frozenset(c.number for c in cameras if text in c.name or text.upper() in c.number)

    return search
