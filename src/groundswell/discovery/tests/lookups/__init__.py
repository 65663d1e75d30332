"""Tests of hashtags, comparisons and audiences alike."""
