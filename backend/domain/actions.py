"""What can be done to an event, with the words on the buttons."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Action(StrEnum):
    """Everything that changes an event; imperative."""

    REPORT = "report"
    TAKE = "take"
    HAND_OVER_SEAT = "hand_over_seat"
    RECLASSIFY = "reclassify"
    REJECT = "reject"
    MERGE = "merge"
    SELF_HANDLE = "self_handle"
    HAND_UP = "hand_up"
    ASSIGN = "assign"
    DISPATCH = "dispatch"
    PROPOSE_CONSULTATION = "propose_consultation"
    DECLINE_CONSULTATION = "decline_consultation"
    OPEN_CONSULTATION = "open_consultation"
    INVITE_PARTIES = "invite_parties"
    STATE_POSITION = "state_position"
    SIGN_DECISION = "sign_decision"
    SIGN = "sign"
    RETURN = "return"
    ARRIVE = "arrive"
    PROGRESS = "progress"
    ASK_HELP = "ask_help"
    HAND_ON = "hand_on"
    ASK_EXTENSION = "ask_extension"
    REFUSE_EXTENSION = "refuse_extension"
    GRANT_EXTENSION = "grant_extension"
    RESUME = "resume"
    FEED_BACK = "feed_back"
    VERIFY = "verify"
    REWORK = "rework"
    DRAFT_ESCALATION = "draft_escalation"
    ESCALATE = "escalate"
    REPLY_FROM_COUNTY = "reply_from_county"
    FORCE_CLOSE = "force_close"
    REOPEN = "reopen"
    CLOSE_WITH_PARENT = "close_with_parent"
    REOPEN_WITH_PARENT = "reopen_with_parent"
    BEGIN_APPRAISAL = "begin_appraisal"
    APPRAISE = "appraise"
    RATE = "rate"
    CALL_BACK = "call_back"
    APPEAL = "appeal"
    DECIDE_APPEAL = "decide_appeal"
    ARCHIVE = "archive"
    RAISE_GRADE = "raise_grade"
    LOWER_GRADE = "lower_grade"
    COPY = "copy"
    PROPOSE_SUPERVISION = "propose_supervision"
    SUPERVISE = "supervise"
    MARK_URGENT = "mark_urgent"
    NOTE_BY_LEADER = "note_by_leader"

    @property
    def zh(self) -> str:
        """The word that people say."""
        return _ZH[self]


_ZH: Mapping[Action, str] = MappingProxyType(
    {
        Action.REPORT: "上报",
        Action.TAKE: "受理",
        Action.HAND_OVER_SEAT: "移交席位",
        Action.RECLASSIFY: "改类",
        Action.REJECT: "不受理",
        Action.MERGE: "归并",
        Action.SELF_HANDLE: "网格自办",
        Action.HAND_UP: "上交研判",
        Action.ASSIGN: "交办",
        Action.DISPATCH: "派遣",
        Action.PROPOSE_CONSULTATION: "提请会商",
        Action.DECLINE_CONSULTATION: "不予会商",
        Action.OPEN_CONSULTATION: "启动会商",
        Action.INVITE_PARTIES: "会商邀请",
        Action.STATE_POSITION: "会商表态",
        Action.SIGN_DECISION: "签署会商决定",
        Action.SIGN: "签收",
        Action.RETURN: "退回",
        Action.ARRIVE: "到场",
        Action.PROGRESS: "进展",
        Action.ASK_HELP: "求援",
        Action.HAND_ON: "转办",
        Action.ASK_EXTENSION: "申请延期",
        Action.REFUSE_EXTENSION: "不准延期",
        Action.GRANT_EXTENSION: "准予延期",
        Action.RESUME: "恢复处置",
        Action.FEED_BACK: "反馈",
        Action.VERIFY: "核查通过",
        Action.REWORK: "返工",
        Action.DRAFT_ESCALATION: "拟上报区县",
        Action.ESCALATE: "上报区县",
        Action.REPLY_FROM_COUNTY: "区县回复",
        Action.FORCE_CLOSE: "强制结案",
        Action.REOPEN: "重启",
        Action.CLOSE_WITH_PARENT: "随主事件办结",
        Action.REOPEN_WITH_PARENT: "随主事件重启",
        Action.BEGIN_APPRAISAL: "转入评价",
        Action.APPRAISE: "考核评价",
        Action.RATE: "满意度评价",
        Action.CALL_BACK: "回访",
        Action.APPEAL: "申诉",
        Action.DECIDE_APPEAL: "申诉裁定",
        Action.ARCHIVE: "归档",
        Action.RAISE_GRADE: "提级",
        Action.LOWER_GRADE: "降级",
        Action.COPY: "抄告",
        Action.PROPOSE_SUPERVISION: "建议督办",
        Action.SUPERVISE: "督办",
        Action.MARK_URGENT: "加急",
        Action.NOTE_BY_LEADER: "领导批示",
    }
)
