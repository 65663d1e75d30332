"""Tests of customers: files, matches, consents."""
