"""Minutes made by hand, with what people could have written into them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

from backend.minutes.content import (
    About,
    Amendment,
    Decision,
    Document,
    Measure,
    MinutesContent,
    Party,
    Picture,
    Signature,
    Step,
)

ZONE = ZoneInfo("Asia/Shanghai")
BEGUN = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)
SIGNATURE = (
    "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrze8SNFZ4kA=="
)
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SIGNED = Signature("赵立新", BEGUN + timedelta(minutes=40), SIGNATURE, "5f3a9c0d1b2e4f60", SHA256)


def jpeg_of(colour: str = "steelblue", size: tuple[int, int] = (640, 480)) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()


def steps(count: int, text: str = "发言：现场负责人称没有任何手续") -> tuple[Step, ...]:
    return tuple(Step(BEGUN + timedelta(minutes=at), "王丽", f"{text}{at}") for at in range(count))


def pictures(count: int) -> tuple[Picture, ...]:
    return tuple(Picture(f"后院{at}", jpeg_of()) for at in range(1, count + 1))


def amendments(*texts: str) -> tuple[Amendment, ...]:
    return tuple(
        Amendment(number, BEGUN + timedelta(days=number), "钱班长", "笔误", text)
        for number, text in enumerate(texts, 2)
    )


def content(**changes: Any) -> MinutesContent:
    """Minutes of an ordinary consultation."""
    event = About(
        number="20261124-0001",
        title="有村民在出租房内屠宰家禽",
        grade="较大",
        kind="畜禽私屠滥宰",
        address="枫溪路18号",
        text="数量不少,污水直排河道",
        reported_at=BEGUN - timedelta(hours=1),
    )
    objected = Party("综合执法平台", "不同意", "今日另有联合检查", True, ("李国平", "周海燕"))
    return replace(
        MinutesContent(
            town="枫桥镇",
            version=1,
            event=event,
            reason="责任单位不明",
            chair="赵立新",
            opened_at=BEGUN,
            parties=(
                Party("市场监管平台", "同意", "", True, ("王丽",)),
                objected,
                Party("农业农村办", "缺席"),
            ),
            room=("赵立新", "陈志强"),
            course=steps(3),
            measures=(Measure("查封屠宰点", "农业农村办", "2026-11-25"), Measure("排查周边")),
            decision=Decision(
                lead="农业农村办",
                cooperating=("市场监管分局", "城建办"),
                limit="3个工作日",
                measures="联合执法\n下达整改通知书",
                people=("李国平",),
                signed=SIGNED,
            ),
            map=Picture("事件位置及地图标绘", jpeg_of("honeydew", (600, 400))),
            pictures=pictures(1),
        ),
        **changes,
    )


def drill() -> MinutesContent:
    plain = content()
    return replace(plain, event=replace(plain.event, is_drill=True))


def written_everywhere(text: str) -> MinutesContent:
    """Minutes in which a text stands wherever people write one."""
    plain = content()
    return replace(
        plain,
        event=replace(plain.event, title=text, address=text, text=text),
        chair=text,
        parties=(Party(text, "不同意", text, True, (text,)),),
        room=(text,),
        course=(Step(BEGUN, text, text),),
        measures=(Measure(text, text, ""),),
        decision=replace(plain.decision, lead=text, cooperating=(text,), measures=text),
        pictures=(Picture(text, jpeg_of()),),
        documents=(Document(text, "PDF", text, BEGUN, SHA256),),
        amendments=amendments(text),
    )
