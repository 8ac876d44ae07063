"""Tests of the questions that are made from articles."""
