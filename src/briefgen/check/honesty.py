"""What a chart cannot show honestly, found without drawing it."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.layout.citations import facts_of_block
from briefgen.spec.charts import ChartBlock


def charts(case: Case) -> Iterator[Problem]:
    """Refuse charts of values, units or periods that do not go together.

    A chart that names facts which the brief may not show is left to the rule on facts.
    """
    from briefgen.charts.draw import alt_texts, chart_data

    for block in case.brief.blocks:
        if not isinstance(block, ChartBlock):
            continue
        if any(id not in case.facts for id in facts_of_block(block)):
            continue
        try:
            alt_texts(block, chart_data(block, case.facts, case.brief.languages))
        except AuthorsMistakes as error:
            yield from error.problems
