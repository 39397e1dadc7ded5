"""Tables of messages: Arrow record batches in, a table of findings out.

One code path serves ``servicetone scan``, ``servicetone.frames`` and ``servicetone.spark``. It
needs the extra ``servicetone[tables]`` (pyarrow); nothing else of servicetone imports it.
"""
