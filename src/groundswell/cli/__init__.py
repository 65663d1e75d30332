"""The `groundswell` command: one module per group of verbs, each with a `commands` Typer."""
