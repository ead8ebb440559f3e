"""The blocks: for each class of `spec.blocks` and `spec.charts` the function that composes it, loaded on use.

`cover` and `internal` are drawn for every brief, or every internal one, and stand in no brief's list.
"""

_HERE = "briefgen.layout.blocks."

BLOCKS: dict[str, str] = {
    "LeadBlock": _HERE + "lead:build",
    "FiguresBlock": _HERE + "figures:build",
    "NumbersBlock": _HERE + "counts:build",
    "MessagesBlock": _HERE + "messages:build",
    "NotesBlock": _HERE + "notes:build",
    "MethodsBlock": _HERE + "notes:build_methods",
    "NoticeBlock": _HERE + "notice:build",
    "FieldMapBlock": _HERE + "field_map:build",
    "FrameBlock": _HERE + "frame:build",
    "AimBlock": _HERE + "aim:build",
    "TableBlock": _HERE + "table:build",
    "ImageBlock": _HERE + "image:build",
    "TimelineBlock": _HERE + "timeline:build",
    "AgendaBlock": _HERE + "agenda:build",
    "ResultsBlock": _HERE + "results:build",
    "DetailsBlock": _HERE + "details:build",
    "EntitiesBlock": _HERE + "entities:build",
    "ChainBlock": _HERE + "chain:build",
    "ProfileBlock": _HERE + "institution:build",
    "CardsBlock": _HERE + "cards:build",
    "MapBlock": _HERE + "map:build",
    "SourcesBlock": _HERE + "sources:build",
    "ContactBlock": _HERE + "contact:build",
    "ContactBarBlock": _HERE + "contact:build_bar",
    "ContentsBlock": _HERE + "contents:build",
    "DayBlock": _HERE + "agenda:build",
    "LetterBlock": _HERE + "letter:build",
    "PointsBlock": _HERE + "points:build",
    "SayBlock": _HERE + "say:build",
    "GlossaryBlock": _HERE + "glossary:build",
    "RecordBlock": _HERE + "record:build",
    "SignaturesBlock": _HERE + "signatures:build",
}

CHART = _HERE + "chart:build"
"""What composes every chart, whatever its kind."""
