"""Tests of `assistant/evaluation/calibrating`."""
