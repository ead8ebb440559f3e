"""From the name of a brief to a finished file.

build.py   all stages on one screen
batch.py   several briefs at once: all problems together, good briefs built
make.py    one edition after the other; jobs.py several at once, worker.py the processes in which they are made
drawn.py   a brief drawn and laid out, for what copies, packs and drafts begin with
interrupts.py  Ctrl-C and SIGTERM; faults.py what is said of an exception that nobody expected
wish.py    what a reader of this edition wants otherwise than the specification says
names.py   what the file is called
results.py what comes of a brief, and the order for one; all of it passes between processes

plan.py    which editions are current, found without importing anything heavy: current.py decides by the record of an
           edition (manifest.py, made by record.py), the states of files (states.py) and what is installed
           (installation.py); output.py knows where finished briefs go
shared.py  what all briefs share, read once
growing.py databases that are kept, brought from one version of their tables to the next
files.py   files that appear whole or not at all; work.py folders for work in progress; sealed.py small records
judging.py finished files, whoever made them, judged by what they claim; hearing.py what a listener hears of them;
           given.py reads them
signing.py with what finished files are signed, and that they stay what was verified; key_ring.py the system's passwords
clean.py   away with what builds leave

schemas.py JSON Schemas of all that authors may write
finding.py what a look at an installation found, in words

overview/  briefgen show        scaffold/  briefgen init and new
doctor/    briefgen doctor      exchange/  briefgen facts
"""
