"""Groundswell: a micro-influencer marketing programme, end to end."""

import os

# Threads of the matrix library wait for one another by spinning: on a busy machine a small fit took ten times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
