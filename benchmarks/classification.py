"""How well reports are classified and graded, beside keywords alone and n-grams alone.

``python -m benchmarks.classification [--half development|held_out|all] [--wrong]`` reads
``reports.jsonl`` (written before the training texts, by the same writer) and prints one table for
the same reports in the same run. The development half was read while texts and limits were
chosen; of the held-out half only figures, a few times, and one report that was missed
(``docs/classification.md``). Right is the subcategory or one that is marked as acceptable.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time as clock_time
from pathlib import Path
from typing import Any

from backend.domain.classification import (
    Classification,
    Context,
    Model,
    Sensitive,
    classify,
    parse_language,
    parse_rules,
    train,
)
from backend.domain.taxonomy import UNSURE, Taxonomy, parse_taxonomy
from backend.domain.words import Grade

HERE = Path(__file__).parent
DATA = HERE.parent / "backend" / "data"


@dataclass(frozen=True, slots=True)
class Report:
    """One report with what is right about it."""

    text: str
    right: frozenset[str]
    grade: Grade
    clear_urgent: bool
    context: Context


@dataclass(frozen=True, slots=True)
class Answer:
    """What one contender says."""

    subcategory: str
    best: tuple[str, ...]
    grade: Grade


Contender = Callable[[Report], Answer]


def load_reports(half: str) -> list[Report]:
    """Return the reports of one half, or all."""
    lines = (HERE / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [_report(row) for row in rows if half in {"all", row["half"]}]


def _report(row: dict[str, Any]) -> Report:
    known = row["context"]
    local = known.get("local_time")
    return Report(
        text=row["text"],
        right=frozenset((row["subcategory"], *row["acceptable"])),
        grade=Grade.of(row["grade"]),
        clear_urgent=row["clear_urgent"],
        context=Context(
            local_time=None if local is None else clock_time.fromisoformat(local),
            distances_m={kind: known[kind.value] for kind in Sensitive if kind.value in known},
            same_place_7_days=known.get("repeats_7d", 1),
        ),
    )


def load_model() -> tuple[Taxonomy, Model]:
    """Return the sample dictionary and the model that it and the seed reports make."""
    taxonomy = parse_taxonomy(_data("taxonomy.json"))
    language = parse_language(_data("language.json"))
    rules = parse_rules(
        _data("grading_rules.json"), _data("upgrade_rules.json"), _data("routing_rules.json")
    )
    lines = (DATA / "training_reports.jsonl").read_text(encoding="utf-8").splitlines()
    seed = [(row["text"], row["subcategory"]) for row in map(json.loads, lines)]
    return taxonomy, train(taxonomy, seed, language, rules)


def _data(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def contenders(taxonomy: Taxonomy, model: Model) -> dict[str, Contender]:
    """Return the three ways to answer, by name."""

    def whole(report: Report) -> Answer:
        result: Classification = classify(report.text, taxonomy, model, report.context)
        best = tuple(one.code for one in result.best)
        return Answer(result.subcategory, (result.subcategory, *best), result.grade)

    def by_keywords(report: Report) -> Answer:
        plain = model.read(report.text).plain
        found: dict[str, int] = {}
        for keyword, codes in model.keywords.items():
            for code in codes if keyword in plain else ():
                found[code] = found.get(code, 0) + len(keyword)
        best = tuple(sorted(found, key=lambda code: (-found[code], code))[:3]) or (UNSURE,)
        return Answer(best[0], best, taxonomy.get(best[0]).default_grade)

    def by_ngrams(report: Report) -> Answer:
        scores = model.ngrams.score(model.features(report.text)).scores
        best = tuple(sorted(scores, key=lambda code: (-scores[code], code))[:3])
        return Answer(best[0], best, taxonomy.get(best[0]).default_grade)

    return {
        "rules, keywords and n-grams": whole,
        "keywords alone": by_keywords,
        "n-grams alone": by_ngrams,
    }


def measure(reports: Sequence[Report], answer: Contender) -> dict[str, str]:
    """Return the figures of one contender, ready to print."""
    took_ms, answers = [], []
    for report in reports:
        started = time.perf_counter()
        answers.append(answer(report))
        took_ms.append((time.perf_counter() - started) * 1000)
    pairs = list(zip(reports, answers, strict=True))
    steps = [abs(said.grade - report.grade) for report, said in pairs]
    clear = [said for report, said in pairs if report.clear_urgent]
    matter = [said for report, said in pairs if UNSURE not in report.right]
    cuts = statistics.quantiles(took_ms, n=100)
    return {
        "top-1": _share(said.subcategory in report.right for report, said in pairs),
        "top-3": _share(bool(report.right & set(said.best)) for report, said in pairs),
        "grade exact": _share(step == 0 for step in steps),
        "within one step": _share(step <= 1 for step in steps),
        "clear urgent missed": f"{sum(one.grade < Grade.URGENT for one in clear)}/{len(clear)}",
        "sent to a person": _share(said.subcategory == UNSURE for said in answers),
        "of these needless": _share(said.subcategory == UNSURE for said in matter),
        "ms p50": f"{cuts[49]:.2f}",
        "ms p99": f"{cuts[98]:.2f}",
    }


def _share(truths: Any) -> str:
    values = list(truths)
    return f"{100 * sum(values) / max(1, len(values)):.1f} %"


def show(half: str, reports: Sequence[Report], ways: dict[str, Contender]) -> None:
    """Print the table of one half."""
    figures = {name: measure(reports, way) for name, way in ways.items()}
    sys.stdout.write(f"\n{half}: {len(reports)} reports\n")
    sys.stdout.write(f"{'':22}" + "".join(f"{name:>30}" for name in figures) + "\n")
    for row in next(iter(figures.values())):
        cells = "".join(f"{figures[name][row]:>30}" for name in figures)
        sys.stdout.write(f"{row:22}{cells}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of each half and of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("development", "held_out", "all"))
    parser.add_argument("--wrong", action="store_true", help="list the wrong ones of that half")
    options = parser.parse_args(arguments)
    taxonomy, model = load_model()
    ways = contenders(taxonomy, model)
    for half in (options.half,) if options.half else ("development", "held_out", "all"):
        reports = load_reports(half)
        show(half, reports, ways)
        for report in reports if options.wrong else ():
            said = next(iter(ways.values()))(report)
            if said.subcategory not in report.right or abs(said.grade - report.grade) > 1:
                right = "/".join(sorted(report.right))
                sys.stdout.write(f"{right} {said.subcategory} {report.text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
