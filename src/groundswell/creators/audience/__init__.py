"""Who follows an account: shares with intervals out of samples, files and insights. Pure: no Django, no database."""
