"""The models that the assistant runs."""
