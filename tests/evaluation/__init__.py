"""Tests of `assistant/evaluation`."""
