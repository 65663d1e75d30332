"""What runs when, and the worker that runs it."""
