"""Roles, their nesting, headings, figures and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.roles import PDF1, PDF2, ROLES_1, heading_level

TROUBLES = {
    "unknown": ("02-001", "The role {} is not a standard one and is mapped to none."),
    "loop": ("02-003", "The role {} is mapped to itself."),
    "twice": ("ISO 32000-1, 14.7.2", "The element stands in the tree twice."),
    "deep": ("ISO 32000-1, 14.7.2", "The tree is more than {} elements deep."),
    "kid": ("ISO 32000-1, 14.7.2", "What stands below the element is neither an element nor content."),
}

TABLE, LIST, CONTENTS, RUBY, WARICHU = "09-004", "09-005", "09-006", "09-007", "09-008"

# What may stand directly below (ISO 32000-1, 14.8.4.3); what PDF 2.0 adds is in ALSO_2.
CHILDREN = {
    "Table": (TABLE, {"TR", "THead", "TBody", "TFoot", "Caption"}),
    "THead": (TABLE, {"TR"}),
    "TBody": (TABLE, {"TR"}),
    "TFoot": (TABLE, {"TR"}),
    "TR": (TABLE, {"TH", "TD"}),
    "L": (LIST, {"L", "LI", "Caption"}),
    "LI": (LIST, {"Lbl", "LBody"}),
    "TOC": (CONTENTS, {"TOC", "TOCI", "Caption"}),
    "TOCI": (CONTENTS, {"Lbl", "Reference", "NonStruct", "P", "TOC"}),
    "Ruby": (RUBY, {"RB", "RT", "RP"}),
    "Warichu": (WARICHU, {"WT", "WP"}),
}
PARENTS = {
    "TR": (TABLE, {"Table", "THead", "TBody", "TFoot"}),
    "THead": (TABLE, {"Table"}),
    "TBody": (TABLE, {"Table"}),
    "TFoot": (TABLE, {"Table"}),
    "TH": (TABLE, {"TR"}),
    "TD": (TABLE, {"TR"}),
    "LI": (LIST, {"L"}),
    "LBody": (LIST, {"LI"}),
    "TOCI": (CONTENTS, {"TOC"}),
    "RB": (RUBY, {"Ruby"}),
    "RT": (RUBY, {"Ruby"}),
    "RP": (RUBY, {"Ruby"}),
    "WT": (WARICHU, {"Warichu"}),
    "WP": (WARICHU, {"Warichu"}),
}
NOTES = ("Note", "FENote")
ALSO_2 = frozenset(("Artifact", "NonStruct"))


def roles(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find roles that lead to no standard one, standard ones with another meaning, and a broken tree."""
    for trouble in file.tree.troubles:
        rule, words = TROUBLES[trouble.kind]
        yield Finding(rule, words.format(trouble.what), where=trouble.where)
    for role in file.tree.roles:
        if role in ROLES_1:
            yield Finding("02-004", f"The standard role {role} is mapped to another (RoleMap).")


def nesting(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find elements that stand where their role does not belong."""
    for node in file.tree.nodes:
        if node.role in PARENTS:
            rule, wanted = PARENTS[node.role]
            if node.parent_role not in wanted and node.parent_role not in ALSO_2:
                where = f"below {node.parent_role}" if node.parent_role else "at the top"
                yield Finding(rule, f"{node.role} stands {where}.", node.page + 1, node.path)
        if node.role in CHILDREN:
            rule, allowed = CHILDREN[node.role]
            also = ALSO_2 if node.namespace == PDF2 else ()
            for child in node.nodes:
                # One whose own parents are told above would be told twice.
                if child.role not in allowed and child.role not in also and child.role not in PARENTS:
                    yield Finding(
                        rule, f"{child.role or child.raw} stands below {node.role}.", child.page + 1, child.path
                    )


def headings(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find headings that skip a level or count in two ways."""
    level = 0
    plain = any(node.role == "H" for node in file.tree.nodes)
    for node in file.tree.nodes:
        own = heading_level(node.role)
        if own and plain:
            yield Finding("14-007", f"{node.role} and H stand in one document.", node.page + 1, node.path)
            plain = False
        if own and not level and own != 1:
            yield Finding("14-002", f"The first heading is of level {own}, not 1.", node.page + 1, node.path)
        elif own > level + 1:
            yield Finding("14-003", skipped(level, own), node.page + 1, node.path)
        level = own or level
        if sum(child.role == "H" for child in node.nodes) > 1:
            yield Finding("14-006", "Two headings H stand in one element.", node.page + 1, node.path)


def skipped(before: int, level: int) -> str:
    """Return what is said of a heading that follows one of a level too far above its own."""
    first, last = before + 1, level - 1
    between = "and" if last == first + 1 else "to"
    left_out = f"level {first} is" if first == last else f"levels {first} {between} {last} are"
    return f"A heading of level {level} follows one of level {before}; {left_out} skipped."


def alternatives(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find figures and formulas without words for those who do not see them."""
    for node in file.tree.nodes:
        said = (node.alt or "").strip() or node.actual_text
        if node.role == "Figure" and not said:
            yield Finding("13-004", "The figure has no alternative text (Alt).", node.page + 1, node.path)
        if node.role == "Formula" and not said:
            yield Finding("17-002", "The formula has no alternative text (Alt).", node.page + 1, node.path)


def notes(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find notes without an identifier, and identifiers that are not their own."""
    counts = Counter(node.id for node in file.tree.nodes if node.id is not None)
    for node in file.tree.nodes:
        if node.role == "Note" and node.namespace == PDF1 and not node.id:
            yield Finding("19-003", "The note has no identifier (ID).", node.page + 1, node.path)
        if node.id is None:
            continue
        if counts[node.id] > 1:
            yield Finding("19-004", f"The identifier {node.id} is that of {counts[node.id]} elements.", 0, node.path)
        elif (file.tree.ids or node.role in NOTES) and file.tree.ids.get(node.id) != node.address:
            yield Finding(
                "ISO 32000-1, 14.7.2", f"The list of identifiers does not lead from {node.id} here.", 0, node.path
            )
