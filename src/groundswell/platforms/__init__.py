"""The networks creators publish on: their names, and what their addresses mean."""
