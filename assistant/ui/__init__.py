"""The page: chat on the left, the article with its quotes lit on the right."""
