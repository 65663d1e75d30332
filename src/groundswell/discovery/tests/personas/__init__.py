"""Tests of personas and the fit."""
