"""Bluesky's live stream: read while the worker runs, filtered by what is watched for, stored as it is told."""

from groundswell.tracking.stream.listening import Listener, listen_once
from groundswell.tracking.stream.watched import stream_address, watched

__all__ = ["Listener", "listen_once", "stream_address", "watched"]
