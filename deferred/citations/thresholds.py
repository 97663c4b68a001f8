"""All thresholds in one table: what each of them is.

They were set by hand, in coarse steps, on the project's own sets and the open halves of the unseen ones, not on
sealed ones. `python -m tests.citations.evaluation.fit` tells what each moves where it is a fifth smaller or larger,
for whoever sets one anew.
"""

from __future__ import annotations

# What a place scores: how near to the value the provider cited it, how plainly it states it, what stands beside it.
CITED = 1.2  # for each step from found (0) by cited for a claim (1) to cited for the value (2)
STATED = 0.8  # for a place that states the value as it is, less where more has to be read into it
BESIDE = 0.7  # for a place among the other values of its item
ASIDE = 1.0  # what a place loses that is in the prompt, beside documents
USED = 0.6  # what a place loses that is another field's already
ALIKE = 0.1  # scores this near are no choice

# What a text says of a value: how strongly, from 0 to 1.
PLAIN = 0.8  # from here the value is stated plainly
OTHERWISE = 0.9  # written otherwise: another form, spacing, unit or number of the word
GUESSED = 0.75  # something had to be guessed: a sign, another word for it
DOUBTFUL = 0.6  # up to here there is another reading
PART = 0.4  # it is the name, or a part, of something else

# What a label says of a field: support from 0 to 1.
LABELLED = 0.5  # from here the words around a value name its field
HINTED = 0.2  # from here they are about it
FAINT = 0.35  # what a word like "date" says beside one like "due", and the field's unit beside a number
ABOUT = 0.25  # what the words of what a field lies in, or of its description, add at most
NEAR = 0.9  # weight of the words before a value that are no label of their own
AROUND = 0.5  # weight of a heading, of a clause, of what follows
CLAIM = 0.8  # weight of what a statement of the reply says, and of a role

# What tells where an item of a list is.
AT_HOME = 0.8  # from here a place is among the values of its item
AGREED = 1.2  # from here more than one value of an item stands there
FAR = 300  # characters beyond which two values are not neighbours
SAME_ROW = 0.35  # for two values in one line
PARTED = 0.1  # for every word or mark that parts one item of a sentence from the next

# How much of a text, or a quote, has to be there.
WHOLE = 0.9  # of a value, to say that a quote has it
MOST = 0.7  # of a value's words or pieces, in a sentence that nobody cited
HALF = 0.5  # of a value's words, in a quote that is cited for it

# How far is looked: bounds of time, hardly of what is found.
FEW = 3  # places that still tell where a value comes from
RARE = 20  # places of what tells where its item is
MANY = 80  # places of what stands everywhere
SHORT = 60  # characters of a label, a heading, a line of a form
LONG = 600  # characters of a line beyond which it is no row of a table
TABLE = 60  # lines of a table
