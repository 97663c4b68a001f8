"""Look-ahead: forked children find the calls that come next, so that they go into the same job.

The user's process                                            A child (two or three of them)
------------------                                            ------------------------------
for text in texts:
    reply = client.messages.create(...)
    print(reply.text)        <- must wait
        |
        |  fork, the engine's threads standing still  ----->  isolation (child.py), each step or the child ends:
        |                                                       open_files   reopened, copied to memory, or cut off
        |                                                       memory       shared mappings become private
        |                                                       clock, files, databases    what Python offers of them
        |                                                       lockdown     no capabilities, Landlock, seccomp
        |                                                       audit        ends it with a reason in words
        |                                                     the awaited call gets a phantom (variants.py, ghosts.py)
        |                                                     print(phantom)                   goes to /dev/null
        |  pipe: "I would make this call"             <-----  client.messages.create(...)      the next item
        |         (messages.py)                                 certainty.py: was the way to it free of answers?
        |                                                     ... to the end of the block, then `_exit`
        v
    what all children asked alike (look_ahead.py)
        |  its site has run before? its cost within the stake? (purchases.py)
        v
    intake.take_ahead: a call like any other, that nobody waits for yet
        |
    the wave goes out with all of them; the script runs on as ever,
    makes the next call, and finds it bought: intake joins it, as a call that was given up.
    Calls whose answers are there are answered in the next children too, so step 2 is found in the second wave.

Two things are never traded for reach. *The world*: what a child cannot do ends it; it is never given an error, for
then all children would take the error path and agree on calls that are never made. The filter of system calls is a
list of what is allowed (policy.py, a table), so what a later kernel brings is refused. Where a layer is missing, no
process is forked. *Money*: a call is sent ahead only if all children ask it, and nothing that an answer may have
decided lies on the way to it (certainty.py), up to a stake.

The parent serves what a child asks of the ledger: SQLite must not be used across a fork. A child's session works on
`backend.py` in the place of the engine; `intake.divert` is the only switch.

What is not isolated: reads. A child may read any file that the user may, by C code also FIFOs and devices; it uses
processor and memory. Hooks that libraries have registered for forks run before the isolation.
"""
