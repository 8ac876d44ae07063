"""Questions made from articles, by rule or by a chat model."""

from assistant.evaluation.drafting.by_model import draft_with_model
from assistant.evaluation.drafting.drafts import KEYWORDS, STATEMENT, draft_questions

__all__ = ["KEYWORDS", "STATEMENT", "draft_questions", "draft_with_model"]
