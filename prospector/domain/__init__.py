"""The words of the trade and their rules; standard library only."""
