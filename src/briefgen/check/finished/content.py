"""One pass over the content of a page: the text of every marked sequence, and what stands outside of marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefgen.check.finished.budget import CHARACTERS, DRAWS, OPERATORS
from briefgen.check.finished.codes import decoded
from briefgen.check.finished.decoding import Weight, check_tokens
from briefgen.check.finished.fonts import Font, read_font
from briefgen.check.finished.values import Entries, Objects, Value, address, plain

if TYPE_CHECKING:
    import pikepdf

TEXT = frozenset(("TJ", "Tj", "'", '"'))
PAINT = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"))
# The other operators, three of four, are left out by the parser, which saves most of the time.
WANTED = " ".join((*sorted(TEXT), *sorted(PAINT - {"INLINE IMAGE"}), "BI ID EI BT ET q Q BMC BDC EMC Tf gs Do"))
FORMS_DEEP = 12


@dataclass(frozen=True)
class Slip:
    """Tell a mistake in the marks of a page: of which kind, in what operator or of which number."""

    kind: str
    what: str


@dataclass(eq=False)
class Content:
    """Gather what the content of one page holds.

    `marks` gives the text of each marked sequence by the address of its stream and its number; `text` all text of the
    page as it was drawn, artifacts too; `artifacts` that of artifacts only.
    """

    marks: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])
    text: str = ""
    artifacts: str = ""
    slips: list[Slip] = field(default_factory=list[Slip])
    forms: list[str] = field(default_factory=list[str])


@dataclass(eq=False)
class _Frame:
    """Hold an open marked sequence: what it is, where its text goes, and whether its own text is replaced."""

    kind: str
    sink: list[str]
    muted: bool


class Reader:
    """Read content streams of one file, whose fonts are read once each."""

    def __init__(self, objects: Objects, pdf: pikepdf.Pdf) -> None:
        self.objects = objects
        self.pdf = pdf
        self.fonts: dict[str, Font] = {}
        self._unnamed: dict[int, Font] = {}

    def page(self, index: int, key: str, found: pikepdf.Object, resources: Value) -> Content:
        """Read the content of a page; `key` is its address."""
        run = _Run(self, index)
        run.stream(key, found, self.objects.dictionary(resources), [_Frame("", [], False)], 0)
        for mark, pieces in run.sinks.items():
            run.content.marks[mark] = "".join(pieces)
        run.content.text = "".join(run.all)
        run.content.artifacts = "".join(run.artifacts)
        return run.content

    def font(self, value: Value) -> Font:
        """Return the font at an address, or one that stands directly in resources."""
        key = address(value)
        if not key:
            return self._unnamed.setdefault(id(value), read_font(self.objects, value))
        font = self.fonts.get(key)
        if font is None:
            font = self.fonts[key] = read_font(self.objects, value)
        return font

    @property
    def all_fonts(self) -> tuple[Font, ...]:
        """Return the fonts in which text was shown, in the order in which they were met."""
        return tuple(font for font in (*self.fonts.values(), *self._unnamed.values()) if font.used)


class _Run:
    def __init__(self, reader: Reader, index: int) -> None:
        self.reader = reader
        self.index = index
        self.content = Content()
        self.sinks: dict[tuple[str, int], list[str]] = {}
        self.all: list[str] = []
        self.artifacts: list[str] = []
        self.unmarked = False

    def slip(self, kind: str, what: str) -> None:
        # A file without marks has thousands of strokes outside of them; one says it.
        if kind != "outside" or not self.unmarked:
            self.content.slips.append(Slip(kind, what))
        self.unmarked = self.unmarked or kind == "outside"

    def stream(self, key: str, found: pikepdf.Object, resources: Entries, stack: list[_Frame], deep: int) -> None:
        """Run through one stream; `stack` holds the sequences that are open around it."""
        import pikepdf

        objects, reader = self.reader.objects, self.reader
        fonts = objects.dictionary(resources.get("/Font"))
        try:
            self.weigh(found)
            instructions = pikepdf.parse_content_stream(found, WANTED)
        except (pikepdf.PdfError, TypeError, ValueError, RuntimeError) as error:
            if "/Contents" in objects.dictionary(key) or deep:
                self.slip("unreadable", str(error))
            return
        reader.objects.budget.spend(OPERATORS, len(instructions))
        outer = len(stack)
        frame = stack[-1]
        font: Font | None = None
        kept: list[Font | None] = []
        open_at_text = outer
        for instruction in instructions:
            operator = str(instruction.operator)
            if operator in TEXT:
                operands: Any = instruction.operands
                if font is None or not operands:
                    self.slip("no-font", operator)
                    continue
                text = self.show(font, operator, operands[-1])
                if not frame.kind:
                    self.slip("outside", operator)
                if not frame.muted:
                    frame.sink.append(text)
                    self.all.append(text)
                    if frame.kind == "artifact":
                        self.artifacts.append(text)
            elif operator in PAINT:
                if not frame.kind:
                    self.slip("outside", operator)
            elif operator in ("BDC", "BMC"):
                stack.append(self.begin(instruction.operands, operator, key, resources, stack))
                frame = stack[-1]
            elif operator == "EMC":
                if len(stack) == outer:
                    self.slip("unopened", operator)
                else:
                    stack.pop()
                    frame = stack[-1]
            elif operator == "Tf":
                value = fonts.get(_name(instruction.operands))
                font = reader.font(value) if objects.dictionary(value) else None
            elif operator == "q":
                kept.append(font)
            elif operator == "Q":
                font = kept.pop() if kept else font
            elif operator == "BT":
                open_at_text = len(stack)
            elif operator == "ET":
                if len(stack) != open_at_text:
                    self.slip("crossed", operator)
            elif operator == "gs":
                font = self.state(instruction.operands, resources) or font
            elif operator == "Do":
                self.do(_name(instruction.operands), resources, stack, deep)
        if len(stack) > outer:
            self.slip("unclosed", str(len(stack) - outer))
            del stack[outer:]

    def weigh(self, found: pikepdf.Object) -> None:
        """Raise TooLarge where the content of a page or form is too much to be taken apart."""
        import pikepdf

        whole = found if isinstance(found, pikepdf.Stream) else found.get("/Contents")
        parts = list(whole) if isinstance(whole, pikepdf.Array) else [whole]
        weights = [self.reader.objects.weight(part) for part in parts if isinstance(part, pikepdf.Stream)]
        check_tokens(Weight(sum(one.size for one in weights), sum(one.tokens for one in weights)))

    def show(self, font: Font, operator: str, operand: Any) -> str:
        """Return the text of a shown string or array, and note its codes."""
        shown = b""
        try:
            if operator == "TJ":
                shown = b"".join([bytes(item) for item in operand if not isinstance(item, int) and _is_string(item)])
            elif _is_string(operand):
                shown = bytes(operand)
        except (TypeError, ValueError, RuntimeError):
            return ""
        codes = font.split(shown)
        used = font.used
        for code in codes:
            if code not in used:
                used[code] = self.index
        self.reader.objects.budget.spend(CHARACTERS, len(codes) * font.longest)
        return decoded(codes, font.texts)

    def begin(self, operands: Any, operator: str, key: str, resources: Entries, stack: Sequence[_Frame]) -> _Frame:
        """Open a marked sequence."""
        objects, above = self.reader.objects, stack[-1]
        properties: Entries = {}
        if operator == "BDC" and len(operands) > 1:
            value = plain(operands[1]) if hasattr(operands[1], "to_json") else None
            if isinstance(value, str):
                value = objects.dictionary(resources.get("/Properties")).get(value)
            properties = objects.dictionary(value)
        number = objects.integer(properties.get("/MCID"))
        actual = objects.text(properties.get("/ActualText"))
        kind, sink = above.kind, above.sink
        if _name(operands[:1]) == "/Artifact":
            if above.kind == "tagged":
                self.slip("artifact-in-tagged", "")
            kind, sink = "artifact", []
        elif number is not None:
            if above.kind == "artifact":
                self.slip("tagged-in-artifact", str(number))
            kind, mark = "tagged", (key, number)
            if mark in self.sinks:
                self.slip("twice", str(number))
            sink = self.sinks.setdefault(mark, [])
        muted = above.muted
        if actual is not None:
            if not muted:
                self.reader.objects.budget.spend(CHARACTERS, len(actual))
                sink.append(actual)
                self.all.append(actual)
            muted = True
        return _Frame(kind, sink, muted)

    def state(self, operands: Any, resources: Entries) -> Font | None:
        """Return the font that a graphics state sets, if any (ISO 32000-1, 8.4.5)."""
        objects = self.reader.objects
        states = objects.dictionary(resources.get("/ExtGState"))
        font = objects.array(objects.dictionary(states.get(_name(operands))).get("/Font"))
        return self.reader.font(font[0]) if font and objects.dictionary(font[0]) else None

    def do(self, name: str, resources: Entries, stack: list[_Frame], deep: int) -> None:
        """Go into a form, count an image as paint."""
        objects = self.reader.objects
        value = objects.dictionary(resources.get("/XObject")).get(name)
        entries = objects.dictionary(value)
        if objects.name(entries.get("/Subtype")) != "Form":
            if not stack[-1].kind:
                self.slip("outside", "Do")
            return
        key = address(value)
        if not key or deep >= FORMS_DEEP:
            self.slip("unreadable", f"forms within forms, {FORMS_DEEP} deep")
            return
        objects.budget.spend(DRAWS)
        self.content.forms.append(key)
        number, generation, _ = key.split(" ")
        own = objects.dictionary(entries["/Resources"]) if "/Resources" in entries else resources
        self.stream(key, self.reader.pdf.get_object(int(number), int(generation)), own, stack, deep + 1)


def _is_string(operand: Any) -> bool:
    import pikepdf

    return isinstance(operand, pikepdf.String)


def _name(operands: Any) -> str:
    """Return the first operand as the key of a dictionary of values; empty where it is no name."""
    import pikepdf

    if not len(operands) or not isinstance(operands[0], pikepdf.Name):
        return ""
    return str(operands[0])
