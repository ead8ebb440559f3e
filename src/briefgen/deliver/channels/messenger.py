"""WeChat and the like, which people use by hand: a folder with everything ready to be sent.

Short names of files, pictures of pages, a card, and the text to paste in both languages. Somebody says afterwards that
it was sent.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.deliver.channels.folder import holds, put_whole
from briefgen.deliver.channels.parcel import (
    Foreseen,
    Means,
    Outcome,
    Parcel,
    Shown,
    content,
    folder_of,
    in_language,
    require_settings,
)
from briefgen.deliver.copies import Copy
from briefgen.pipeline.work import BESIDE, sweep
from briefgen.project import printable

LANGUAGES = ("zh", "en")
_HINT = "Look at deliver: messenger: in briefgen.yaml, and at who may write there."


def foresee(parcel: Parcel, means: Means) -> Foreseen:
    """Return the folder that would be made."""
    return Foreseen(str(_target(parcel, means)), "files", parcel.size)


def show(parcel: Parcel, means: Means) -> Shown:
    """Return the texts to paste, and the short names of the files."""
    names = tuple(_short(number, copy.brief, copy.path) for number, copy in enumerate(parcel.copies, 1))
    return Shown(texts={language: _text(parcel, means, language) for language in LANGUAGES}, names=names)


def require(parcel: Parcel, means: Means) -> None:
    """Make sure that the files are those that were packed, and that pictures can be made of them.

    Raises DeliveryFailure for a file that is not, EnvironmentFailure where the library for pictures is not installed.
    """
    from briefgen.deliver.channels.pictures import require_library

    for copy in parcel.copies:
        content(copy)
    if any(_has_pages(copy) for copy in parcel.copies):
        require_library()


def send(parcel: Parcel, means: Means) -> Outcome:
    """Lay out the folder; nothing has gone before somebody says so."""
    target = _target(parcel, means)
    files = _files(parcel, means)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent, BESIDE)
        if not holds(target, files):
            target = put_whole(files, target)
    except OSError as error:
        reason = f"{printable(str(target))} cannot be written: {error.strerror or error}."
        return Outcome("failed", reason=reason, hint=_HINT)
    return Outcome("prepared", receipt=printable(str(target)))


def _files(parcel: Parcel, means: Means) -> dict[str, bytes]:
    """Return all files by their paths in the folder."""
    from briefgen.deliver.channels.pictures import card, pages

    found: dict[str, bytes] = {}
    for number, copy in enumerate(parcel.copies, 1):
        data = content(copy)
        short = _short(number, copy.brief, copy.path)
        found[short] = data
        if _has_pages(copy):
            stem = short.rpartition(".")[0]
            for page, picture in enumerate(pages(data), 1):
                found[f"pages/{stem}-p{page:02}.png"] = picture
            if "card.png" not in found and (shown := card(data)) is not None:
                found["card.png"] = shown
    for language in LANGUAGES:
        # The mark at the beginning lets the Notepad of older Windows read it as UTF-8.
        found[f"text-{language}.txt"] = _text(parcel, means, language).replace("\n", "\r\n").encode("utf-8-sig")
    return found


def _has_pages(copy: Copy) -> bool:
    return copy.path.suffix.lower() == ".pdf"


def _short(number: int, brief: str, path: Path) -> str:
    """Return a name that messengers show whole, and that no phone garbles: 1-robotics.pdf."""
    plain = "".join(mark if mark.isascii() and (mark.isalnum() or mark in "-_") else "-" for mark in brief)[:24]
    suffix = path.suffix if path.suffix.isascii() else ""
    return f"{number}-{plain.strip('-') or 'file'}{suffix}"


def _text(parcel: Parcel, means: Means, language: str) -> str:
    title = in_language(parcel.titles, language)
    name = in_language(parcel.names, language)
    issuer = in_language(means.issuer, language)
    names = list(dict.fromkeys(_title(copy, language) for copy in parcel.copies))
    if language == "zh":
        lines = [f"{name}，您好！现奉上为{title}准备的材料，请查收：", *_numbered(names), f"——{issuer}"]
        sample = "（示例，仅供演示）"
    else:
        lines = [f"Dear {name}, here are the materials prepared for {title}:", *_numbered(names), issuer]
        sample = "(Sample, for demonstration only.)"
    return "\n".join([*lines, *([sample] if parcel.sample else []), ""])


def _title(copy: Copy, language: str) -> str:
    """Return the title of a file, else its name without the ending; files that differ by it alone are named once."""
    name = in_language(copy.names, language) or copy.name
    return in_language(copy.titles, language) or name.rpartition(".")[0] or name


def _numbered(names: list[str]) -> list[str]:
    return [f"{number}. {printable(name)}" for number, name in enumerate(names, 1)]


def _target(parcel: Parcel, means: Means) -> Path:
    require_settings(means.settings.messenger, "messenger", "where files for messengers are laid out")
    assert means.settings.messenger is not None
    root = folder_of(means.project, means.settings.messenger.folder)
    return root / parcel.delegation / f"{parcel.recipient}-{parcel.digest[:8]}"


def is_laid_out(parcel: Parcel, means: Means) -> bool:
    """Say whether the folder for exactly these files was made."""
    return _target(parcel, means).is_dir()
