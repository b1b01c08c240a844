---------------------------- MODULE ExactlyOnce ----------------------------
(***************************************************************************)
(* Weir's protocol: aligned barriers, pre-commit, the decision in the      *)
(* journal, commits with a ledger, attempts that fence each other, and     *)
(* recovery that writes again what is decided and not committed.           *)
(*                                                                         *)
(* docs/model.md says what is modelled, what is not, which class of the    *)
(* code each action stands for, and which mutant each invariant kills.     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Route,            \* Route[s][p]: the task that record p of source s goes to, by its key
    AttemptsMax,      \* the last attempt suffers no crash and no timeout of its own
    TimeoutsMax,      \* how often the broker gives a sealed transaction up
    UncommittedMax,   \* checkpoints that are decided and not committed
    LastIsLeftAlone,  \* whether older attempts' recoveries are over when the last attempt starts
    Off               \* the protections that are switched off: the mutants

Has(protection) == protection \notin Off

Sources == 1..Len(Route)
Tasks == 1..2
Attempts == 1..AttemptsMax
Records == UNION {{<<s, p>> : p \in 1..Len(Route[s])} : s \in Sources}
EndOf == [s \in Sources |-> Len(Route[s])]

\* Layouts for configurations: two records of a source meet in one task, and each task hears of both sources.
RouteLarge == << <<1, 1>>, <<1, 2>> >>
RouteSmall == << <<1, 1>>, <<2>> >>
RouteTiny == << <<1>>, <<2>> >>

VARIABLES
    claim,    \* the newest attempt that has claimed its number
    journal,  \* what recovery reads: the newest segment's attempt, its first id, the chain of checkpoints; durable: also its last
    att,      \* what each attempt has in memory, but for its records
    flow,     \* the records in the memory of the newest attempt: positions, channels, alignment, state
    log,      \* the outside system: for each task a sequence of transactions that were not rolled back
    ledger,   \* the outside system: for each task the checkpoint whose output was committed last
    writer,   \* the attempt that holds the one producer by which recoveries write
    timeouts, \* how many transactions the broker gave up
    used      \* history: which attempt used which checkpoint id

vars == <<claim, journal, att, flow, log, ledger, writer, timeouts, used>>

BARRIER == 0
NoCheckpoint == [id |-> 0]
NoFlow == [by |-> 0]
New == [ph |-> "new"]
Dead == [ph |-> "dead"]

IsAlive(a) == att[a].ph \notin {"new", "dead", "done"}
IsRunning(a) == att[a].ph = "running"
Runs(a) == IsRunning(a) /\ flow.by = a

LastOf(list) == IF list = <<>>
                THEN [id |-> 0, pos |-> [s \in Sources |-> 0], st |-> [t \in Tasks |-> {}], conf |-> 0]
                ELSE list[Len(list)]
IdsOf(list) == {list[i].id : i \in 1..Len(list)}
Max(m, n) == IF m > n THEN m ELSE n

Die(a) == /\ att' = [att EXCEPT ![a] = Dead]
          /\ flow' = IF flow.by = a THEN NoFlow ELSE flow

-----------------------------------------------------------------------------
(* The outside system. *)

IsCommitted(txn) == txn.st = "committed"
IsSealedBy(txn, a, n) == txn.st = "sealed" /\ txn.by = a /\ txn.n = n
IsOpenOf(txn, a) == txn.st = "open" /\ txn.by = a
IndexOf(t, Test(_)) == {i \in 1..Len(log[t]) : Test(log[t][i])}
OpenIndex(t, a) == IndexOf(t, LAMBDA txn : IsOpenOf(txn, a))
SealedIndex(t, a, n) == IndexOf(t, LAMBDA txn : IsSealedBy(txn, a, n))
Only(set) == CHOOSE x \in set : TRUE

RECURSIVE Concat(_)
Concat(txns) == IF txns = <<>> THEN <<>> ELSE Head(txns).recs \o Concat(Tail(txns))
Visible(t) == Concat(SelectSeq(log[t], IsCommitted))
VisibleSet(t) == LET v == Visible(t) IN {v[i] : i \in 1..Len(v)}

OpenRecords(t, a) == IF OpenIndex(t, a) = {} THEN <<>> ELSE log[t][Only(OpenIndex(t, a))].recs
WithRecord(t, a, r) ==
    IF OpenIndex(t, a) = {}
    THEN Append(log[t], [by |-> a, n |-> 0, recs |-> <<r>>, st |-> "open"])
    ELSE [log[t] EXCEPT ![Only(OpenIndex(t, a))].recs = Append(@, r)]
WithSealed(t, a, n) ==
    IF OpenIndex(t, a) = {} THEN log[t]
    ELSE [log[t] EXCEPT ![Only(OpenIndex(t, a))] = [@ EXCEPT !.st = "sealed", !.n = n]]
WithRedone(t, a, n, recs) == Append(log[t], [by |-> a, n |-> n, recs |-> recs, st |-> "committed"])

\* The broker's transaction timeout rolls a sealed transaction back, whether its checkpoint is decided or not.
TimeOut(t) ==
    /\ timeouts < TimeoutsMax
    /\ \E i \in 1..Len(log[t]) :
        /\ log[t][i].st = "sealed"
        /\ log[t][i].by < AttemptsMax
        /\ log' = [log EXCEPT ![t] = SubSeq(@, 1, i - 1) \o SubSeq(@, i + 1, Len(@))]
    /\ timeouts' = timeouts + 1
    /\ UNCHANGED <<claim, journal, att, flow, ledger, writer, used>>

-----------------------------------------------------------------------------
(* The flow of records, of the newest attempt. An older one's goes on in its own memory only: what it could still do to
   the world is to write, sync and commit a checkpoint it has collected, and that it keeps. *)

FlowFrom(a, checkpoint) ==
    [by |-> a, pos |-> checkpoint.pos, chan |-> [s \in Sources |-> [t \in Tasks |-> <<>>]], seen |-> checkpoint.st,
     id |-> 0, inject |-> {}, base |-> checkpoint.pos, arrived |-> [t \in Tasks |-> {}],
     acks |-> [t \in Tasks |-> <<>>]]

Emit(a, s) ==
    /\ Runs(a)
    /\ flow.pos[s] < EndOf[s]
    /\ LET p == flow.pos[s] + 1
       IN flow' = [flow EXCEPT !.pos[s] = p, !.chan[s][Route[s][p]] = Append(@, p)]
    /\ UNCHANGED <<claim, journal, att, log, ledger, writer, timeouts, used>>

HasMoved == flow.pos # flow.base

Begin(a) ==
    /\ Runs(a)
    /\ flow.id = 0 /\ att[a].cp = NoCheckpoint
    /\ Len(att[a].queue) < UncommittedMax
    /\ flow' = [flow EXCEPT !.id = att[a].next, !.inject = Sources]
    /\ used' = used \cup {<<att[a].next, a>>}
    /\ UNCHANGED <<claim, journal, att, log, ledger, writer, timeouts>>

Trigger(a) == Runs(a) /\ HasMoved /\ Begin(a)

Inject(a, s) ==
    /\ Runs(a)
    /\ s \in flow.inject
    /\ flow' = [flow EXCEPT !.inject = @ \ {s}, !.base[s] = flow.pos[s],
                            !.chan[s] = [t \in Tasks |-> Append(@[t], BARRIER)]]
    /\ UNCHANGED <<claim, journal, att, log, ledger, writer, timeouts, used>>

MayTake(a, s, t) ==
    /\ Runs(a)
    /\ Has("pre-commit-check") => att[a].valid
    /\ flow.chan[s][t] # <<>>
    /\ Has("alignment") => s \notin flow.arrived[t]

TakeRecord(a, s, t) ==
    /\ MayTake(a, s, t)
    /\ Head(flow.chan[s][t]) # BARRIER
    /\ LET r == <<s, Head(flow.chan[s][t])>>
       IN /\ flow' = [flow EXCEPT !.chan[s][t] = Tail(@), !.seen[t] = @ \cup {r}]
          /\ log' = [log EXCEPT ![t] = WithRecord(t, a, r)]
    /\ UNCHANGED <<claim, journal, att, ledger, writer, timeouts, used>>

Collected(a, acks) ==
    [id |-> flow.id, pos |-> IF Has("position-at-barrier") THEN flow.base ELSE flow.pos,
     st |-> [t \in Tasks |-> acks[t].st], com |-> [t \in Tasks |-> acks[t].com], conf |-> att[a].conf]

TasksToCommit(checkpoint) == SelectSeq(<<1, 2>>, LAMBDA t : checkpoint.com[t] # <<>>)

\* A checkpoint leaves the queue of commits when all its output is committed.
RECURSIVE Confirmed(_, _)
Confirmed(queue, conf) ==
    IF queue # <<>> /\ queue[1].ts = <<>> THEN Confirmed(Tail(queue), queue[1].n)
    ELSE [queue |-> queue, conf |-> conf]

Queued(state, checkpoint) ==
    LET c == Confirmed(Append(state.queue, [n |-> checkpoint.id, ts |-> TasksToCommit(checkpoint)]), state.conf)
    IN [state EXCEPT !.queue = c.queue, !.conf = c.conf]

\* The last barrier makes the task take its snapshot and seal its transaction; the last task completes the checkpoint.
TakeBarrier(a, s, t) ==
    /\ MayTake(a, s, t)
    /\ Head(flow.chan[s][t]) = BARRIER
    /\ LET arrived == flow.arrived[t] \cup {s}
           aligned == arrived = Sources
           acks == [flow.acks EXCEPT ![t] = <<[st |-> flow.seen[t], com |-> OpenRecords(t, a)]>>]
           complete == aligned /\ \A u \in Tasks : acks[u] # <<>>
           whole == Collected(a, [u \in Tasks |-> acks[u][1]])
           taken == [flow EXCEPT !.chan[s][t] = Tail(@), !.arrived[t] = IF aligned THEN {} ELSE arrived]
       IN /\ log' = IF aligned THEN [log EXCEPT ![t] = WithSealed(t, a, flow.id)] ELSE log
          /\ flow' = CASE complete -> [taken EXCEPT !.acks = [u \in Tasks |-> <<>>], !.id = 0]
                       [] aligned /\ ~complete -> [taken EXCEPT !.acks = acks]
                       [] OTHER -> taken
          /\ att' = IF ~complete THEN att
                    ELSE [att EXCEPT ![a] = [(IF Has("decision-first") THEN @ ELSE Queued(@, whole))
                                                EXCEPT !.cp = whole, !.next = flow.id + 1]]
    /\ UNCHANGED <<claim, journal, ledger, writer, timeouts, used>>

-----------------------------------------------------------------------------
(* The decision: write, then sync and look for newer attempts. *)

\* The bytes can be read from now on; a loss of power may still take them. What an attempt writes behind the back of one
\* that has published its segment leads nowhere.
Write(a) ==
    /\ IsRunning(a)
    /\ att[a].cp # NoCheckpoint /\ ~att[a].written
    /\ att' = [att EXCEPT ![a].written = TRUE]
    /\ journal' = IF journal.owner = a
                  THEN [journal EXCEPT !.list = Append(@, att[a].cp), !.durable = FALSE]
                  ELSE journal
    /\ UNCHANGED <<claim, flow, log, ledger, writer, timeouts, used>>

Sync(a) ==
    /\ IsRunning(a)
    /\ att[a].written
    /\ journal' = IF journal.owner = a THEN [journal EXCEPT !.durable = TRUE] ELSE journal
    /\ IF Has("claim-check") /\ claim > a
       THEN Die(a)
       ELSE /\ att' = [att EXCEPT ![a] = [(IF Has("decision-first") THEN Queued(@, @.cp) ELSE @)
                                             EXCEPT !.cp = NoCheckpoint, !.written = FALSE]]
            /\ UNCHANGED flow
    /\ UNCHANGED <<claim, log, ledger, writer, timeouts, used>>

-----------------------------------------------------------------------------
(* The commit of a decided checkpoint: the oldest first, task by task. *)

CommitTransaction(a, i, t, reply) ==
    LET n == att[a].queue[i].n
        left == Tail(att[a].queue[i].ts)
        c == Confirmed([att[a].queue EXCEPT ![i].ts = left], att[a].conf)
    IN /\ log' = [log EXCEPT ![t][Only(SealedIndex(t, a, n))].st = "committed"]
       /\ ledger' = IF Has("ledger-in-transaction") \/ reply = "received" THEN [ledger EXCEPT ![t] = n] ELSE ledger
       /\ IF reply = "received"
          THEN att' = [att EXCEPT ![a].queue = c.queue, ![a].conf = c.conf] /\ UNCHANGED flow
          ELSE Die(a)

\* Only a mutant: the live attempt writes a lost transaction again, beside its newer output.
RedoLive(a, i, t) ==
    LET n == att[a].queue[i].n
        checkpoint == Only({c \in {journal.list[k] : k \in 1..Len(journal.list)} : c.id = n})
        c == Confirmed([att[a].queue EXCEPT ![i].ts = Tail(@)], att[a].conf)
    IN /\ n \in IdsOf(journal.list)
       /\ log' = [log EXCEPT ![t] = WithRedone(t, a, n, checkpoint.com[t])]
       /\ ledger' = [ledger EXCEPT ![t] = n]
       /\ att' = [att EXCEPT ![a].queue = c.queue, ![a].conf = c.conf]
       /\ UNCHANGED flow

\* A reply that is lost ends the attempt; so does the news that the transaction is gone.
Commit(a) ==
    /\ IsRunning(a)
    /\ \E i \in 1..Len(att[a].queue) :
        /\ Has("commit-in-order") => i = 1
        /\ att[a].queue[i].ts # <<>>
        /\ LET t == Head(att[a].queue[i].ts)
           IN IF SealedIndex(t, a, att[a].queue[i].n) # {}
              THEN \E reply \in {"received"} \cup (IF a < AttemptsMax THEN {"lost"} ELSE {}) :
                    CommitTransaction(a, i, t, reply)
              ELSE IF Has("redo-in-recovery-only") THEN Die(a) /\ UNCHANGED <<log, ledger>>
              ELSE RedoLive(a, i, t)
    /\ UNCHANGED <<claim, journal, writer, timeouts, used>>

\* A bounded job ends after the commit of its last output.
Finish(a) ==
    /\ Runs(a)
    /\ flow.pos = EndOf /\ flow.base = EndOf /\ flow.id = 0 /\ att[a].cp = NoCheckpoint
    /\ Has("end-after-commit") => att[a].queue = <<>>
    /\ att' = [att EXCEPT ![a] = [ph |-> "done"]]
    /\ flow' = NoFlow
    /\ UNCHANGED <<claim, journal, log, ledger, writer, timeouts, used>>

-----------------------------------------------------------------------------
(* The start of an attempt, which is always a recovery. Any older attempt may be alive, at any step of its own. *)

Claim(a) ==
    /\ claim = a - 1
    /\ \A b \in Attempts : att[b].ph # "done"
    /\ claim' = a
    /\ att' = [att EXCEPT ![a] = [ph |-> "claimed"]]
    /\ flow' = NoFlow
    /\ UNCHANGED <<journal, log, ledger, writer, timeouts, used>>

FirstId == IF Has("fresh-ids") THEN Max(LastOf(journal.list).id + 2, journal.first + 1) ELSE LastOf(journal.list).id + 1

Read(a) ==
    /\ att[a].ph = "claimed"
    /\ att' = [att EXCEPT ![a] = [ph |-> "read", snap |-> journal.list, next |-> IF journal.owner = 0 THEN 1 ELSE FirstId]]
    /\ UNCHANGED <<claim, journal, flow, log, ledger, writer, timeouts, used>>

\* The new segment, with a copy of what was read, is durable before the attempt acts on it. Then it looks for newer ones.
Publish(a) ==
    /\ att[a].ph = "read"
    /\ journal' = IF a > journal.owner
                  THEN [owner |-> a, first |-> att[a].next, list |-> att[a].snap,
                        durable |-> Has("synced-copy") \/ journal.durable \/ att[a].snap # journal.list]
                  ELSE journal
    /\ IF claim > a THEN Die(a) ELSE att' = [att EXCEPT ![a].ph = "published"] /\ UNCHANGED flow
    /\ UNCHANGED <<claim, log, ledger, writer, timeouts, used>>

RECURSIVE Committables(_, _)
Committables(list, conf) ==
    IF list = <<>> THEN <<>>
    ELSE LET c == Head(list)
             here == IF c.id <= conf THEN <<>>
                     ELSE [i \in 1..Len(TasksToCommit(c)) |->
                            [n |-> c.id, t |-> TasksToCommit(c)[i], recs |-> c.com[TasksToCommit(c)[i]]]]
         IN here \o Committables(Tail(list), conf)

Pending(list) ==
    IF Has("carry-unconfirmed") THEN Committables(list, LastOf(list).conf)
    ELSE Committables(list, IF Len(list) < 2 THEN 0 ELSE list[Len(list) - 1].id)
NotInLedger(todo) == IF Has("ledger") THEN SelectSeq(todo, LAMBDA e : ledger[e.t] < e.n) ELSE todo
LedgerIsAhead(list) == \E t \in Tasks : ledger[t] > LastOf(list).id
MayDisturb(a) == claim = a \/ claim < AttemptsMax \/ ~LastIsLeftAlone

\* Fencing ends every open transaction and every producer of every attempt; what was committed before is in the ledger.
\* A newer attempt that has not opened its producers yet is not hit by an older one: so some of them are missed.
IsHit(txn, missed) == ~IsCommitted(txn) /\ txn.by \notin missed
FenceBut(a, missed) ==
    /\ att[a].ph = "published"
    /\ MayDisturb(a)
    /\ log' = CASE ~Has("fence") -> log
                [] ~Has("abort-unlisted") ->
                    [t \in Tasks |-> [i \in 1..Len(log[t]) |->
                        IF log[t][i].st = "sealed" /\ IsHit(log[t][i], missed)
                        THEN [log[t][i] EXCEPT !.st = "committed"] ELSE log[t][i]]]
                [] OTHER -> [t \in Tasks |-> SelectSeq(log[t], LAMBDA txn : ~IsHit(txn, missed))]
    /\ LET fenced == [b \in Attempts |-> IF b \notin missed \cup {a} /\ IsRunning(b) /\ Has("fence")
                                        THEN [att[b] EXCEPT !.valid = FALSE] ELSE att[b]]
           settling == [ph |-> "settling", snap |-> att[a].snap, next |-> att[a].next, opened |-> FALSE,
                        todo |-> IF Has("commit-decided") THEN NotInLedger(Pending(att[a].snap)) ELSE <<>>]
       IN att' = [fenced EXCEPT ![a] = IF LedgerIsAhead(att[a].snap) THEN Dead ELSE settling]
    /\ UNCHANGED flow
    /\ UNCHANGED <<claim, journal, ledger, writer, timeouts, used>>

Newer(a) == {b \in Attempts : b > a /\ IsRunning(b)}
Fence(a) == \E missed \in SUBSET Newer(a) : FenceBut(a, missed)

\* Opening the recoveries' producer fences whoever had it. The ledger is read again, because until then he could commit.
OpenWriter(a) ==
    /\ att[a].ph = "settling"
    /\ att[a].todo # <<>> /\ (~att[a].opened \/ writer # a)
    /\ MayDisturb(a)
    /\ writer' = a
    /\ IF LedgerIsAhead(att[a].snap)
       THEN Die(a)
       ELSE /\ att' = [att EXCEPT ![a].opened = TRUE,
                                  ![a].todo = IF Has("ledger-read-again") THEN NotInLedger(@) ELSE @]
            /\ UNCHANGED flow
    /\ UNCHANGED <<claim, journal, log, ledger, timeouts, used>>

\* The reply to this commit is lost if the attempt dies right after it.
Redo(a) ==
    /\ att[a].ph = "settling"
    /\ att[a].todo # <<>> /\ att[a].opened
    /\ IF Has("one-writer") /\ writer # a
       THEN Die(a) /\ UNCHANGED <<log, ledger>>
       ELSE LET e == Head(att[a].todo)
            IN /\ log' = [log EXCEPT ![e.t] = WithRedone(e.t, a, e.n, e.recs)]
               /\ ledger' = [ledger EXCEPT ![e.t] = e.n]
               /\ att' = [att EXCEPT ![a].todo = Tail(@)]
               /\ UNCHANGED flow
    /\ UNCHANGED <<claim, journal, writer, timeouts, used>>

Run(a) ==
    /\ att[a].ph = "settling" /\ claim = a
    /\ att[a].todo = <<>> \/ ~Has("settle-first")
    /\ LET last == LastOf(att[a].snap)
       IN /\ flow' = FlowFrom(a, last)
          /\ att' = [att EXCEPT ![a] = [ph |-> "running", valid |-> TRUE, next |-> att[a].next, cp |-> NoCheckpoint,
                                        written |-> FALSE, queue |-> <<>>, conf |-> last.id]]
    /\ UNCHANGED <<claim, journal, log, ledger, writer, timeouts, used>>

-----------------------------------------------------------------------------
(* What goes wrong. *)

\* A process is killed, or an attempt fails for a reason of its own. An older one is left alive: that it does nothing more is one of its ways.
Crash(a) ==
    /\ IsAlive(a) /\ claim = a /\ a < AttemptsMax
    /\ Die(a)
    /\ UNCHANGED <<claim, journal, log, ledger, writer, timeouts, used>>

\* The machine loses power: all attempts end, and what was written and not synced may be gone.
PowerLoss ==
    /\ claim < AttemptsMax
    /\ \E a \in Attempts : IsAlive(a)
    /\ att' = [a \in Attempts |-> IF IsAlive(a) THEN Dead ELSE att[a]]
    /\ flow' = NoFlow
    /\ journal' \in {journal} \cup (IF journal.durable THEN {}
                                    ELSE {[journal EXCEPT !.list = SubSeq(@, 1, Len(@) - 1), !.durable = TRUE]})
    /\ UNCHANGED <<claim, log, ledger, writer, timeouts, used>>

\* An attempt whose producers were fenced learns it and fails.
Fenced(a) ==
    /\ IsRunning(a) /\ ~att[a].valid /\ claim = a
    /\ Die(a)
    /\ UNCHANGED <<claim, journal, log, ledger, writer, timeouts, used>>

-----------------------------------------------------------------------------

Init ==
    /\ claim = 0
    /\ journal = [owner |-> 0, first |-> 0, list |-> <<>>, durable |-> TRUE]
    /\ att = [a \in Attempts |-> New]
    /\ flow = NoFlow
    /\ log = [t \in Tasks |-> <<>>]
    /\ ledger = [t \in Tasks |-> 0]
    /\ writer = 0
    /\ timeouts = 0
    /\ used = {}

Step(a) ==
    \/ Read(a) \/ Publish(a) \/ Fence(a) \/ OpenWriter(a) \/ Redo(a) \/ Run(a)
    \/ \E s \in Sources : Emit(a, s) \/ Inject(a, s)
    \/ \E s \in Sources, t \in Tasks : TakeRecord(a, s, t) \/ TakeBarrier(a, s, t)
    \/ Trigger(a) \/ Write(a) \/ Sync(a) \/ Commit(a) \/ Finish(a) \/ Fenced(a)

Fault == \/ PowerLoss
         \/ \E a \in Attempts : Crash(a)
         \/ \E t \in Tasks : TimeOut(t)

Next == Fault \/ \E a \in Attempts : Claim(a) \/ Step(a)

\* The newest attempt goes on, and a dead one is followed by the next. Nothing is demanded of older ones.
NewestStep == \E a \in Attempts : claim = a /\ Step(a)
Restart == \E a \in Attempts : Claim(a) /\ (claim = 0 \/ ~IsAlive(claim))
Spec == Init /\ [][Next]_vars /\ WF_vars(NewestStep) /\ WF_vars(Restart)

-----------------------------------------------------------------------------
(* Safety. *)

DurableIds == IF journal.durable THEN IdsOf(journal.list) ELSE IdsOf(SubSeq(journal.list, 1, Len(journal.list) - 1))
IdsKnownDecided(a) == IF IsRunning(a) THEN {att[a].queue[i].n : i \in 1..Len(att[a].queue)} ELSE {}

\* Exactly once, first half: no record is twice in the committed output.
NoDuplicate == \A t \in Tasks : Cardinality(VisibleSet(t)) = Len(Visible(t))

\* Exactly once, second half: whatever an attempt takes for committed can be seen.
AllVisible == UNION {VisibleSet(t) : t \in Tasks}
IsVisibleUpTo(id) ==
    LET shown == AllVisible
    IN \A i \in 1..Len(journal.list) :
        journal.list[i].id <= id => \A r \in Records : r[2] <= journal.list[i].pos[r[1]] => r \in shown
NoLossBelowTheConfirmed ==
    /\ \A a \in Attempts : IsRunning(a) => IsVisibleUpTo(att[a].conf)
    /\ IsVisibleUpTo(LastOf(journal.list).conf)

\* I1: a checkpoint holds exactly the effects of the records before its barrier, in every task.
IsConsistent(checkpoint) ==
    \A t \in Tasks : checkpoint.st[t] = {r \in Records : Route[r[1]][r[2]] = t /\ r[2] <= checkpoint.pos[r[1]]}
CutIsConsistent ==
    /\ \A i \in 1..Len(journal.list) : IsConsistent(journal.list[i])
    /\ \A a \in Attempts : IsRunning(a) /\ att[a].cp # NoCheckpoint => IsConsistent(att[a].cp)

\* I2, I3: output is visible only if its checkpoint is decided, for good.
NothingVisibleUndecided ==
    \A t \in Tasks : \A i \in 1..Len(log[t]) : IsCommitted(log[t][i]) => log[t][i].n \in DurableIds

\* I9: what an attempt takes for decided is in the chain that every later attempt reads. So no two attempts decide.
DecidedIsInTheChain == \A a \in Attempts : IdsKnownDecided(a) \subseteq DurableIds

\* I5: the ledger says exactly what is committed.
LedgerIsTrue ==
    \A t \in Tasks : LET committed == {log[t][i].n : i \in IndexOf(t, IsCommitted)}
                     IN IF committed = {} THEN ledger[t] = 0
                        ELSE ledger[t] \in committed /\ \A n \in committed : n <= ledger[t]

\* A checkpoint id belongs to one attempt.
IdsAreNeverReused == \A u, v \in used : u[1] = v[1] => u[2] = v[2]

\* I8, I12: records of one key stand in the committed output in the order of their source.
OrderIsKept ==
    \A t \in Tasks : LET v == Visible(t)
                     IN \A i, j \in 1..Len(v) : i < j /\ v[i][1] = v[j][1] => v[i][2] <= v[j][2]

\* I11.
EndsAfterItsLastOutput ==
    (\E a \in Attempts : att[a].ph = "done") => AllVisible = Records

(* Liveness, with a bounded number of faults: in the end each record is visible once (I4, I11). *)
AllVisibleOnce == NoDuplicate /\ AllVisible = Records
EverythingIsVisibleOnceInTheEnd == <>[]AllVisibleOnce
JobEnds == <>(\E a \in Attempts : att[a].ph = "done")
=============================================================================
