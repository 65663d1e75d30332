"""Tests of the pages on which people are found."""
