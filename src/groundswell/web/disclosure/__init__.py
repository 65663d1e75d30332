"""Pages of the disclosure ledger."""
