"""Mailboxes, templates and the messages sent with them."""
