"""The weekly digest (principle P17): what a team can talk about, in counts.

No names, no messages; a number under five is not told. Needs the extra ``servicetone[digest]``.
"""
