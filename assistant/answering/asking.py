"""What is asked: one line of words, or the reason why it is no question."""

from __future__ import annotations

from assistant.errors import QuestionError


def check_question(question: str, most_characters: int) -> str:
    """The question on one line. Raises QuestionError if it is empty, wordless, broken or long."""
    try:
        question.encode()
    except UnicodeEncodeError as exc:  # half of a pair, or a byte that is no UTF-8
        raise QuestionError("the question has characters that cannot be: retype it") from exc
    asked = " ".join(question.split())
    if not asked:
        raise QuestionError("the question is empty: type a few words")
    if not any(character.isalnum() for character in asked):
        raise QuestionError(f"the question {asked[:20]!r} has no words: type a few words")
    if len(asked) > most_characters:
        raise QuestionError(
            f"the question has {len(asked)} characters, at most {most_characters} are read: "
            "shorten it"
        )
    return asked
