"""Any file a marketer has: read, understood by the meaning of its columns, and written once.

`tables.read_table` opens a file, `kinds` knows what files can be, `detection.detect` decides which
kind it is and what each column means, `runs.run_import` writes. Everything but `runs`, `sources`
and `writers/` is free of Django.
"""
