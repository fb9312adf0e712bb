"""Every error of the project.

CaseSeriesError           exit code 2 unless noted
├── CorpusError           the corpus folder is missing, empty or not a folder
├── PackError             a pack is incomplete or broken
│   └── LexiconError      a lexicon row is wrong: "file:line: what; what to do"
├── ModelError            the asked spaCy model is not installed or does not load
├── ReaderError           one file cannot be read (becomes an Issue, the run goes on)
├── EvidenceError         a quote is not the text at its offsets (stops the run)
├── GoldError             a gold file is missing or malformed
├── OutputError           an outputs folder is missing, incomplete or not writable
├── LedgerError           a ledger, or what another reader made, cannot be used
├── ExpressionError       a condition or column of a comparison cannot be read
└── MissingExtraError     an optional library is not installed

A message names the place, the fault and the next step, in one line.
"""


class CaseSeriesError(Exception):
    """Base of all errors a user may see."""


class CorpusError(CaseSeriesError):
    """The corpus cannot be walked."""


class PackError(CaseSeriesError):
    """A pack is incomplete or broken."""


class LexiconError(PackError):
    """A row of a lexicon is wrong."""


class ModelError(CaseSeriesError):
    """A spaCy model cannot be loaded."""


class ReaderError(CaseSeriesError):
    """One file cannot be read."""


class EvidenceError(CaseSeriesError):
    """A quote differs from the text at its offsets."""


class GoldError(CaseSeriesError):
    """A gold file is missing or malformed."""


class OutputError(CaseSeriesError):
    """An outputs folder is missing, incomplete or not writable."""


class LedgerError(CaseSeriesError):
    """A ledger cannot be read or written, or a reader's file is no use."""


class ExpressionError(CaseSeriesError):
    """A condition or column asked for on the command line cannot be read."""


class MissingExtraError(CaseSeriesError):
    """A command needs an optional library."""
