"""What every room may use and that knows no domain: clock, ids, money, text, safe HTTP, tables."""
