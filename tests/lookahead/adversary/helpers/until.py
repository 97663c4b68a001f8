import itertools


def until(test, items):
    return itertools.takewhile(lambda item: not test(item), items)
