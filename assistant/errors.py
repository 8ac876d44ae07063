"""What can go wrong, as a tree.

AssistantError
├── ArticleError            one file could not be read; the others are indexed
├── LibraryError            the folder of articles itself cannot be used
├── StoreError              the folder that holds the index cannot be used
│   ├── StoreBusyError      another process owns it
│   ├── StoreMismatchError  it was written by another model or version
│   └── CalibrationError    what was measured for it cannot be read, written or measured
├── ModelError              the embedding model cannot be loaded
├── ChatModelError          the chat model cannot be opened, or did not answer
├── CheckError              what is to be checked cannot be read
├── QuestionError           the question cannot be answered as it was put
├── RecordsError            what is kept of users cannot be read or written
│   ├── UnknownConversationError  this user has none of this id, or no such turn in it
│   └── InvalidEntryError   a preference or a verdict is none that can be kept
└── QuestionSetError        a question set cannot be read

Every message is one line that names the thing, the reason and the cure.
"""


class AssistantError(Exception):
    """Root of all errors that this package raises on purpose."""

    @property
    def sentence(self) -> str:
        """The message as a page or an answer says it."""
        message = str(self)
        end = "" if message.endswith((".", "!", "?")) else "."
        first = message[:1] if message.startswith(("http://", "https://")) else message[:1].upper()
        return first + message[1:] + end


class ArticleError(AssistantError):
    """One file could not be read as an article."""


class LibraryError(AssistantError):
    """The folder of articles is missing or cannot be listed."""


class StoreError(AssistantError):
    """The index folder cannot be read or written."""


class StoreBusyError(StoreError):
    """Another process owns the index folder."""


class StoreMismatchError(StoreError):
    """The index was written by another embedding model or another version."""


class CalibrationError(StoreError):
    """The calibration of an index cannot be read, written or measured."""


class ModelError(AssistantError):
    """The embedding model is missing, damaged or not the one expected."""


class ChatModelError(AssistantError):
    """The chat model cannot be opened, or did not answer; the message is safe to show."""


class CheckError(AssistantError):
    """Statements that are to be checked cannot be read."""


class QuestionError(AssistantError):
    """The question is empty or too long to be a question."""


class QuestionSetError(AssistantError):
    """A question set has a line or a field that cannot be read."""


class RecordsError(AssistantError):
    """What is kept of users cannot be read or written."""


class UnknownConversationError(RecordsError):
    """A user has no conversation of this id, or no such turn in it; others' count as none."""


class InvalidEntryError(RecordsError):
    """A preference or a verdict is none that can be kept."""
