"""What is asked of a sentence, and which sentences nothing is asked of."""

from __future__ import annotations

import pytest

from assistant.evaluation.drafting.clauses import find_clauses
from assistant.evaluation.drafting.wording import word_questions


def asked(sentence: str) -> dict[str, str]:
    """Each question that a sentence answers, and the answer; capitals are names."""
    return {
        wording.text: sentence[wording.start : wording.end]
        for clause in find_clauses(
            sentence, lambda word: word not in ("The", "A", "Residents", "Dr")
        )
        for wording in word_questions(clause)
    }


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "The ACLU published a test of Rekognition on July 26, 2018.",
            "When did the ACLU publish a test of Rekognition?",
            "July 26, 2018",
        ),
        (
            "In 1066, Duke William II conquered the whole of England, killing many.",
            "In which year did Duke William II conquer the whole of England?",
            "1066",
        ),
        (
            "The Krasiński Garden of Warsaw was extended in the 19th century.",
            "In which century was the Krasiński Garden of Warsaw extended?",
            "19th century",
        ),
        (
            "Genghis Khan united the Mongol tribes and became Great Khan in 1206.",
            "When did Genghis Khan become Great Khan?",
            "1206",
        ),
        (
            "Clearview had already left the Canadian market in 2020.",
            "When did Clearview leave the Canadian market?",
            "2020",
        ),
        (
            "Critics recalled that Rekognition had falsely matched 28 members of Congress.",
            "How many members of Congress did Rekognition falsely match?",
            "28",
        ),
        (
            "About 1,200 people of Karasu were sent to the Cape Lamp.",
            "How many people of Karasu were sent to the Cape Lamp?",
            "1,200",
        ),
        (
            "Facebook paid $550 million to residents of Illinois.",
            "How much did Facebook pay to residents of Illinois?",
            "$550 million",
        ),
        (
            "Harvard College accepted 5.3% of applicants for the class of 2019.",
            "What percentage of applicants did Harvard College accept for the class of 2019?",
            "5.3%",
        ),
        ("The Karasu Bridge is 44 metres long.", "How long is the Karasu Bridge?", "44"),
        (
            "The population of Warsaw was 1.7 million.",
            "What was the population of Warsaw?",
            "1.7 million",
        ),
        (
            "Brad Smith, the president of Microsoft, explained a new policy to the BBC.",
            "Who explained a new policy to the BBC?",
            "Brad Smith",
        ),
        (
            "The Karasu Company was founded by Mehmet Kaya in Istanbul.",
            "Who founded the Karasu Company in Istanbul?",
            "Mehmet Kaya",
        ),
        (
            "Warsaw is the official capital city of Poland, which is old.",
            "What is the official capital city of Poland?",
            "Warsaw",
        ),
        (
            "Arvind Krishna is the chief executive of IBM.",
            "Who is the chief executive of IBM?",
            "Arvind Krishna",
        ),
        (
            "The mayor of Warsaw is called President.",
            "What is the mayor of Warsaw called?",
            "President",
        ),
        (
            "Amazon recommended a threshold of 99 percent for police work.",
            "What did Amazon recommend for police work?",
            "a threshold of 99 percent",
        ),
        (
            "The treaty of Ghent ended the War of 1812 between Britain and America.",
            "What ended the War of 1812 between Britain and America?",
            "The treaty of Ghent",
        ),
        (
            "Nathan Alterman, the Israeli poet, was born in Warsaw.",
            "Where was Nathan Alterman born?",
            "Warsaw",
        ),
        (
            "Chinese physicians opposed Western medicine because it broke with Confucius.",
            "Why did Chinese physicians oppose Western medicine?",
            "it broke with Confucius",
        ),
        (
            "The Karasu Company commenced the construction of the Ada Bridge in 1889.",
            "When did the Karasu Company start the construction of the Ada Bridge?",
            "1889",
        ),
        ("Dr. Ada Byron died in Rome in 1850.", "When did Dr. Ada Byron die in Rome?", "1850"),
        (
            "President Barack Obama praised Brooklyn's P-TECH school in February 2013.",
            "When did President Barack Obama praise Brooklyn's P-TECH school?",
            "February 2013",
        ),
    ],
)
def test_what_is_asked(sentence: str, question: str, answer: str) -> None:
    """Word order, tense and capitals are those of a question; the answer is cut to its words."""
    found = asked(sentence)
    assert found.get(question) == answer, found


@pytest.mark.parametrize(
    "sentence",
    [
        "It published a test of Rekognition on July 26, 2018.",  # who?
        "The company left the Canadian market in 2020.",  # which?
        "A second version passed the House in March 2021.",  # of what?
        "New Mexico followed in April 2021.",  # whom?
        "Greece passed that law in July 2022.",
        "“Amazon sued IBM in 2020,” Ada said.",
        "Amazon sued IBM in 2020!",
        "Amazon sued IBM in 2020",
        "The letter sent to Amazon in 2020 was long.",  # nobody sent the letter to …
        "When Amazon sued IBM in 2020 nobody knew.",
        "Unlocking a phone of Apple began in 2017.",
        "The museum preserves old objects connected with Ada in 1800.",
        "Amazon and others sued here in 2020.",
        "There were 28 members of Congress in Warsaw.",
        "Ada was hampered by Amazon and surrendered in 1264.",
        "Greece fined the company 20 million euros in July 2022.",  # which?
        "In 2006, UNICEF estimated that 30% of girls in Malindi, Mombasa and Kilifi were poor.",
    ],
)
def test_what_is_left_alone(sentence: str) -> None:
    """No date is asked for where a rule could read the sentence in two ways, or not alone."""
    assert not [text for text in asked(sentence) if text.startswith(("When", "In which", "Who"))]


def test_the_reason_of_something_else() -> None:
    """What comes after a comma may be why another thing happened."""
    found = asked(
        "Oxygen was discovered by Carl Scheele in Uppsala, but Joseph Priestley is given priority "
        "because his work was published first."
    )
    assert not [text for text in found if text.startswith("Why")]


def test_the_answer_is_not_in_the_question() -> None:
    """What is asked for is cut out, with the words that lead to it."""
    found = asked("Mehmet Kaya founded the Karasu Company early in May 1889.")
    assert found["When did Mehmet Kaya found the Karasu Company?"] == "May 1889"
    assert all(answer not in text for text, answer in found.items())
