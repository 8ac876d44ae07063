"""Tests of `assistant/evaluation/checking`."""
