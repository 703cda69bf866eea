"""World: an invented region with its press, its events, and what really happened."""
