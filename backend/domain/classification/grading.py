"""The grade of a report: the row's default, its own sentence, general raises, life in danger.

Where the town's rules are silent: a fact counts once (what the row's sentence has counted raises
no second time); general raises together add at most two steps; only words that the report claims
of now count, not denied, asked, imagined or past ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time

from backend.domain.classification.numbers import Count, people
from backend.domain.classification.phrases import Place, Standing, standing
from backend.domain.classification.records import (
    Context,
    Effect,
    Grading,
    Sensitive,
    Trigger,
)
from backend.domain.classification.rules import MOST_RAISED, Raise, Rules, UpgradeRule
from backend.domain.classification.text import Reading
from backend.domain.taxonomy import Subcategory
from backend.domain.words import Grade

NEAR_M = 200.0
NIGHT_FROM = time(22)
NIGHT_TO = time(6)
OFTEN_IN_7_DAYS = 3
COUNT_REACH = 14
"""Characters between a count of people and what happened to them or what they do."""

_NEAR_CODES: Mapping[Sensitive, str] = {
    Sensitive.SCHOOL: "near_school",
    Sensitive.HOSPITAL: "near_hospital",
    Sensitive.PETROL_STATION: "near_petrol_station",
}


@dataclass(frozen=True, slots=True)
class Findings:
    """What a reading has for the rules: phrases by place, and counts of people."""

    reading: Reading
    spotted: Mapping[str, tuple[Place, ...]]
    counts: tuple[Count, ...] = field(default=())

    @classmethod
    def of(cls, reading: Reading, spotted: Mapping[str, tuple[Place, ...]]) -> Findings:
        """Return the findings of a reading whose phrases have been spotted."""
        return cls(reading, spotted, people(reading.plain))

    def claimed(self, phrases: Iterable[str]) -> Place | None:
        """Return the first place where one of the phrases is claimed of now."""
        places = [
            place
            for phrase in phrases
            for place in self.spotted.get(phrase, ())
            if standing(self.reading.plain, place) is Standing.CLAIMED
        ]
        return min(places, default=None)

    def crowd(self, least: int, near: Iterable[str] | None) -> tuple[Count, Place] | None:
        """Return a count of at least so many people, with one of `near` close by if given."""
        for count in self.counts:
            place = Place(count.start, count.end)
            if count.low < least or standing(self.reading.plain, place) is not Standing.CLAIMED:
                continue
            if near is None or any(self._close(count, word) for word in near):
                return count, place
        return None

    def _close(self, count: Count, word: str) -> bool:
        return any(
            place.start <= count.end + COUNT_REACH
            and place.end >= count.start - COUNT_REACH
            and not standing(self.reading.plain, place).is_denied
            for place in self.spotted.get(word, ())
        )


def grade(
    findings: Findings, row: Subcategory, rules: Rules, context: Context, *, is_certain: bool
) -> Grading:
    """Return the grade of a report of a kind; of an uncertain kind the row's sentence is silent."""
    life = [*_fired(findings, rules.life_now, Effect.LIFE_NOW)]
    general = [*_fired(findings, rules.raises, Effect.STEP), *_from_context(context)]
    general = _once(general)
    own = _own(findings, row, rules, {one.code for one in (*life, *general)}) if is_certain else ()
    answered = {code for rule, _ in own for code in rule.answers}
    start = max([row.default_grade, *(rule.to for rule, _ in own)])
    counted, steps = _counted(general, answered)
    reached = min(Grade.URGENT, start + steps)
    return Grading(
        grade=Grade.URGENT if life else Grade(reached),
        default=row.default_grade,
        triggers=(*life, *(trigger for _, trigger in own), *counted),
        report_up=any(rule.report_up for rule, _ in own) or _reports_up(findings, rules),
        becomes=next((rule.becomes for rule, _ in own if rule.becomes), None),
    )


def _fired(findings: Findings, raises: Iterable[Raise], effect: Effect) -> Iterator[Trigger]:
    for one in raises:
        if one.people is not None:
            found = findings.crowd(one.people, one.near)
            if found is not None:
                words = findings.reading.words(found[1].start, found[1].end)
                yield Trigger(one.code, effect, words, {"people": found[0].low})
            continue
        place = findings.claimed(one.phrases)
        if place is not None:
            yield Trigger(one.code, effect, findings.reading.words(place.start, place.end))


def _from_context(context: Context) -> Iterator[Trigger]:
    for kind, metres in sorted(context.distances_m.items()):
        if metres <= NEAR_M:
            yield Trigger(_NEAR_CODES[kind], Effect.STEP, None, {"metres": round(metres)})
    now = context.local_time
    if now is not None and (now >= NIGHT_FROM or now < NIGHT_TO):
        yield Trigger("night", Effect.STEP, None, {"time": now.strftime("%H:%M")})
    if context.same_place_7_days >= OFTEN_IN_7_DAYS:
        yield Trigger("same_place", Effect.STEP, None, {"times": context.same_place_7_days})


def _once(triggers: Iterable[Trigger]) -> list[Trigger]:
    """Keep the first of each code: a distance and a word for the same school are one fact."""
    kept: dict[str, Trigger] = {}
    for trigger in triggers:
        kept.setdefault(trigger.code, trigger)
    return list(kept.values())


def _own(
    findings: Findings, row: Subcategory, rules: Rules, fired: set[str]
) -> list[tuple[UpgradeRule, Trigger]]:
    upgrade = rules.upgrades.get(row.code)
    if upgrade is None or upgrade.sentence != row.upgrade:
        return []  # the town has another sentence than the one these rules were made from
    found = []
    for rule in upgrade.rules:
        trigger = _upgrade_trigger(findings, rule, fired, row.upgrade)
        if trigger is not None:
            found.append((rule, trigger))
    return found


def _upgrade_trigger(
    findings: Findings, rule: UpgradeRule, fired: set[str], sentence: str
) -> Trigger | None:
    facts: dict[str, str | int | float] = {"sentence": sentence, "to": rule.to.zh}
    place = findings.claimed(rule.phrases)
    crowd = None if rule.people is None else findings.crowd(rule.people, None)
    if crowd is not None:
        facts["people"] = crowd[0].low
    by_code = next((code for code in rule.triggers if code in fired), None)
    if rule.both and (place is None or crowd is None):
        return None
    if place is None and crowd is not None:
        place = crowd[1]
    if place is None and by_code is None and not rule.always:
        return None
    words = None if place is None else findings.reading.words(place.start, place.end)
    if by_code is not None:
        facts["by"] = by_code
    return Trigger("row_sentence", Effect.ROW, words, facts)


def _counted(general: Iterable[Trigger], answered: set[str]) -> tuple[list[Trigger], int]:
    counted: list[Trigger] = []
    steps = 0
    for trigger in general:
        counts = trigger.code not in answered and steps < MOST_RAISED
        steps += counts
        effect = Effect.STEP if counts else Effect.NONE
        counted.append(Trigger(trigger.code, effect, trigger.words, trigger.facts))
    return counted, steps


def _reports_up(findings: Findings, rules: Rules) -> bool:
    return any(
        one.report_up_people is not None
        and findings.crowd(one.report_up_people, one.near) is not None
        for one in rules.raises
    )
