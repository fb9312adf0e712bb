"""The shell of every page this program writes: one file, no network, no library."""

from pipeline.pages.page import render

__all__ = ["render"]
