"""Chinese words of the minutes for what the rules and the journal name by codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from backend.domain.consult_items import is_document
from backend.domain.consult_sitting import ROOM
from backend.domain.event_facts import ConsultationReason, Stance
from backend.domain.limits import parse_limit
from backend.domain.words import Platform
from backend.media import pdf_pages, text_files
from backend.media.office_files import DOCX, XLSX
from backend.minutes.paper import due_zh

_ROOM_ZH: Final = "指挥室"
_PLATFORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Platform.GOVERNANCE: "综治工作平台",
        Platform.MARKET: "市场监管平台",
        Platform.ENFORCEMENT: "综合执法平台",
        Platform.SERVICE: "便民服务平台",
    }
)
_REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ConsultationReason.OPERATOR: "值班席位提请",
        ConsultationReason.SUBCATEGORY: "该类事件须多平台会商",
        ConsultationReason.SECRET_DISCHARGE: "涉嫌偷排",
        ConsultationReason.NO_OWNER: "责任单位不明",
        ConsultationReason.RETURNED_TWICE: "两次被退回",
    }
)
_STANCES: Final[Mapping[str, str]] = MappingProxyType(
    {Stance.AGREED: "同意", Stance.OBJECTED: "不同意", Stance.ABSENT: "缺席"}
)
_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        pdf_pages.MEDIA_TYPE: "PDF",
        DOCX: "Word文档",
        XLSX: "Excel表格",
        text_files.MEDIA_TYPE: "文本",
    }
)
_SURFACES: Final[Mapping[str, str]] = MappingProxyType(
    {"map": "地图", "panes": "实时画面", "timeline": "事件时间线"}
)


def party_zh(party: str) -> str:
    """Return a party's name: of a platform, a department or the command room."""
    return _ROOM_ZH if party == ROOM else _PLATFORMS.get(party, party)


def parties_zh(parties: Iterable[str]) -> str:
    """Return several parties' names."""
    return "、".join(map(party_zh, parties))


def reason_zh(reason: str) -> str:
    """Return why a consultation was proposed."""
    return _REASONS.get(reason, reason)


def stance_zh(stance: str) -> str:
    """Return what a party said."""
    return _STANCES.get(stance, stance)


def surface_zh(surface: str, items: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what was drawn on."""
    if surface in _SURFACES:
        return _SURFACES[surface]
    return file_zh(items[surface]) if surface in items else "图片"


def file_zh(item: Mapping[str, Any]) -> str:
    """Return a photo, video or document by its title."""
    kind = "文件" if is_document(item["media_type"]) else "图片"
    kind = "视频" if item["media_type"].startswith("video/") else kind
    return f"{kind}《{item['title']}》" if item["title"].strip() else kind


def document_zh(item: Mapping[str, Any]) -> str:
    """Return what kind of document it is, how long and how large."""
    kind, size = _KINDS.get(item["media_type"], "其他"), int(item["size"])
    pages = f"，{item['pages']}页" if item["pages"] else ""
    told = f"{size / 1024**2:.1f} MB" if size >= 1024**2 else f"{max(1, round(size / 1024))} KB"
    return f"{kind}{pages}，{told}"


def limit_zh(written: str) -> str:
    """Return a time limit as people say it; what isn't one stays."""
    limit = parse_limit(written)
    if limit is None or limit.by_plan:
        return written
    return f"{limit.amount}{limit.unit.zh}"


def measure_zh(item: Mapping[str, Any]) -> str:
    """Return one of the list of measures in a line."""
    more = [("责任单位：", item["department"]), ("时限：", due_zh(item["due"]))]
    told = "；".join(f"{name}{value}" for name, value in more if value)
    return f"{item['text']}（{told}）" if told else str(item["text"])
