"""Reports in Chinese become a kind, a grade and a way, with the words that made them."""

from __future__ import annotations

import copy
import json
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.classification import (
    Classification,
    ConsultReason,
    Context,
    Doubt,
    Effect,
    Model,
    RulesError,
    Sensitive,
    classify,
    parse_language,
    parse_model,
    parse_rules,
    silent_rows,
    train,
    why,
)
from backend.domain.classification.numbers import people
from backend.domain.classification.phrases import Spotter, Standing, standing
from backend.domain.classification.text import MAX_CHARACTERS, read
from backend.domain.taxonomy import Taxonomy, parse_taxonomy
from backend.domain.words import Grade, Platform

ROOT = Path(__file__).parents[3]
DATA = ROOT / "backend/data"


def load(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def town() -> tuple[Taxonomy, Model]:
    taxonomy = parse_taxonomy(load("taxonomy.json"))
    rules = parse_rules(
        load("grading_rules.json"), load("upgrade_rules.json"), load("routing_rules.json")
    )
    seed = [(row["text"], row["subcategory"]) for row in lines(DATA / "training_reports.jsonl")]
    return taxonomy, train(taxonomy, seed, parse_language(load("language.json")), rules)


def ask(text: str, context: Context | None = None) -> Classification:
    taxonomy, model = town()
    return classify(text, taxonomy, model, context)


def fired(result: Classification) -> dict[str, Effect]:
    return {trigger.code: trigger.effect for trigger in result.grading.triggers}


FIRES = ("着火了", "🔥🔥", "著火了!快來", "zhaohuo le", "着伙了着伙了")


class TestGoldenCases:
    def test_slaughter_goes_to_the_agriculture_office(self) -> None:
        result = ask("有村民在出租房内屠宰家禽,数量不少")
        assert result.subcategory == "0501"
        assert result.routing.lead_platform is Platform.MARKET
        assert result.routing.lead_dept == "农业农村办"
        assert "市场监管分局" in result.routing.coop
        assert result.routing.consultation_proposed
        assert result.routing.paper == "整改通知书"
        assert result.routing.rule_id == "slaughter"
        assert result.routing.rule_words is not None
        assert result.routing.rule_words.text == "屠宰"

    def test_hidden_fumes_are_settled_by_three_platforms(self) -> None:
        result = ask("饭店晚上偷排油烟")
        assert result.subcategory == "0601"
        assert result.routing.consult_reasons == (ConsultReason.RULE,)
        assert len(set(result.routing.consult_platforms)) == 3

    def test_open_fumes_need_no_consultation(self) -> None:
        result = ask("楼下烧烤店油烟很大,影响我家")
        assert result.subcategory == "0601"
        assert not result.routing.consultation_proposed

    def test_pyramid_selling_is_settled_by_three_platforms(self) -> None:
        result = ask("有人组织传销")
        assert result.subcategory == "0504"
        assert len(set(result.routing.consult_platforms)) == 3

    @pytest.mark.parametrize("text", ["路口发生交通事故", "交通事故", "车祸"])
    def test_an_accident_is_urgent(self, text: str) -> None:
        result = ask(text)
        assert (result.subcategory, result.grade) == ("0302", Grade.URGENT)
        assert result.routing.lead_dept == "交警中队"

    @pytest.mark.parametrize("text", FIRES)
    def test_fire_is_urgent(self, text: str) -> None:
        result = ask(text)
        assert (result.subcategory, result.grade) == ("0301", Grade.URGENT)


class TestWhatIsClaimed:
    @pytest.mark.parametrize(
        ("text", "word", "expected"),
        [
            ("没有人受伤", "受伤", Standing.NEGATED),
            ("没着火", "着火", Standing.NEGATED),
            ("不是打架,是唱戏", "打架", Standing.NEGATED),
            ("有没有人受伤还不知道", "受伤", Standing.ASKED),
            ("请问着火了打什么电话", "着火", Standing.ASKED),
            ("受伤了吗", "受伤", Standing.ASKED),
            ("万一着火就完了", "着火", Standing.SUPPOSED),
            ("去年这里着火,死了人", "着火", Standing.PAST),
            ("上次着火,今天又着火", "着火", Standing.CLAIMED),
            ("着火了,已经扑灭", "着火", Standing.ENDED),
            ("着火了", "着火", Standing.CLAIMED),
            ("没多久就着火了", "着火", Standing.CLAIMED),
            ("没人管,老人受伤了", "受伤", Standing.CLAIMED),
        ],
    )
    def test_standing(self, text: str, word: str, expected: Standing) -> None:
        place = Spotter([word]).spot(text)[word][-1]
        assert standing(text, place) is expected

    def test_what_is_denied_raises_nothing(self) -> None:
        denied = ask("两辆车追尾,没有人受伤,没有人被困")
        claimed = ask("两辆车追尾,有人受伤,有人被困")
        assert "trapped" not in fired(denied)
        assert fired(claimed)["trapped"] is Effect.LIFE_NOW
        assert "受伤" in [words.text for words in denied.denied]

    def test_denied_only_is_left_to_a_person(self) -> None:
        result = ask("没有着火,没有打架")
        assert result.subcategory == "1004"
        assert result.grade is Grade.GENERAL

    def test_a_drill_is_marked(self) -> None:
        assert ask("消防演练:幸福小区3幢起火").is_drill
        assert not ask("幸福小区3幢起火").is_drill


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三个人受伤", 3, 3),
        ("来了十几个人", 11, 19),
        ("30多人围着", 31, 39),
        ("两个工人倒下", 2, 2),
        ("二三十号人", 20, 30),
        ("七八个人", 7, 8),
        ("五十人", 50, 50),
        ("一百二十名工人", 120, 120),
        ("30人", 30, 30),
        ("好几个人", 3, 9),
        ("两百多个业主", 201, 299),
        ("几十个村民", 20, 90),
        ("十来个人", 10, 15),
        ("二十几户人家", 21, 29),
    ],
)
def test_people_are_counted(text: str, low: int, high: int) -> None:
    (count,) = people(read(text, town()[1].language).plain)
    assert (count.low, count.high) == (low, high)


@pytest.mark.parametrize(
    "text", ["半个小时", "三个月没发", "三十公里", "两个垃圾桶", "人行道", "五楼"]
)
def test_things_are_no_people(text: str) -> None:
    assert people(read(text, town()[1].language).plain) == ()


class TestGrade:
    @pytest.mark.parametrize(
        "text",
        [
            "有人持刀在超市里乱砍",
            "小孩掉进河里了",
            "工人昏迷在池子里",
            "有人站在楼顶要跳楼",
            "家里闻到很重的煤气味",
            "民工爬上塔吊讨薪",
        ],
    )
    def test_life_in_danger_is_urgent_at_once(self, text: str) -> None:
        result = ask(text)
        assert result.grade is Grade.URGENT
        triggers = result.grading.triggers
        assert any(one.words is not None for one in triggers) or result.grading.default == 4

    @pytest.mark.parametrize(
        "text",
        [
            "老板不答应给我们结工资",
            "老板失联了,工资没着落",
            "投诉了好几次一直没反应",
            "安置房盖了一半就没动静了",
            "车子被堵在小区里出不来",
            "楼顶落水管坏了",
            "活动室门打不开",
            "老大火锅店油烟扰民",
            "自行车锁在楼道里没人管",
            "审批一直办不下来",
            "工地的钢管堆在路边",
        ],
    )
    def test_words_that_only_sound_like_danger(self, text: str) -> None:
        assert Effect.LIFE_NOW not in fired(ask(text)).values()

    def test_the_row_names_the_grade(self) -> None:
        assert ask("路上井盖破了,有点响").grade is Grade.LARGER
        raised = ask("路中间井盖没了")
        assert raised.grade is Grade.URGENT
        assert fired(raised)["row_sentence"] is Effect.ROW

    def test_the_context_raises_by_one_step_each_and_two_at_most(self) -> None:
        text = "楼下麻将馆搓麻将声音很吵,影响休息"
        night = Context(local_time=time(23, 30))
        school = Context(local_time=time(23, 30), distances_m={Sensitive.SCHOOL: 120})
        often = Context(time(5, 59), {Sensitive.SCHOOL: 120}, same_place_7_days=3)
        assert ask(text).grade is Grade.GENERAL
        assert ask(text, night).grade is Grade.LARGER
        assert ask(text, school).grade is Grade.MAJOR
        third = ask(text, often)
        assert third.grade is Grade.MAJOR
        assert fired(third)["same_place"] is Effect.NONE

    @pytest.mark.parametrize(
        ("context", "raises"),
        [
            (Context(local_time=time(6)), False),
            (Context(local_time=time(22)), True),
            (Context(distances_m={Sensitive.HOSPITAL: 200.0}), True),
            (Context(distances_m={Sensitive.HOSPITAL: 200.5}), False),
            (Context(same_place_7_days=2), False),
            (Context(same_place_7_days=3), True),
        ],
    )
    def test_the_edges_of_the_context(self, context: Context, raises: bool) -> None:
        result = ask("楼下麻将馆搓麻将声音很吵,影响休息", context)
        assert (result.grade is Grade.LARGER) == raises

    def test_a_fact_counts_once(self) -> None:
        result = ask("工地上十几个农民工围着项目部讨薪")
        assert result.subcategory == "0102"
        assert result.grade is Grade.MAJOR
        assert fired(result)["gathering"] is Effect.NONE

    def test_thirty_people_are_reported_up(self) -> None:
        assert ask("镇政府门口聚集了三十多人上访").grading.report_up
        assert not ask("镇政府门口聚集了十几个人上访").grading.report_up

    def test_rules_of_another_sentence_stay_silent(self) -> None:
        data = load("taxonomy.json")
        for row in data["subcategories"]:
            row["upgrade"] += "(本镇)"
        taxonomy = parse_taxonomy(data)
        result = classify("路中间井盖没了", taxonomy, town()[1])
        assert "row_sentence" not in fired(result)

    def test_every_row_has_its_own_sentence_as_rules(self) -> None:
        taxonomy, model = town()
        assert silent_rows(model.rules, taxonomy) == ()

    def test_rows_with_another_sentence_are_named(self) -> None:
        data = load("taxonomy.json")
        data["subcategories"][3]["upgrade"] = "跨县→重大"
        assert silent_rows(town()[1].rules, parse_taxonomy(data)) == ("0104",)

    def test_a_row_may_turn_into_another_kind(self) -> None:
        result = ask("水库大坝出现管涌,坝脚冒浑水")
        assert result.subcategory == "0903"
        assert (result.grading.becomes, result.grade) == ("0303", Grade.URGENT)


class TestWay:
    def test_without_an_owner_or_returned_twice_platforms_settle_it(self) -> None:
        text = "路灯坏了好几天"
        assert not ask(text).routing.consultation_proposed
        orphan = ask(text, Context(has_owner=False, times_returned=2)).routing
        assert orphan.consult_reasons == (
            ConsultReason.NO_OWNER,
            ConsultReason.RETURNED_TWICE,
        )

    @pytest.mark.parametrize(
        ("text", "doubt"),
        [
            ("", Doubt.TOO_LITTLE),
            ("😀😀", Doubt.TOO_LITTLE),
            ("祝大家节日快乐,辛苦了", Doubt.NO_MATTER),
        ],
    )
    def test_unsure_is_left_to_a_person(self, text: str, doubt: Doubt) -> None:
        result = ask(text)
        assert (result.subcategory, result.doubt) == ("1004", doubt)
        assert result.routing.lead_dept == "综合信息指挥室"


class TestReading:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("樓頂冒煙", "楼顶冒烟"),
            ("KTV吵", "ktv吵"),
            ("两公婆吵相骂", "两公婆吵架"),
            ("打相打", "打架"),
            ("屋里厢落雨", "家里下雨"),
            ("渣士车", "渣土车"),
            ("小囡寻不着", "小孩找不到"),
            ("着\u200b火", "着火"),
            ("dianti坏了", "电梯坏了"),
            ("mydianti", "mydianti"),
        ],
    )
    def test_one_spelling(self, text: str, plain: str) -> None:
        assert read(text, town()[1].language).plain == plain

    def test_reasons_quote_the_very_words(self) -> None:
        text = "我屋裡廂樓上有人拿著菜刀打相打"
        result = ask(text)
        quoted = [one.words for one in result.grading.triggers if one.words is not None]
        assert quoted
        for words in (*quoted, *result.evidence):
            assert text[words.start : words.end] == words.text
        assert any("菜刀" in words.text for words in quoted)

    def test_only_the_beginning_of_an_endless_text_counts(self) -> None:
        noise = "唔" * MAX_CHARACTERS
        assert ask(noise + "着火了").subcategory == "1004"
        assert len(read(noise * 3, town()[1].language).plain) == MAX_CHARACTERS


SNIPPETS = st.sampled_from(
    [
        "着火",
        "没有",
        "三十多人",
        "受伤",
        "~",
        "{sentence}",
        "。",
        "吗",
        "煤气味",
        "𠮷",
        "é",
        "ﬁ",
        "\n",
        "🔥",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SNIPPETS | st.text(max_size=6), max_size=12).map("".join))
def test_any_text_has_an_answer_and_quotes_itself(text: str) -> None:
    taxonomy, _ = town()
    result = ask(text)
    assert result == ask(text)
    assert result.subcategory in taxonomy.subcategories
    assert sum(one.score for one in result.best) <= 1 + 1e-9
    places = [one.words for one in result.grading.triggers if one.words is not None]
    for words in (*places, *result.evidence, *result.denied):
        assert text[words.start : words.end] == words.text
    assert all(sentence.zh and sentence.en for sentence in why(result, taxonomy))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["楼下很吵", "垃圾没人收", "路灯坏了", "老板欠薪", "两人打架"]),
    st.integers(0, 23),
    st.integers(0, 400),
    st.integers(1, 5),
)
def test_more_context_never_lowers_a_grade(text: str, hour: int, metres: int, times: int) -> None:
    context = Context(time(hour), {Sensitive.SCHOOL: metres}, times)
    assert ask(text, context).grade >= ask(text).grade


class TestLearning:
    TEXT = "水塔边的铁皮屋里有人养了几十只信鸽扑腾"

    def test_a_correction_is_learned(self) -> None:
        taxonomy, model = town()
        better = model.corrected(self.TEXT, "0603").corrected(self.TEXT, "0603")
        assert classify(self.TEXT, taxonomy, better).subcategory == "0603"
        assert model == town()[1]
        with pytest.raises(KeyError):
            model.corrected(self.TEXT, "9999")

    def test_the_order_of_corrections_does_not_matter(self) -> None:
        _, model = town()
        one = model.corrected("甲乙丙", "0101").corrected("乙丙丁", "0202")
        other = model.corrected("乙丙丁", "0202").corrected("甲乙丙", "0101")
        assert json.dumps(one.to_json()) == json.dumps(other.to_json())

    def test_what_was_learned_survives_json(self) -> None:
        taxonomy, model = town()
        learned = model.corrected(self.TEXT, "0603")
        data = json.loads(json.dumps(learned.to_json(), ensure_ascii=False))
        back = parse_model(data, taxonomy, model.language, model.rules)
        assert back.to_json() == learned.to_json()
        assert classify(self.TEXT, taxonomy, back) == classify(self.TEXT, taxonomy, learned)

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"version": 1, "ngrams": {"totals": {}, "counts": {}}},
            {"version": 1, "ngrams": {"totals": {"0101": -1}, "counts": {}}},
            {"version": 1, "ngrams": {"totals": {"0101": 1}, "counts": {"a": {"0202": 1}}}},
            {"version": 2, "ngrams": {}},
        ],
    )
    def test_a_broken_model_is_refused(self, data: dict[str, object]) -> None:
        taxonomy, model = town()
        with pytest.raises(ValueError, match=r"\S"):
            parse_model(data, taxonomy, model.language, model.rules)


def test_every_fault_of_the_rules_is_named() -> None:
    upgrades = copy.deepcopy(load("upgrade_rules.json"))
    upgrades["subcategories"]["0101"]["rules"][0]["to"] = "急"
    upgrades["subcategories"]["0102"]["rules"][0]["people"] = "十"
    routing = copy.deepcopy(load("routing_rules.json"))
    routing["rules"][0]["consult"] = ["XX"]
    with pytest.raises(RulesError) as caught:
        parse_rules({"version": "1"}, upgrades, routing)
    paths = [path for path, _ in caught.value.faults]
    for path in (
        "grading.life_now",
        "upgrades.0101.rules[0].to",
        "upgrades.0102.rules[0].people",
        "routing.rules[0].consult",
    ):
        assert path in paths


class TestMeasuredReports:
    """The reports that `benchmarks/classification.py` measures by."""

    REPORTS = lines(ROOT / "benchmarks/reports.jsonl")

    def test_training_texts_share_no_sentence_with_them(self) -> None:
        length = 10
        trained = {
            row["text"][at : at + length]
            for row in lines(DATA / "training_reports.jsonl")
            for at in range(len(row["text"]) - length + 1)
        }
        shared = [
            row["text"]
            for row in self.REPORTS
            if any(
                row["text"][at : at + length] in trained
                for at in range(len(row["text"]) - length + 1)
            )
        ]
        assert shared == []

    def test_no_clear_urgent_one_is_missed(self) -> None:
        missed = [
            row["text"]
            for row in self.REPORTS
            if row["clear_urgent"] and ask(row["text"]).grade is not Grade.URGENT
        ]
        assert missed == []
