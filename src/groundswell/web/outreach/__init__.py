"""Pages of messages, templates and mailboxes."""
