"""Every known error code, what it means, and what we say about it.

Read-only; knows nothing of pastes, notes or windows.
"""
