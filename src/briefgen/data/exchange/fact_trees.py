"""A changed fact as a tree: what its row does not change stays as it is written, in its order."""

from __future__ import annotations

from briefgen.data.exchange.written_facts import WrittenFact
from briefgen.data.fact_rows import COLUMNS, tree_of
from briefgen.spec import tree


def rewritten(present: WrittenFact, told: tree.Mapping) -> tree.Mapping:
    """Return the tree of a fact as it is written, with what the tree that a changed row tells has otherwise."""
    return _in_order(present.node, _onto(present.node, _as_row_tells(present), told))


def key_of(head: str) -> str:
    """Return the key of a fact that a column belongs to."""
    return head.split(".")[0]


def _as_row_tells(present: WrittenFact) -> tree.Mapping:
    return tree_of({head: tree.Scalar(text) for head, text in present.row.items()})


def _onto(written: tree.Mapping, before: tree.Mapping, after: tree.Mapping) -> tree.Mapping:
    """Return a tree as it is written, but for what differs between the trees that the old and the new row tell.

    A row tells a text in one line, so that what has not changed is kept as it is written.
    """
    made = tree.Mapping(written.place)
    for key, new in after.items():
        old, own = before.get(key), written.get(key)
        if own is not None and old == new:
            made[key] = own
        elif isinstance(own, tree.Mapping) and isinstance(old, tree.Mapping) and isinstance(new, tree.Mapping):
            made[key] = _onto(own, old, new)
        else:
            made[key] = new
    return made


def _in_order(written: tree.Mapping, changed: tree.Mapping) -> tree.Mapping:
    """Return a fact with its keys as they are written; a new one follows the last that comes before it in an export."""
    keys = [key for key in written if key in changed]
    for new in (key for key in changed if key not in written):
        before = [index for index, key in enumerate(keys) if rank_of(key) < rank_of(new)]
        keys.insert(before[-1] + 1 if before else 0, new)
    made = tree.Mapping(changed.place)
    made.update({key: changed[key] for key in keys})
    return made


def rank_of(head: str) -> int:
    """Return the position of a column, or of the first of a key."""
    heads = (index for index, known in enumerate(COLUMNS) if head in (known.head, key_of(known.head)))
    return next(heads, len(COLUMNS))
