"""Who leads: the dictionary's row, unless a rule sends the matter another way."""

from __future__ import annotations

import re

from backend.domain.classification.grading import Findings
from backend.domain.classification.phrases import Place
from backend.domain.classification.records import ConsultReason, Context, Routing
from backend.domain.classification.rules import RoutingRule, Rules
from backend.domain.taxonomy import UNSURE, Subcategory

RETURNED_TOO_OFTEN = 2
_CONSULT_NOTE = re.compile(r"\([^()]*会商\)$")


def route(findings: Findings, row: Subcategory, rules: Rules, context: Context) -> Routing:
    """Return who leads and helps, and whether platforms are proposed to settle it together."""
    rule, place = _rule(findings, row, rules)
    reasons = []
    if rule is not None and rule.consult:
        reasons.append(ConsultReason.RULE)
    if not context.has_owner and row.code != UNSURE:
        reasons.append(ConsultReason.NO_OWNER)
    if context.times_returned >= RETURNED_TOO_OFTEN:
        reasons.append(ConsultReason.RETURNED_TWICE)
    platform = row.lead_platform if rule is None else rule.lead_platform or row.lead_platform
    return Routing(
        lead_platform=platform,
        lead_dept=row.lead_dept if rule is None else rule.lead_dept or row.lead_dept,
        coop=_departments(row.coop if rule is None or rule.coop is None else rule.coop),
        rule_id=None if rule is None else rule.id,
        rule_version=rules.routing_version,
        rule_words=None if place is None else findings.reading.words(place.start, place.end),
        consult_reasons=tuple(reasons),
        consult_platforms=() if rule is None or not reasons else rule.consult,
        measure=None if rule is None else rule.measure,
        paper=None if rule is None else rule.paper,
    )


def _rule(
    findings: Findings, row: Subcategory, rules: Rules
) -> tuple[RoutingRule | None, Place | None]:
    for rule in rules.routes:
        if rule.subcategory != row.code:
            continue
        place = findings.claimed(rule.phrases)
        if place is not None or not rule.phrases:
            return rule, place
    return None, None


def _departments(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names without the dictionary's notes on when they consult."""
    return tuple(_CONSULT_NOTE.sub("", name) for name in names)
