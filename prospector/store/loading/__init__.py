"""Putting imported rows into the store: staged outside the lock, then published in one transaction.

Rows wait in SQLite's own temporary database while a file is read and checked; then one transaction gives them their
places. What is inserted carries the number of its import; what is changed is journaled.
"""
