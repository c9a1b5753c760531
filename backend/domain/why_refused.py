"""Words for refusals: what is the matter, and what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from backend.domain.refusals import Refusal, Why
from backend.domain.why_table import TABLE_TEXTS


@dataclass(frozen=True, slots=True)
class RefusalWords:
    """One refusal in both languages."""

    zh: str
    en: str


def why_refused(refusal: Refusal) -> RefusalWords:
    """Return the words of a refusal with its facts filled in."""
    facts: defaultdict[str, str] = defaultdict(str)
    facts.update({name: value.replace("|", "、") for name, value in refusal.facts})
    zh, en = REFUSAL_TEXTS[refusal.code]
    return RefusalWords(zh.format_map(facts), en.format_map(facts).replace("、", ", "))


_W = Why
REFUSAL_TEXTS: Mapping[Why, tuple[str, str]] = MappingProxyType(
    {
        _W.NO_BUSINESS_RIGHTS: (
            "管理员和审计员不办理事件。请用业务账号登录。",
            "Administrators and auditors don't handle events. Sign in with a business account.",
        ),
        _W.OTHER_TOWN: (
            "这是其他镇街的事件。请联系该镇街的指挥室。",
            "The event is another town's. Ask that town's command room.",
        ),
        _W.STATE: (
            "事件现在的状态不能这样办。请刷新后看可办的操作。",
            "The event's state doesn't allow this now. Look at what may be done now.",
        ),
        _W.NOT_YOURS: (
            "您的岗位不能办这一步。请转给有权的人。",
            "Your role doesn't do this step. Hand it to somebody whose role does.",
        ),
        _W.NOT_AT_GRADE: (
            "这个等级的事件要由更高岗位办理。请报值班长或指挥长。",
            "At this grade a higher role decides. Tell the shift leader or the commander.",
        ),
        _W.NOT_TAKEN: ("事件还没有受理。请先受理。", "Nobody has taken the event. Take it first."),
        _W.OWNED_BY_OTHER: (
            "事件由另一席位办理。请等待,或请对方移交。",
            "Another seat owns the event. Wait, or ask for it to be handed over.",
        ),
        _W.ALREADY_OWNED: ("事件已有席位受理。", "A seat has taken the event already."),
        _W.NOT_FROM_OPEN_PANE: (
            "只有从已打开画面上报的紧急事件才自动受理。",
            "Only urgent events from an open pane are taken by themselves.",
        ),
        _W.HAS_CHILDREN: (
            "有其他事件归并到它,不能这样办。请在主事件上继续。",
            "Other events were merged into it. Go on with it as the main event.",
        ),
        _W.NOT_GENERAL: (
            "只有一般事件可以网格自办。请交办。",
            "Only 一般 events are settled by the grid. Assign it.",
        ),
        _W.NOT_SELF_HANDLED: (
            "这类事件不能网格自办。请交办。",
            "The grid doesn't settle this kind itself. Assign it.",
        ),
        _W.CONSULTATION_PENDING: (
            "已提请会商,决定签署前不能交办。请等待指挥长。",
            "A consultation is proposed; nothing is assigned before it is decided. "
            "Wait for the commander.",
        ),
        _W.CONSULTATION_NOT_PROPOSED: (
            "还没有提请会商。请先提请。",
            "No consultation is proposed. Propose one first.",
        ),
        _W.CONSULTATION_NOT_DUE: (
            "没有需要自动提请会商的情形。",
            "Nothing calls for a consultation by itself.",
        ),
        _W.ALREADY_STATED: ("该会商方已经表态。", "This party has stated its position already."),
        _W.SIGNING_LIMIT_OVER: (
            "签收时限已过,不能退回。请签收,或向值班长说明。",
            "The signing limit is over, so it can't be returned. Sign it or tell the shift leader.",
        ),
        _W.RETURNED_OFTEN: (
            "已退回两次,不能再退。请签收,或提请会商。",
            "It was returned twice already. Sign it, or have a consultation proposed.",
        ),
        _W.NEVER_URGENT: ("紧急事件不能延期。", "Urgent events get no extension."),
        _W.EXTENDED_OFTEN: (
            "已延期两次,不能再延。请反馈现状。",
            "It was extended twice already. Feed back how it stands.",
        ),
        _W.EXTENSION_PENDING: (
            "已有延期申请待批。请等待批复。",
            "An extension is asked for already. Wait for the answer.",
        ),
        _W.NO_EXTENSION_ASKED: ("没有待批的延期申请。", "Nobody has asked for an extension."),
        _W.OWN_REQUEST: (
            "不能批自己的申请。请由他人批。",
            "Nobody grants the own request. Somebody else has to.",
        ),
        _W.EXTENSION_PAST: (
            "申请的日期已过。请重新申请。",
            "The date asked for has passed. It has to be asked for anew.",
        ),
        _W.NOT_YET: ("时间还没有到。", "It isn't time yet."),
        _W.HANDLER: (
            "办理人不能核查自己的工作。请由他人核查。",
            "Whoever handled it doesn't judge it. Somebody else has to.",
        ),
        _W.SAME_DEPARTMENT: (
            "核查要由未参与办理的部门进行。",
            "Another department than those involved has to verify.",
        ),
        _W.ALREADY_DRAFTED: ("上报区县的草稿已经有了。", "The escalation is drafted already."),
        _W.REOPENING_OVER: (
            "办结已超过 30 天,不能重启。请作为新事件上报。",
            "It was closed more than 30 days ago. Report it as a new event.",
        ),
        _W.ALREADY_RATED: ("您已经评价过。", "You have rated it already."),
        _W.NO_CALL_BACK: ("该事件不需要回访。", "No call-back is due."),
        _W.CALL_BACK_OPEN: ("还没有回访。请先回访上报人。", "The call-back is open. Call first."),
        _W.APPEAL_OPEN: ("申诉还没有裁定。请先裁定。", "An appeal is open. Decide it first."),
        _W.NO_APPEAL: ("没有待裁定的申诉。", "There is no appeal to decide."),
        _W.NOT_HASHED: (
            "附件还没有全部固化。请稍后再归档。",
            "Not all attachments are hashed yet. Archive it later.",
        ),
        _W.HIGHEST_GRADE: ("已是最高等级。", "It has the highest grade."),
        _W.LOWEST_GRADE: ("已是最低等级。", "It has the lowest grade."),
        _W.ALREADY_ARRIVED: ("已经登记到场。", "The arrival is noted already."),
        _W.PARENT_OPEN: ("主事件还没有办结。", "The main event is open."),
        _W.PARENT_CLOSED: ("主事件已经办结。", "The main event is closed."),
        _W.NO_SUPERVISION_PROPOSED: (
            "没有您可签发的督办建议。",
            "No supervision is proposed that you could sign.",
        ),
        _W.HIGHEST_SUPERVISION: ("已是最高督办级别。", "It is at the highest level."),
        _W.ALREADY_URGENT: ("已经加急。", "It is marked urgent already."),
        _W.NEEDS_PLACE: ("缺少位置。请给出定位或网格。", "The place is missing: position or grid."),
        _W.NEEDS_CONTENT: ("请填写文字或附照片。", "Give a text or a photo."),
        _W.NEEDS_KEY: ("缺少防重复的编号。", "The idempotency key is missing."),
        _W.NEEDS_REASON: ("请填写原因。", "Give a reason."),
        _W.NEEDS_LISTED_REASON: (
            "请从列表中选择原因:{reasons}",
            "Choose one of the listed reasons: {reasons}",
        ),
        _W.NEEDS_TEXT: ("请填写说明。", "Give a text."),
        _W.TOO_LONG: ("文字太长,最多 {most} 字。", "Too long: at most {most} characters."),
        _W.NEEDS_PARENT: ("请选择主事件。", "Choose the main event."),
        _W.PARENT_NOT_FIT: (
            "不能归并到 {parent}:须是本镇街未办结的另一事件。",
            "It can't be merged into {parent}: only into another open event of the same town.",
        ),
        _W.NEEDS_CONFIRMATION: ("请确认归并。", "Confirm the merge."),
        _W.NEEDS_LEAD: ("请选择牵头部门。", "Choose the lead department."),
        _W.LEAD_COOPERATES: (
            "{lead} 不能既牵头又配合。",
            "{lead} can't lead and co-operate at once.",
        ),
        _W.NEEDS_RULE: ("缺少分派规则。", "The routing rule is missing."),
        _W.NEEDS_OVERRIDE_REASON: (
            "与建议的牵头部门({routed})不同,请说明原因。",
            "The rule names another lead ({routed}): say why.",
        ),
        _W.NEEDS_PLATFORMS: ("至少选择 {least} 个平台。", "Choose at least {least} platforms."),
        _W.NEEDS_PARTIES: (
            "请选择尚未邀请的平台或部门。",
            "Choose platforms or departments that aren't invited yet.",
        ),
        _W.NEEDS_STANCE: ("请表态:同意或反对。", "Say whether the party agrees or objects."),
        _W.NEEDS_OBJECTION: ("反对须说明理由。", "An objection needs its reason."),
        _W.NEEDS_LIMIT: ("请填写办结时限。", "Give the limit for closing."),
        _W.NEEDS_MEASURES: ("请填写措施。", "Give the measures."),
        _W.NEEDS_SIGNATURE: (
            "会商决定须由指挥长输入密码签名。",
            "The decision is signed by the commander with the password.",
        ),
        _W.STANCES_MISSING: (
            "表态与缺席不符:{parties}。未表态的请等待或记为缺席。",
            "Positions and absences don't fit: {parties}. Wait for who is missing, "
            "or note them as absent.",
        ),
        _W.NEEDS_OTHER_OWNER: ("请写明应由哪个部门办。", "Name another department."),
        _W.NEEDS_PERSON: ("请选择人员。", "Choose somebody."),
        _W.ALREADY_SENT: ("已经派过:{people}", "Sent already: {people}"),
        _W.NEEDS_DEPARTMENTS: (
            "请选择尚未涉及的部门。",
            "Choose departments that aren't part of it yet.",
        ),
        _W.NEEDS_DATE: ("请给出新的日期。", "Give the new date."),
        _W.DATE_PAST: ("日期已过。请选以后的日期。", "The date has passed. Choose a later one."),
        _W.EXTENSION_HALF: (
            "每次延期不超过时限的一半。请选更早的日期。",
            "An extension is at most half of the limit. Choose an earlier date.",
        ),
        _W.EXTENSION_DAYS: (
            "每次延期不超过 {days} 天。请选更早的日期。",
            "An extension is at most {days} days. Choose an earlier date.",
        ),
        _W.NEEDS_RESULT: ("请填写处置结果。", "Give the result."),
        _W.NEEDS_AFTER_PHOTO: (
            "请附处置后的照片,或说明没有的原因。",
            "Add a photo of afterwards, or say why there is none.",
        ),
        _W.NEEDS_EVIDENCE_SEEN: ("请先查看证据。", "Look at the evidence first."),
        _W.REWORK_TIME: (
            "剩余时限不足 {share}。返工须同时给予时间。",
            "Less than {share} of the limit is left: grant time with the rework.",
        ),
        _W.NEEDS_WAY_BACK: (
            "请选择退回处置还是核查。",
            "Choose whether it comes back to handling or to verifying.",
        ),
        _W.NEEDS_STARS: ("请给 1 到 {most} 星。", "Give 1 to {most} stars."),
        _W.NEEDS_ANSWER: ("请选择是或否。", "Say yes or no."),
        _W.NEEDS_HIGHER_GRADE: (
            "请选择高于「{grade}」的等级。",
            "Choose a grade above {grade}.",
        ),
        _W.NEEDS_LOWER_GRADE: (
            "请选择低于「{grade}」的等级。",
            "Choose a grade below {grade}.",
        ),
        _W.NEEDS_OTHER_SUBCATEGORY: (
            "请选择与现在({subcategory})不同的小类。",
            "Choose a subcategory other than the present one ({subcategory}).",
        ),
        _W.NEEDS_LEVEL: ("请选择督办级别。", "Choose the level of supervision."),
        _W.ONLY_UPWARD: (
            "督办只升不降,现为「{level}」。",
            "Supervision only goes up; it is at {level}.",
        ),
        _W.LEVEL_NOT_PROPOSED: ("没有「{level}」的督办建议。", "{level} isn't proposed."),
        _W.LEVEL_NOT_YOURS: (
            "「{level}」须由更高岗位签发。",
            "{level} is signed by a higher role.",
        ),
        **TABLE_TEXTS,
    }
)
