"""Why a report was classified, graded and routed as it was, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from backend.domain.classification.records import Classification, Effect, Trigger
from backend.domain.taxonomy import Taxonomy
from backend.domain.words import Platform

_PLATFORMS: Final[Mapping[Platform, tuple[str, str]]] = {
    Platform.GOVERNANCE: ("综治工作", "public order"),
    Platform.MARKET: ("市场监管", "market supervision"),
    Platform.ENFORCEMENT: ("综合执法", "law enforcement"),
    Platform.SERVICE: ("便民服务", "public service"),
}
_GRADES_EN: Final[Mapping[str, str]] = {
    "一般": "general",
    "较大": "larger",
    "重大": "major",
    "紧急": "urgent",
}
_TRIGGERS: Final[Mapping[str, tuple[str, str]]] = {
    "trapped": ("有人被困或身陷险境", "people are trapped or in peril"),
    "unconscious": ("有人昏迷或没有反应", "somebody is unconscious"),
    "bleeding": ("有人大量出血", "somebody bleeds badly"),
    "armed": ("有人持械", "somebody is armed"),
    "on_height": ("有人在高处或有轻生举动", "somebody is on a height or may take their life"),
    "gas_indoors": ("室内闻到燃气", "gas is smelled indoors"),
    "fire_now": ("正在着火", "something burns"),
    "explosion_now": ("发生爆炸", "something has exploded"),
    "missing": ("有人失踪", "somebody is missing"),
    "death_or_serious_injury": ("有死亡或重伤", "death or serious injury"),
    "alone": ("涉及独处的老人或儿童", "old people or children alone"),
    "injured": ("{people}人以上受伤或不适", "{people} or more injured or ill"),
    "gathering": ("{people}人以上聚集", "{people} or more people gathering"),
    "weapon": ("涉及器械", "a weapon"),
    "gas_or_chemicals": ("涉及燃气或危险化学品", "gas or chemicals"),
    "near_school": ("靠近学校", "near a school"),
    "near_hospital": ("靠近医院", "near a hospital"),
    "near_petrol_station": ("靠近加油站", "near a petrol station"),
    "spreading": ("正在蔓延扩大", "it is spreading"),
    "main_road": ("主要道路受阻", "a main road is blocked"),
    "night": ("夜间({time})", "at night ({time})"),
    "same_place": ("同一地点七天内第{times}次", "number {times} at this place in 7 days"),
    "row_sentence": ("分类规定“{sentence}”", "the dictionary says “{sentence}”"),
}
_EFFECTS: Final[Mapping[Effect, tuple[str, str]]] = {
    Effect.LIFE_NOW: ("生命正受威胁,直接定为紧急", "life is in danger now: urgent at once"),
    Effect.ROW: ("定为{to}", "raised to {to_en}"),
    Effect.STEP: ("升一级", "up one step"),
    Effect.NONE: ("不再重复升级", "not counted again"),
}
_DOUBTS: Final[Mapping[str, tuple[str, str]]] = {
    "too_little": ("内容太少,无法判断,转人工研判", "too little to go by: a person decides"),
    "too_close": ("几类都有可能,转人工研判", "several kinds are as likely: a person decides"),
    "no_matter": ("未见可办理的事项,转人工研判", "no matter to handle in it: a person decides"),
}
_CONSULTS: Final[Mapping[str, tuple[str, str]]] = {
    "rule": ("此类事项需要多平台共同处置", "such a matter needs several platforms"),
    "no_owner": ("没有明确的责任部门", "no department owns it"),
    "returned_twice": ("已被退回两次", "it has been returned twice"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One reason in both languages."""

    zh: str
    en: str


def why(result: Classification, taxonomy: Taxonomy) -> tuple[Sentence, ...]:
    """Return the reasons for kind, grade, way and consultation, in this order."""
    return (
        *_kind(result, taxonomy),
        *_grade(result),
        *_way(result),
        *_consultation(result),
    )


def _kind(result: Classification, taxonomy: Taxonomy) -> list[Sentence]:
    row, first = taxonomy.get(result.subcategory), result.best[0]
    percent = round(first.score * 100)
    words = "、".join(f"“{one.text}”" for one in result.evidence)
    said = []
    if result.doubt is not None:
        said.append(Sentence(*_DOUBTS[result.doubt]))
        likely = [taxonomy.get(one.code) for one in result.best]
        said.append(
            Sentence(
                "最接近的是:" + "、".join(one.zh for one in likely),
                "nearest: " + "; ".join(one.en for one in likely),
            )
        )
    elif words:
        said.append(
            Sentence(
                f"依据{words}判断为{row.zh}(把握{percent}%)",
                f"{words} speak for {row.en} ({percent}% sure)",
            )
        )
    if result.denied:
        denied = "、".join(f"“{one.text}”" for one in result.denied)
        said.append(
            Sentence(f"{denied}被否认或只是询问、假设,不计", f"{denied}: denied or only asked")
        )
    if result.is_drill:
        said.append(Sentence("文字提到演练", "the text speaks of a drill"))
    return said


def _grade(result: Classification) -> list[Sentence]:
    grading = result.grading
    said = [
        Sentence(
            f"默认等级{grading.default.zh},定为{grading.grade.zh}",
            f"default grade {_GRADES_EN[grading.default.zh]}, graded {_grade_en(result)}",
        )
    ]
    said.extend(_trigger(trigger) for trigger in grading.triggers)
    if grading.report_up:
        said.append(Sentence("需要上报", "to be reported up"))
    return said


def _grade_en(result: Classification) -> str:
    return _GRADES_EN[result.grade.zh]


def _trigger(trigger: Trigger) -> Sentence:
    facts: dict[str, object] = dict(trigger.facts)
    facts["to_en"] = _GRADES_EN.get(str(facts.get("to")), "")
    zh, en = _TRIGGERS.get(trigger.code, (trigger.code, trigger.code))
    effect_zh, effect_en = _EFFECTS[trigger.effect]
    if "metres" in facts:
        zh, en = f"{zh}({facts['metres']}米)", f"{en} ({facts['metres']} m)"
    quoted = "" if trigger.words is None else f"“{trigger.words.text}”"
    return Sentence(
        f"{quoted}{_filled(zh, facts)}:{_filled(effect_zh, facts)}",
        f"{quoted} {_filled(en, facts)}: {_filled(effect_en, facts)}".strip(),
    )


def _filled(text: str, facts: Mapping[str, object]) -> str:
    """Fill in facts; a town's own trigger may lack one."""
    for name, value in facts.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def _way(result: Classification) -> list[Sentence]:
    routing = result.routing
    zh, en = _PLATFORMS[routing.lead_platform]
    quoted = "" if routing.rule_words is None else f"“{routing.rule_words.text}”:"
    coop = "、".join(routing.coop)
    return [
        Sentence(
            f"{quoted}{zh}平台牵头,{routing.lead_dept}主办" + (f",{coop}协同" if coop else ""),
            f"{quoted}{en} platform leads, {routing.lead_dept} handles"
            + (f", with {coop}" if coop else ""),
        )
    ]


def _consultation(result: Classification) -> list[Sentence]:
    routing = result.routing
    if not routing.consultation_proposed:
        if result.doubt is not None:
            return []
        return [Sentence("不提议会商:单一部门可以处置", "no consultation: one department can")]
    reasons = [_CONSULTS[reason] for reason in routing.consult_reasons]
    platforms = [_PLATFORMS[one] for one in routing.consult_platforms]
    zh = "、".join(one for one, _ in reasons)
    en = "; ".join(one for _, one in reasons)
    with_zh = f"({'、'.join(one for one, _ in platforms)})" if platforms else ""
    with_en = f" ({', '.join(one for _, one in platforms)})" if platforms else ""
    return [Sentence(f"提议会商{with_zh}:{zh}", f"consultation proposed{with_en}: {en}")]
