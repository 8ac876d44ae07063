"""Ask the articles that come with the program: `python examples/ask.py`."""

from assistant import Assistant

with Assistant.open("seeds/articles") as assistant:
    answer = assistant.ask("Why did IBM leave facial recognition?")
    for citation in answer.citations:
        print(f"“{citation.quote}”")
        print(f"    {citation.title}, {citation.source}:{citation.start}-{citation.end}")

    follow_up = assistant.ask("What about Microsoft?", [(answer.question, answer.text)])
    print(follow_up.searched)
    print(follow_up.text)
