"""Learning the weights of the path model from texts that a person aligned.

Needs SciPy and Numba, the extra ``learn``.
"""
