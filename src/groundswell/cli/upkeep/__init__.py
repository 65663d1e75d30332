"""What keeps an installation going: preparing, running, checking, backing up."""
