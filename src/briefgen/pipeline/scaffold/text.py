"""The words of new files: templates in several languages, brought to those that are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from string import Template

from briefgen.errors import UsageMistake
from briefgen.project import printable

TEMPLATES = Path(__file__).resolve().parent / "templates"
SPOKEN = ("zh", "en")
"""The languages that the templates are written in."""
_TEXT = re.compile(r"(?P<indent> *)(?P<language>zh|en): (?P<rest>.*)")
_FLOW = re.compile(r"\{zh: (?P<zh>[^{}]*), en: (?P<en>[^{}]*)\}")
_COMMENT = re.compile(r"(?P<indent> *)#(?P<language>zh|en) (?P<rest>.*)")
_TAGGED = re.compile(r"(zh|en)(-[A-Za-z0-9]{2,8})*=")
_PLAIN = re.compile(r"[\w（）《》、，。·—(),./&+ ’'-]*")
_YAML_WORD = re.compile(r"(?i:null|true|false|yes|no|on|off|~)|[-+.0-9][-+.0-9_eExXoO:, ]*")


def filled(template: str, languages: Sequence[str], values: Mapping[str, str]) -> str:
    """Return a template in the given languages, the leading one first, with its placeholders filled.

    A line `zh: …` or `#zh …` (a comment) is for that language only; lines that follow one another are one text in
    several languages, as is `{zh: …, en: …}`. A tag such as en-GB takes the words of en.
    """
    lines = (TEMPLATES / template).read_text("utf-8").splitlines()
    return Template("\n".join(_chosen(lines, languages)) + "\n").substitute(values)


def _chosen(lines: Sequence[str], languages: Sequence[str]) -> Iterator[str]:
    for shape, run in groupby(lines, _shape):
        if shape is None:
            yield from (_FLOW.sub(lambda found: _flow(found, languages), line) for line in run)
            continue
        pattern = shape[0]
        found = [match for line in run if (match := pattern.fullmatch(line))]
        for tag in languages:
            for match in found:
                if match["language"] == base(tag):
                    head = "#" if pattern is _COMMENT else f"{tag}:"
                    yield f"{match['indent']}{head} {match['rest']}"


def _flow(found: re.Match[str], languages: Sequence[str]) -> str:
    return "{" + ", ".join(f"{tag}: {found[base(tag)]}" for tag in languages) + "}"


def _shape(line: str) -> tuple[re.Pattern[str], str] | None:
    """Return what a line is a part of: texts or comments at one indent, or None for a line of all languages."""
    for pattern in (_TEXT, _COMMENT):
        match = pattern.fullmatch(line)
        if match:
            return pattern, match["indent"]
    return None


def base(tag: str) -> str:
    """Return the language of a tag: en of en-GB."""
    return tag.split("-")[0]


def told(option: str, given: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    """Return the text in each language that an option gives: `zh=…` and `en=…`, or one text for all languages.

    Raises UsageMistake where a language is missing, is not one of the project, or is given twice.
    """
    texts: dict[str, str] = {}
    for entry in given:
        tag, mark, rest = entry.partition("=") if _TAGGED.match(entry) else ("", "", entry)
        text = rest.strip()
        if not text or printable(text) != text or not _is_unicode(text):
            raise UsageMistake(f"{option} holds no text of one line.", f"Write {option} 'zh=…' {option} 'en=…'.")
        if mark and tag not in languages:
            known = ", ".join(languages)
            raise UsageMistake(f'{option} is given in "{tag}", but the languages are {known}.', "Leave it out.")
        if tag in texts:
            raise UsageMistake(f"{option} is given twice" + (f' in "{tag}".' if tag else "."), "Give it once.")
        texts[tag] = text
    missing = [tag for tag in languages if tag not in texts and "" not in texts]
    if given and missing:
        add = " ".join(f"{option} '{tag}=…'" for tag in missing)
        raise UsageMistake(f'{option} is not given in "{missing[0]}".', f"Add {add}.")
    return {tag: texts.get(tag, texts.get("", "")) for tag in languages} if given else {}


def _is_unicode(text: str) -> bool:
    """Say whether a text has no bytes in it that the console could not read as characters."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def literal(text: str, *, breaks: bool = False) -> str:
    """Return a text as YAML that prints it as it is; with `breaks`, | stays a place where the line may break."""
    marks = r"[\\\[*]" if breaks else r"[\\\[*|]"
    escaped = re.sub(marks, lambda found: "\\" + found.group(), text).replace("{", "{{").replace("}", "}}")
    if _PLAIN.fullmatch(escaped) and escaped[:1] not in "'-,.&" and not _YAML_WORD.fullmatch(escaped):
        return escaped
    return "'" + escaped.replace("'", "''") + "'"
