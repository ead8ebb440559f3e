"""Signing a finished file with pyHanko: the one place that knows it, besides the reader of signatures in `check`.

sign.py       the one way in: bytes in, the same bytes with a signed update behind them out
key.py        certificate and key from a PKCS#12 file
field.py      the field of a signature, and its element in the structure
writer.py     writing the update, and nothing that is not asked for
timestamp.py  asking a timestamp server
"""
