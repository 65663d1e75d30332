"""What the index holds of each account. Raise VERSION with every change here or in documents.py: old ones are rebuilt."""

from functools import cache
from pathlib import Path

import tantivy

from groundswell.discovery.language.counting import TERM_FACETS
from groundswell.discovery.language.tree import REAL_FIELDS, TERM_FIELDS, TEXT_FIELDS, WHOLE_FIELDS
from groundswell.discovery.language.words import analyzer

VERSION = 3
JOINED = ("audience",)  # one text of many terms: handing Tantivy each alone takes longer than indexing them
RANKS = ("by_followers", "by_engagement", "by_growth")


@cache
def schema() -> tantivy.Schema:
    """`id` is text because deleting by a term of an unsigned field silently deletes nothing."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "scope"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in TERM_FIELDS:
        tokenizer = "joined" if name in JOINED else "raw"
        builder.add_text_field(name, tokenizer_name=tokenizer, index_option="basic", fast=name in TERM_FACETS)
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="words")
    builder.add_text_field("cell", tokenizer_name="raw", index_option="basic")
    for name in (*WHOLE_FIELDS, *RANKS, "changed", "row", "digest"):
        builder.add_integer_field(name, indexed=name == "account", fast=True)
    for name in REAL_FIELDS:
        builder.add_float_field(name, fast=True)
    return builder.build()


def create(path: Path) -> tantivy.Index:
    """A new, empty index in a new folder."""
    path.mkdir(parents=True)
    return _with_words(tantivy.Index(schema(), path=str(path), reuse=False))


def open_(path: Path) -> tantivy.Index:
    """The index in that folder; `ValueError` when it is damaged."""
    return _with_words(tantivy.Index.open(str(path)))


def _with_words(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("words", analyzer())
    index.register_tokenizer("joined", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    index.config_reader("manual")
    return index
