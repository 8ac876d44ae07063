"""Tests of `assistant/evaluation/question_sets`."""
