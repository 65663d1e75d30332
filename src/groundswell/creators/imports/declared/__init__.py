"""The kinds of file this room reads, declared field by field."""
