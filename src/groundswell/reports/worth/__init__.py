"""What rests on assumptions: earned media value, and the army of creators against one giant. Never added to money."""
