"""Articles that users bring: uploads, indexing in the background, changes by hand."""
