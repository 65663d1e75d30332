"""Pages of the board, the grid and the day."""
