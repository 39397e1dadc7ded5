"""The command line: reading arguments and printing, nothing else.

Each command is a module with ``SUMMARY``, ``add_arguments(parser)`` and ``run(arguments)``; only
the one that was asked for is imported.
"""
