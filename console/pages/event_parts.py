"""What the parts of an event say, in the language chosen now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QCoreApplication

from backend_client.consult_table import ON_TABLE
from backend_client.records import Clock, Entry, Event, Reason, Same, WhoToSend
from console.pages.action_words import standing_lines
from console.pages.event_words import (
    action_words,
    clock_words,
    grade_words,
    platform_words,
    role_words,
    source_word,
    status_words,
    time_words,
)
from widgets.candidate_list import CandidateLook

translate = QCoreApplication.translate
MOST_SHOWN = 60


def fact_words(event: Event, zone: tzinfo, names: Mapping[str, str]) -> str:
    """What was reported, where, by whom and how."""
    facts = event.facts
    reporters = "、".join(names.get(one, one) for one in facts.get("reporters", ()))
    at = datetime.fromisoformat(facts["reported_at"].replace("Z", "+00:00")).astimezone(zone)
    place = " ".join(part for part in (facts.get("grid"), event.address) if part)
    where = "" if event.position is None else "{lon:.5f}, {lat:.5f}".format(**event.position)
    source = source_word(str(facts.get("source", "")), event.channel)
    lines = [
        ("", event.text if event.text != event.title else ""),
        (translate("EventParts", "Where"), f"{place}   {where}".strip()),
        (translate("EventParts", "Who"), f"{reporters} · {source} · {at:%m-%d %H:%M:%S}"),
        (translate("EventParts", "Camera"), event.camera or ""),
    ]
    if facts.get("lead"):
        told = "、".join([facts["lead"], *facts.get("cooperating", ())])
        lines.append((translate("EventParts", "Told"), told))
    lines += standing_lines(facts, zone)
    return "\n".join(f"{word}  {text}".strip() for word, text in lines if text)


def proposal_words(event: Event, kinds: Mapping[str, str], language: str) -> str:
    """How the program understood the report, and why."""
    code = (event.facts.get("subcategory") or {}).get("code", "")
    proposal = event.proposal or {}
    grade = grade_words().get(event.grade, "")
    platform = platform_words().get(event.platform or "", "")
    head = " · ".join(part for part in (kinds.get(code, code), grade, platform) if part)
    lines = [head]
    why = proposal.get("why_zh" if language.startswith("zh") else "why_en") or ()
    lines += [f"· {one}" for one in why]
    if not proposal.get("is_sure", True):
        lines.append(translate("EventParts", "■ Not sure: please check the kind."))
    if proposal.get("consults"):
        lines.append(translate("EventParts", "■ The rules propose a consultation."))
    return "\n".join(lines)


def clock_lines(event: Event, now: datetime) -> str:
    """Each running limit with what is left of it, the nearest first."""
    words = clock_words()
    running = [clock for clock in event.clocks if clock.stopped_at is None and clock.due_at]
    running.sort(key=lambda clock: clock.due_at or now)
    return "     ".join(_clock(clock, words, now) for clock in running)


def _clock(clock: Clock, words: Mapping[str, str], now: datetime) -> str:
    word = words.get(clock.kind, clock.kind)
    if clock.is_paused:
        return translate("EventParts", "{clock} paused").format(clock=word)
    assert clock.due_at is not None
    left = time_words(int((clock.due_at - now).total_seconds() // 1))
    is_amber = clock.amber_at is not None and clock.amber_at <= now
    mark = "▲ " if clock.due_at <= now else "■ " if is_amber else ""
    return f"{mark}{word} {left}"


def candidate_looks(who: WhoToSend, language: str) -> tuple[CandidateLook, ...]:
    """Everybody who can be sent, and below them who can't and why not."""
    roles = role_words()
    found = [
        CandidateLook(
            one.person,
            one.name,
            roles.get(one.role, one.role),
            _way(one.travel_s, one.travel_m),
            _reasons(one.why, language),
            _reasons(one.why_not, language),
        )
        for one in who.candidates[:MOST_SHOWN]
    ]
    found += [
        CandidateLook(
            one.person, one.name, "", "", "", _reasons(one.why_not, language), can_go=False
        )
        for one in who.left_out[: MOST_SHOWN - len(found)]
    ]
    return tuple(found)


def warning_words(who: WhoToSend, names: Mapping[str, str], language: str) -> str:
    """What the plan lacks, and grids that would have nobody."""
    lines = [f"■ {_reason(one, language)}" for one in who.shortfalls]
    for left in who.grids_left:
        text = translate("EventParts", "■ Grid {grid} would have nobody").format(grid=left.grid)
        if left.cover is not None:
            cover = translate("EventParts", "; {name} of {grid} could cover it")
            name = names.get(left.cover, left.cover)
            text += cover.format(name=name, grid=left.cover_grid)
        lines.append(text)
    return "\n".join(lines)


def same_words(same: Same, language: str) -> str:
    """Why an event may be the same."""
    far = "" if same.distance_m is None else f"{same.distance_m:.0f} m"
    apart = time_words(same.apart_s)
    why = _reasons(same.why, language)
    return " · ".join(part for part in (f"{same.score:.0%}", far, apart, why) if part)


def card_words(card: Any, kind: str) -> str:
    """What to do on the spot."""
    if not isinstance(card, Mapping):
        return translate("EventParts", "There is no card for this kind.")
    heads = {
        "who": translate("EventParts", "Who goes"),
        "say": translate("EventParts", "What to say"),
        "film": translate("EventParts", "What to film"),
        "never": translate("EventParts", "What not to do"),
    }
    lines = [kind]
    for name, head in heads.items():
        lines += ["", head, *(f"  · {line}" for line in card.get(name, ()))]
    return "\n".join(lines)


def trail_words(entries: Sequence[Entry], zone: tzinfo, names: Mapping[str, str]) -> str:
    """The trail as the journal tells it, newest first, without every stroke on a table."""
    told = [entry for entry in entries if entry.what != ON_TABLE]
    lines = [_entry(entry, zone, names) for entry in reversed(told)]
    return "\n".join(lines)


def _entry(entry: Entry, zone: tzinfo, names: Mapping[str, str]) -> str:
    at = f"{entry.at.astimezone(zone):%m-%d %H:%M:%S}"
    return f"{at}  {step_words(entry, names)}"


def step_words(entry: Entry, names: Mapping[str, str]) -> str:
    """What one entry of the trail says, and who did it."""
    who = entry.who.name or translate("EventParts", "the program")
    return f"{_what(entry.what.removeprefix('event.'), entry, names)}  {who}"


def _what(what: str, entry: Entry, names: Mapping[str, str]) -> str:
    if what == "field_status":
        person = str(entry.change.get("person", ""))
        status = str(entry.change.get("to", ""))
        return f"{names.get(person, person)} → {status_words().get(status, status)}"
    if what == "clock":
        return translate("EventParts", "A limit changed its light")
    if what == "attachments":
        return translate("EventParts", "Photos or videos added")
    word = action_words().get(what, what)
    given = entry.change.get("given") or {}
    text = given.get("text") or given.get("reason") or "" if isinstance(given, Mapping) else ""
    return f"{word}:{text}" if text else word


def _reasons(reasons: Sequence[Reason], language: str) -> str:
    return " · ".join(_reason(one, language) for one in reasons)


def _reason(reason: Reason, language: str) -> str:
    return reason.zh if language.startswith("zh") else reason.en


def _way(travel_s: int | None, travel_m: int | None) -> str:
    if travel_s is None or travel_m is None:
        return ""
    minutes = max(1, round(travel_s / 60))
    return translate("EventParts", "{metres} m, {minutes} min").format(
        metres=travel_m, minutes=minutes
    )
