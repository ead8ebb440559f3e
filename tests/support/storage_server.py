"""S3 on this machine, played by moto."""

from __future__ import annotations

import logging
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from mail_server import free_port
from moto.server import ThreadedMotoServer

logging.getLogger("werkzeug").setLevel(logging.ERROR)  # what a test says of its failure would be buried


@contextmanager
def storage_service() -> Iterator[str]:
    """Run empty storage and yield its address."""
    server = ThreadedMotoServer("127.0.0.1", free_port(), verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    # All servers of a process share what they hold.
    urllib.request.urlopen(urllib.request.Request(f"{address}/moto-api/reset", method="POST")).close()
    try:
        yield address
    finally:
        server.stop()


def storage_client(address: str) -> Any:
    return boto3.client(
        "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret"
    )


@contextmanager
def storage_server() -> Iterator[tuple[str, Any]]:
    """Run storage with a bucket for packs, and yield its address and a client."""
    with storage_service() as address:
        client = storage_client(address)
        client.create_bucket(Bucket="packs")
        yield address, client
