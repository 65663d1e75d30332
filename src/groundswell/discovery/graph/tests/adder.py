"""Adds lists to the follow graph in the folder named, commit after commit, until it is killed; says how many are whole."""

import sys
from pathlib import Path

import numpy as np

from groundswell.discovery.graph.place import LIST
from groundswell.discovery.graph.writing import writing

STEP = 300

with writing(Path(sys.argv[1])) as writer:
    assert writer
    for begin in range(1, 10**8, STEP):
        accounts = range(begin, begin + STEP)
        lists = np.zeros(STEP, dtype=LIST)
        lists["account"], lists["length"] = list(accounts), 2
        names = [name for account in accounts for name in (f"bluesky:{account % 100}", f"bluesky:{account}")]
        writer.add(lists, writer.number(names))
        writer.commit()
        sys.stdout.write(f"{begin + STEP - 1}\n")
        sys.stdout.flush()
