"""What a campaign added, told without codes or links: pure functions over a daily series or a panel of regions."""
