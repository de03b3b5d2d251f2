"""Errdex: what a Binance API error means, what to do about it, and whether sending again is safe."""

__version__ = "0.1.0"
