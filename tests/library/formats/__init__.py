"""Tests of the formats other than text and web pages."""
