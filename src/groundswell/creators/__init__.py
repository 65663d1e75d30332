"""Creators, their accounts, posts and readings; files brought in; identities merged."""
