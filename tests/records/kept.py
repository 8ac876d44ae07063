"""Answers and turns to be kept, with any characters that there are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from assistant import Answer, Citation
from assistant.answering.answer import Statement
from assistant.answering.disagreement import Disagreement, Side
from assistant.checking.values import Reason
from assistant.records.conversations import Conversations
from assistant.records.feedback import Feedback
from assistant.records.record import Record
from assistant.types import Passage, Span

# What files, models and people may bring: NUL, halves of a pair side by side, turned text.
HOSTILE = (
    "\x00</script>'\"; DROP TABLE turns;-- \ud83d\ude00 \u202egpj.exe \u2028 😀 e\u0301 \\u0000"
)
QUOTE = f"The bridge is 44 meters long. {HOSTILE}"
CITATION = Citation(
    id=1,
    source="articles/bridge.md",
    title="The bridge",
    sha256="ab12",
    start=7,
    end=7 + len(QUOTE),
    quote=QUOTE,
    status="moved",
    date="1961-04-02",
    sentences=(Span(7, 36),),
    author="Aylin Tan",
    before="before ",
    after=" after",
    now=Span(9, 9 + len(QUOTE)),
)
PASSAGE = Passage("articles/bridge.md", "The bridge", 0, 90, 1.25, f"before {QUOTE} after")
ANSWER = Answer(
    "How long is the bridge?",
    f"The bridge:\n“{QUOTE}” [1]",
    abstained=False,
    confidence=0.87654321,
    citations=(CITATION,),
    withheld=(replace(CITATION, id=2, now=None, author=None, status="missing"),),
    passages=(PASSAGE,),
    searched="How long is the bridge of Karasu?",
    model="scripted",
    timings_ms={"retrieve": 1.26, "write": 900.0},
    statements=(Statement("It is 44 meters long.", (1,)),),
    left_out=(Statement("It is red.", (2,), (Reason("name", "says red"),)),),
    note="The model ended early.",
    disagreement=Disagreement(
        "number",
        (
            Side(1, "44 meters", "articles/bridge.md", "The bridge", "1961-04-02"),
            Side(2, "48 meters", "articles/cape.md", "The cape", None),
        ),
    ),
)
REFUSAL = Answer(
    "Who painted it?",
    "Not in these articles.",
    True,
    0.1,
    withheld=(CITATION,),
    passages=(PASSAGE,),
)
RECORD = Record(
    "How long is the bridge?",
    1_700_000_000.25,
    ANSWER,
    sources=("articles/bridge.md",),
    paths={"articles/bridge.md": "/home/aylin/articles/bridge.md"},
)
PENDING = replace(RECORD, answer=None, complete=False)
GOOD = Feedback("up", note=HOSTILE)


def asked(conversations: Conversations, *questions: str, user: str = "") -> str:
    """A conversation with these questions; its id."""
    id = conversations.start(user).id
    for question in questions:
        conversations.append(user, id, replace(RECORD, question=question))
    return id


def questions(conversations: Conversations, id: str, user: str = "") -> list[str]:
    """The questions of a conversation."""
    return [record.question for record in conversations.turns(user, id)]


texts = st.text(st.characters())  # with halves of pairs, which Hypothesis leaves out by itself
spans = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(
    lambda ends: Span(*sorted(ends))
)
citations = st.builds(
    Citation,
    id=st.integers(),
    source=texts,
    title=texts,
    sha256=texts,
    quote=texts,
    status=st.sampled_from(["verbatim", "moved", "changed", "missing"]),
    date=st.none() | texts,
    sentences=st.lists(spans, max_size=3).map(tuple),
    author=st.none() | texts,
    before=texts,
    after=texts,
    now=st.none() | spans,
)
reasons = st.builds(Reason, st.sampled_from(["number", "negation"]), texts)
statements = st.builds(
    Statement,
    texts,
    st.lists(st.integers(), max_size=3).map(tuple),
    st.lists(reasons, max_size=2).map(tuple),
)
answers = st.builds(
    Answer,
    question=texts,
    text=texts,
    abstained=st.booleans(),
    confidence=st.floats(allow_nan=False),
    citations=st.lists(citations, max_size=2).map(tuple),
    withheld=st.lists(citations, max_size=1).map(tuple),
    passages=st.lists(st.builds(Passage, texts, texts, score=st.floats(0, 9), text=texts)).map(
        tuple
    ),
    searched=texts,
    model=st.none() | texts,
    timings_ms=st.dictionaries(texts, st.floats(0, 1e9), max_size=2),
    statements=st.lists(statements, max_size=2).map(tuple),
    left_out=st.lists(statements, max_size=2).map(tuple),
    note=texts,
    context=st.none(),
    complete=st.booleans(),
    disagreement=st.none() | st.just(ANSWER.disagreement),
)
