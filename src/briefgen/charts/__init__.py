"""Charts: data that can be shown honestly, drawn as plain marks with labels for `typeset`.

- `picture.py`: what a chart becomes, Picture: marks, labels, alt text
- `asked.py`: what a chart's spec asks for, in one form for all charts
- `table.py`: the numbers and finished texts of a chart, ChartData
- `refusals.py`: what a chart cannot show honestly, as problems with a place and a next step
- `ticks.py`: round numbers for an axis, written in each language
- `words.py`: what charts say by themselves
- `alt.py`: the description for a reader who does not see the chart
- `look.py`: the colours and sizes of the theme that charts need
- `rows.py`: rows of bars with piled labels, shared by the charts below
- `adding.py`: parts of a whole, `keys.py`: ticks from parts to their numbers and names
- `comparison.py`, `bars.py`, `split.py`, …: one file for each chart
- `record.py`: the only file that touches Matplotlib
- `store.py`: pictures kept between builds
- `draw.py`: from a block of a brief to its picture
"""

CHARTS: dict[str, str] = {
    "bars": "briefgen.charts.bars",
    "change": "briefgen.charts.change",
    "comparison": "briefgen.charts.comparison",
    "range": "briefgen.charts.range",
    "rank": "briefgen.charts.rank",
    "split": "briefgen.charts.split",
    "targets": "briefgen.charts.targets",
    "units": "briefgen.charts.units",
}
"""The module of each chart, loaded on use, with `asked(block)`, `height(data, width)` and `draw(plot, data, look)`."""
