"""Looking at a finished file: what it claims, whether it holds, what a listener hears.

verify.py  what stops a build
"""
