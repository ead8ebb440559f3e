"""Storage that speaks S3: files under names made of their content, and links to them that expire."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from importlib import import_module
from typing import Any

from briefgen.deliver.channels.mail_headers import one_line, plain_name
from briefgen.deliver.channels.mail_message import TYPES
from briefgen.deliver.channels.parcel import (
    Foreseen,
    Link,
    Means,
    Outcome,
    Parcel,
    Shown,
    content,
    require_names,
    require_settings,
)
from briefgen.deliver.copies import Copy
from briefgen.deliver.passwords import secret
from briefgen.errors import DeliveryFailure, EnvironmentFailure
from briefgen.project import printable
from briefgen.spec.delivery import S3

KEY, SECRET = "BRIEFGEN_S3_KEY", "BRIEFGEN_S3_SECRET"
PATIENCE = 60
"""Seconds for which the service may say nothing."""
_ADVICE = "Look at deliver: s3: in briefgen.yaml."


class _Different(Exception):
    """Say that the service holds something else than it was given."""


def foresee(parcel: Parcel, means: Means) -> Foreseen:
    """Return where the files would lie."""
    settings = _settings(means)
    require_names(parcel)
    return Foreseen(f"s3://{settings.bucket}/{_folder(parcel, settings)}", "links", parcel.size)


def show(parcel: Parcel, means: Means) -> Shown:
    """Return the names that the files would have in storage."""
    settings = _settings(means)
    return Shown(names=tuple(_key(copy, parcel, settings) for copy in parcel.copies))


def require(parcel: Parcel, means: Means) -> None:
    """Make sure of key, secret and library, and that the files are those that were packed; no service is asked.

    Raises DeliveryFailure and EnvironmentFailure.
    """
    _service(_settings(means), means)
    for copy in parcel.copies:
        content(copy)


def send(parcel: Parcel, means: Means) -> Outcome:
    """Store all files and return links to them; what is stored already is looked at, not stored again.

    A file that is stored and of which nobody has a link has reached nobody, so that no outcome is ever unknown.
    """
    settings = _settings(means)
    require_names(parcel)
    service = _service(settings, means)
    links: list[Link] = []
    seconds = int(settings.expires.total_seconds())
    for copy in parcel.copies:
        key = _key(copy, parcel, settings)
        data = content(copy)
        try:
            if not _is_there(service, settings.bucket, key, data):
                _put(service, settings.bucket, key, copy, data)
                if not _is_there(service, settings.bucket, key, data):
                    raise _Different
            held = {"Bucket": settings.bucket, "Key": key}
            links.append(Link(copy.name, service.generate_presigned_url("get_object", Params=held, ExpiresIn=seconds)))
        except _Different:
            reason = f"The storage service does not hold {printable(copy.name)} as it was sent."
            return Outcome("failed", reason=reason, hint="Try again later.", temporary=True)
        except Exception as error:
            return _failure(error)
    return Outcome("sent", receipt=f"s3://{settings.bucket}/{_folder(parcel, settings)}", links=tuple(links))


def span_of(means: Means) -> timedelta:
    """Return how long links hold."""
    return _settings(means).expires


def _settings(means: Means) -> S3:
    require_settings(means.settings.s3, "s3", "which storage service holds packs")
    assert means.settings.s3 is not None
    return means.settings.s3


def _folder(parcel: Parcel, settings: S3) -> str:
    return "/".join(part for part in (settings.prefix or "", parcel.delegation) if part)


def _key(copy: Copy, parcel: Parcel, settings: S3) -> str:
    """Return the name in storage: of ASCII, and another one for other content."""
    plain = plain_name(copy.name, f"{copy.edition or copy.brief}_{parcel.delegation}")
    return f"{_folder(parcel, settings)}/{copy.sha256[:32]}/{plain}"


def _service(settings: S3, means: Means) -> Any:
    try:
        boto: Any = import_module("boto3")
        config: Any = import_module("botocore.config")
    except ImportError:
        raise EnvironmentFailure(
            "The library for storage services is not installed.", 'Install it: pip install "briefgen[s3]"'
        ) from None
    user = secret(means.project, KEY, f"key@{settings.endpoint}", "key for the storage service")
    password = secret(means.project, SECRET, f"secret@{settings.endpoint}", "secret for the storage service")
    how = config.Config(
        signature_version="s3v4",
        connect_timeout=PATIENCE,
        read_timeout=PATIENCE,
        retries={"total_max_attempts": 1},
        s3={"addressing_style": "path"},
        # Services other than Amazon's do not know the newer checksums; ours is in x-amz-meta-sha256.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    # A session of its own: profiles and variables of the machine say nothing here.
    session = boto.session.Session(aws_access_key_id=user, aws_secret_access_key=password, region_name=settings.region)
    return session.client("s3", endpoint_url=settings.endpoint, config=how)


def _put(service: Any, bucket: str, key: str, copy: Copy, data: bytes) -> None:
    from urllib.parse import quote

    name = one_line(copy.name)
    plain = key.rpartition("/")[2]
    ending = f".{name.rpartition('.')[2].lower()}"
    service.put_object(
        Bucket=bucket,
        Key=key,
        Body=data,
        # The service compares it and refuses what was damaged on the way.
        ContentMD5=base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode("ascii"),
        ContentType=TYPES.get(ending, "application/octet-stream"),
        ContentDisposition=f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        Metadata={"sha256": copy.sha256},
    )


def _is_there(service: Any, bucket: str, key: str, data: bytes) -> bool:
    """Say whether the service holds exactly these bytes: it is asked for them, not for what it says of them."""
    try:
        if service.head_object(Bucket=bucket, Key=key)["ContentLength"] != len(data):
            return False
        found = hashlib.sha256()
        for piece in service.get_object(Bucket=bucket, Key=key)["Body"].iter_chunks():
            found.update(piece)
    except Exception as error:
        if _code(error) in ("404", "NoSuchKey", "NotFound"):
            return False
        raise
    return found.digest() == hashlib.sha256(data).digest()


def _code(error: Exception) -> str:
    answer: Any = getattr(error, "response", None) or {}
    return str(answer.get("Error", {}).get("Code", ""))


def _failure(error: Exception) -> Outcome:
    """Return the outcome of a fault of boto3, which knows its own only when it runs."""
    code = _code(error)
    answer: Any = getattr(error, "response", None) or {}
    status = int(answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) or 0)
    if code:
        words = {
            "NoSuchBucket": "there is no such bucket",
            "AccessDenied": "access denied",
            "InvalidAccessKeyId": "the key is not known",
            "SignatureDoesNotMatch": "key and secret do not match",
        }.get(code, printable(code))
        busy = status >= 500 or code in ("SlowDown", "RequestTimeout", "BadDigest", "Throttling")
        return Outcome("failed", reason=f"The storage service refuses: {words}.", hint=_ADVICE, temporary=busy)
    if isinstance(error, OSError) or type(error).__module__.startswith(("botocore", "urllib3")):
        reason = "The storage service cannot be reached, or broke off."
        return Outcome("failed", reason=reason, hint=_ADVICE, temporary=True)
    if isinstance(error, DeliveryFailure):
        return Outcome("failed", reason=error.message, hint=error.hint)
    raise error
