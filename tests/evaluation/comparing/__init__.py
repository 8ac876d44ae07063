"""Tests of `assistant/evaluation/comparing`."""
