"""Tests of `assistant/evaluation/reporting`."""
