"""Words for what the table of a consultation refuses, Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from backend.domain.refusals import Why

TABLE_TEXTS: Mapping[Why, tuple[str, str]] = MappingProxyType(
    {
        Why.NOT_CONSULTING: (
            "会商没有在进行,会商桌只能查看。",
            "No consultation is going on; the table can only be looked at.",
        ),
        Why.NOT_SEATED: (
            "您不是这次会商的参会方。请由指挥长邀请您的平台或部门。",
            "You don't belong to this consultation. Ask the commander to invite your party.",
        ),
        Why.NOT_CHAIR: ("只有主持人可以这样做。", "Only the chair does this."),
        Why.NOT_PRESENTER: (
            "只有主讲人可以这样做。请先取得主讲。",
            "Only the presenter does this. Ask to present first.",
        ),
        Why.NOT_AT_TABLE: ("对方不在会商中。", "The person isn't at the table."),
        Why.OTHERS_ITEM: (
            "这是{name}的内容,只有本人或主持人可以移除。",
            "This is {name}'s; only they or the chair take it away.",
        ),
        Why.ID_TAKEN: (
            "这个编号已是其他内容。请重新放入。",
            "The id is another thing's already. Put it anew.",
        ),
        Why.SAID_STAYS: ("发言不能修改或删除。", "What was said is neither changed nor removed."),
        Why.ITEM_GONE: ("该内容已被移除。", "It was taken away already."),
        Why.SHOWN_NOW: (
            "正在展示,不能移除。请先换到其他内容。",
            "It is being shown. Show something else first.",
        ),
        Why.NOTHING_TO_UNDO: ("没有可以撤销的操作。", "There is nothing to take back."),
        Why.TABLE_FULL: (
            "会商桌已满(最多 {most} 项)。请先清理。",
            "The table is full (at most {most} things). Clear some of it first.",
        ),
        Why.TOO_MUCH_DRAWN: (
            "标绘太多(合计最多 {most} 个点)。请先清理。",
            "Too much is drawn (at most {most} points together). Clear some of it first.",
        ),
    }
)
