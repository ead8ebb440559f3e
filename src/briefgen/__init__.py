"""Build bilingual PDF briefs from written specifications and a store of sourced facts."""

__version__ = "0.1.0"
