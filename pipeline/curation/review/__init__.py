"""The review page: a queue, a card to decide on, and the source beside it."""
