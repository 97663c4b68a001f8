from itertools import takewhile as going
