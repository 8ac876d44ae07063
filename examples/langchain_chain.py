"""The chain and the retriever inside a LangChain program: `python examples/langchain_chain.py`."""

from langchain_core.runnables import RunnableLambda

from assistant import Assistant

with Assistant.open("seeds/articles") as assistant:
    # The chain is a Runnable from {"question", "history"} to an Answer.
    chain = assistant.chain | RunnableLambda(lambda answer: answer.to_message())
    message = chain.invoke({"question": "How much did the ACLU's test of Rekognition cost?"})
    for block in message.content_blocks:
        print(block)  # text with LangChain's standard citations as annotations

    # The retriever gives passages as documents with source, title, start, end and score.
    for document in assistant.as_retriever(k=3).invoke("threshold for police work"):
        print(document.metadata)
