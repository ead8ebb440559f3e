"""What is told of the signatures of a file, to people and to programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.check.finished.signatures import Signature
    from briefgen.pipeline.judging import Judged

COVERS = {"file": "covers the whole file", "revision": "covers the file as it was then", "part": "covers only a part"}
CHANGES = {"none": "", "permitted": "changed since, as it permits", "forbidden": "changed since"}
TRUST = {
    None: "not known whether it can be trusted: name a certificate with --trust",
    True: "leads to a certificate that you named",
}


def signature_lines(judged: Judged) -> Iterator[str]:
    """Yield lines on each signature: who, when, whether it holds, whether the signer is known."""
    if judged.unjudged:
        yield f"signed     not judged: {judged.unjudged}"
    for one in judged.signatures:
        who = one.signer or "nobody can tell whom"
        yield f"signed     by {who}" + (f" (certificate of {one.issuer})" if one.issuer not in ("", one.signer) else "")
        if one.stamp is not None:
            yield f"           {_time(one.stamp.time)}, by the timestamp of {one.stamp.by}{_stamped(one)}"
        elif one.claimed is not None:
            yield f"           {_time(one.claimed)}, " + (
                "by the timestamp itself" if one.kind == "timestamp" else "by the signer's own clock"
            )
        held = [one.state, *([COVERS[one.covers], CHANGES[one.changes]] if one.state != "unreadable" else [])]
        yield "           " + ", ".join(part for part in held if part)
        if one.state == "intact":
            yield "           " + (TRUST[one.trusted] if one.trusted is not False else f"not trusted: {one.why_not}")
        said = ", ".join(part for part in (one.reason, one.location) if part)
        if said:
            yield f"           {said}"


def signature_record(one: Signature) -> dict[str, Any]:
    """Return what programs are told of a signature; what is not known is left out."""
    told: dict[str, Any] = {
        "field": one.field,
        "kind": one.kind,
        "state": one.state,
        "signer": one.signer,
        "issuer": one.issuer,
        "fingerprint": one.fingerprint,
        "claimed": _iso(one.claimed),
        "covers": one.covers,
        "changes": one.changes,
        **_trusted(one.trusted),
        "why_not": one.why_not,
        "reason": one.reason,
        "location": one.location,
        "level": one.level,
    }
    if one.stamp is not None:
        stamp = one.stamp
        known = {"time": _iso(stamp.time), "by": stamp.by, "intact": stamp.intact}
        told["timestamp"] = {**known, **_trusted(stamp.trusted)}
    return told


def _trusted(found: bool | None) -> dict[str, bool]:
    return {} if found is None else {"trusted": found}


def _stamped(one: Signature) -> str:
    stamp = one.stamp
    if stamp is None or (stamp.intact and stamp.trusted is not False):
        return ""
    return ", which no named certificate stands behind" if stamp.intact else ", which is broken"


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"
