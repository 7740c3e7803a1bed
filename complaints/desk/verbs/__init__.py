"""The verbs of officers: what each asks for, its page, and doing it.

Every form returns values named like the arguments of its verb.
"""
