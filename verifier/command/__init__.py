"""`python -m verifier FILE|LINK|DIGITS ... --root HEX --trust FILE`: the four answers about papers, offline.

1. An input is a file (PDF, picture, text with one link in a line), a link, the digits after its `#`, or `-` for what is
   piped in. The record and the page of a PDF that carries its token are held against the token.
2. The exit status is 0 only when every input is genuine and valid, 1 otherwise, 2 for bad usage, which includes a trust
   list that the root did not sign.
3. An input that cannot be read gets one plain sentence, in Chinese and in English; the next one is looked at.
4. Nothing leaves this machine. With `--online` the trust list and the status lists are fetched, each for all agreements
   of a school and a year; no request names an agreement.
5. Pictures and PDFs need the extra `files`; links and digits need `cryptography` alone.
"""

from __future__ import annotations
