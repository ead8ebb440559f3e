"""Say values in each language: pure functions of value, language and style.

- `tags`: which of the written languages a BCP 47 tag means
- `styles`: where a text will stand
- `magnitudes`: exact digits and 万, 亿, million, billion, all from one table
- `units`: money, percentages, rates, power, measure words
- `qualifiers`: about, more than, up to, …
- `ordinals`: places in a ranking
- `lists`: lists of named things
- `quantities`: `parts` and `phrase` of any quantity
- `growth`: rose about 20%
- `ticks`: the numbers along an axis and their unit
- `columns`: the numbers of a column and their unit
- `periods`: periods, days, "as of"
- `numerals`: numbers in characters and in English words
- `pinyin`: the syllables of numbers and of what is counted
- `spoken_numbers`: how a quantity or a period is read out
- `words`: the fixed words of the pages
"""
