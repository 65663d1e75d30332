"""What the programme cost and what it brought."""
