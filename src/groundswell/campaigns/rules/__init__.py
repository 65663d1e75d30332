"""Pure rules of offers: no Django, no I/O."""
