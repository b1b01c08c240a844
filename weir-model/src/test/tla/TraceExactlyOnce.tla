------------------------- MODULE TraceExactlyOnce -------------------------
(***************************************************************************)
(* Asks whether what the real engine did, in a simulated world, is a       *)
(* behaviour of ExactlyOnce. Each event of a trace is a step of the model, *)
(* or says something that must be true of the model's state; steps that    *)
(* nobody sees are taken in between. After Cirstea, Kuppe, Loillier and    *)
(* Merz, "Validating Traces of Distributed Programs Against TLA+" (2024).  *)
(*                                                                         *)
(* All traces of a run are checked at once: each is an initial state.      *)
(* docs/model.md says what the events are.                                 *)
(***************************************************************************)
EXTENDS ExactlyOnce, Traces, TLC

VARIABLES
    trace, \* which of the traces
    place, \* of the next event
    told   \* what events have said and the model has no variable for

Events == TheTraces[trace]
HasEnded == place > Len(Events)
Event == Events[place]
Value(i) == Event[i + 2]

IsTold(fact) == fact \in told
Tell(fact) == told' = told \cup {fact}
Forget(facts) == told' = told \ facts
TellNothing == UNCHANGED told
NoStep == UNCHANGED vars
Newest == Cardinality({fact \in told : fact[1] = "claim"})

\* The model does not follow the records of an attempt that has been overtaken: they lead nowhere.
IsOvertaken(a) == claim > a

-----------------------------------------------------------------------------
(* Steps that nobody sees. *)

\* A claim counts when its attempt reads the journal, at the latest: what an older attempt does meanwhile may be a step before it.
Unseen(a) ==
    \/ claim < a /\ Claim(a)
    \/ ~IsTold(<<"gone", a>>) /\ Read(a)
    \/ IsTold(<<"deciding", a>>) /\ Write(a)
    \/ IsTold(<<"fencing", a>>) /\ FenceBut(a, Newer(a))

\* Only a task's last barrier is told. Nothing comes from a channel behind its barrier before that, so the others can be taken together with the last.
EarlierBarrier ==
    /\ Event[1] = "aligned" /\ Runs(Event[2])
    /\ LET t == Value(1)
           missing == {s \in Sources : s \notin flow.arrived[t]}
       IN /\ Cardinality(missing) > 1
          /\ TakeBarrier(Event[2], CHOOSE s \in missing : TRUE, t)

Silent ==
    /\ ~HasEnded
    /\ EarlierBarrier \/ \E a \in 1..Newest : Unseen(a)
    /\ UNCHANGED <<trace, place, told>>

-----------------------------------------------------------------------------
(* The start of an attempt, and its recovery. *)

SawClaim(a) == NoStep /\ Tell(<<"claim", a>>)
SawPublish(a) == TellNothing /\ IF att[a].ph = "new" THEN (\E b \in Attempts : att[b].ph = "done") /\ NoStep ELSE Publish(a)

\* What comes after the end of the job finds it ended.
SawRecovered(a, id) ==
    /\ NoStep /\ TellNothing
    /\ \/ att[a].ph = "published" /\ LastOf(att[a].snap).id = id
       \/ att[a].ph = "new" /\ (\E b \in Attempts : att[b].ph = "done") /\ LastOf(journal.list).id = id

SawFencing(a) == att[a].ph = "published" /\ NoStep /\ Tell(<<"fencing", a>>)
SawFenced(a) == att[a].ph = "settling" /\ NoStep /\ Forget({<<"fencing", a>>})

\* Who opens it without having anything to write, for the ledger's first entries, shuts others out all the same.
SawOpened(a) ==
    /\ TellNothing
    /\ att[a].ph = "settling"
    /\ IF att[a].todo # <<>> /\ (~att[a].opened \/ writer # a)
       THEN OpenWriter(a)
       ELSE writer' = a /\ UNCHANGED <<claim, journal, att, flow, log, ledger, timeouts, used>>

SawRedone(a, t, n, recs) ==
    /\ TellNothing
    /\ att[a].ph = "settling" /\ writer = a
    /\ att[a].todo # <<>> /\ Head(att[a].todo) = [n |-> n, t |-> t, recs |-> recs]
    /\ Redo(a)

SawRunning(a) == TellNothing /\ IF IsOvertaken(a) THEN NoStep ELSE Run(a)

-----------------------------------------------------------------------------
(* The flow of records, and checkpoints. *)

SawEmit(a, s, p) == flow.pos[s] + 1 = p /\ Emit(a, s)
SawTrigger(a, n) == att[a].next = n /\ Begin(a)
SawInject(a, s, n, p) == flow.id = n /\ flow.pos[s] = p /\ Inject(a, s)
SawTake(a, t, s, p, count) ==
    /\ flow.chan[s][t] # <<>> /\ Head(flow.chan[s][t]) = p
    /\ TakeRecord(a, s, t)
    /\ Cardinality(flow'.seen[t]) = count
SawAligned(a, t, n) ==
    /\ flow.id = n
    /\ \E s \in Sources : flow.arrived[t] \cup {s} = Sources /\ TakeBarrier(a, s, t)

SawFlow(a) ==
    /\ TellNothing
    /\ IF IsOvertaken(a) THEN NoStep
       ELSE /\ Runs(a)
            /\ CASE Event[1] = "emit" -> SawEmit(a, Value(1), Value(2))
                 [] Event[1] = "trigger" -> SawTrigger(a, Value(1))
                 [] Event[1] = "inject" -> SawInject(a, Value(1), Value(2), Value(3))
                 [] Event[1] = "take" -> SawTake(a, Value(1), Value(2), Value(3), Value(4))
                 [] Event[1] = "aligned" -> SawAligned(a, Value(1), Value(2))

\* Sealed in the model together with the barrier; the broker's word comes later, and the decision needs it.
SawSealed(a, t, n) ==
    /\ NoStep
    /\ IF IsOvertaken(a) THEN TellNothing
       ELSE /\ IsRunning(a)
            /\ (flow.id = n /\ flow.acks[t] # <<>>) \/ att[a].cp.id = n
            /\ Tell(<<"sealed", a, t>>)

SawDeciding(a, n) ==
    /\ NoStep
    /\ IF IsRunning(a) /\ att[a].cp.id = n /\ \A t \in Tasks : IsTold(<<"sealed", a, t>>)
       THEN Tell(<<"deciding", a>>)
       ELSE IsOvertaken(a) /\ TellNothing

\* Nobody takes a checkpoint for decided once a newer attempt has claimed its number.
SawDecided(a, n) ==
    /\ Newest = a
    /\ IsRunning(a) /\ att[a].cp.id = n
    /\ Sync(a)
    /\ Forget({<<"deciding", a>>} \cup {<<"sealed", a, t>> : t \in Tasks})

-----------------------------------------------------------------------------
(* Commits. *)

SawCommitting(a, t, n) ==
    /\ NoStep /\ TellNothing
    /\ \/ IsRunning(a) /\ \E i \in 1..Len(att[a].queue) : att[a].queue[i].n = n
       \/ att[a].ph = "settling" /\ n \in IdsOf(att[a].snap)

\* A reply that is lost ends the attempt, of which nothing more is told then.
SawVisible(a, t, n, recs) ==
    /\ TellNothing
    /\ IsRunning(a) /\ att[a].queue # <<>>
    /\ att[a].queue[1].n = n /\ Head(att[a].queue[1].ts) = t
    /\ SealedIndex(t, a, n) # {}
    /\ log[t][Only(SealedIndex(t, a, n))].recs = recs
    /\ Commit(a) /\ att'[a].ph = "running"

SawCommitted(a, t, n) == NoStep /\ TellNothing /\ ledger[t] >= n
SawConfirmed(a, n) == NoStep /\ TellNothing /\ IsRunning(a) /\ att[a].conf >= n

SawFinished(a) ==
    /\ TellNothing
    /\ IF IsOvertaken(a) THEN AllVisible = Records /\ NoStep ELSE Finish(a)

\* A reader of committed records, at the end.
SawShown(t, recs) == NoStep /\ TellNothing /\ Visible(t) = recs /\ AllVisible = Records

-----------------------------------------------------------------------------
(* Ends of attempts. *)

FactsOf(a) == {<<"fencing", a>>, <<"deciding", a>>} \cup {<<"sealed", a, t>> : t \in Tasks}

\* What an attempt has asked the brokers for may still happen. One that could not have asked is dead at once, which spares TLC the variants.
SawGone(a) ==
    /\ told' = (told \ FactsOf(a)) \cup {<<"gone", a>>}
    /\ IF att[a].ph \in {"claimed", "read", "published"} \/ (att[a].ph = "settling" /\ ~att[a].opened)
       THEN Die(a) /\ UNCHANGED <<claim, journal, log, ledger, writer, timeouts, used>>
       ELSE NoStep

SawPower ==
    /\ told' = (told \ UNION {FactsOf(a) : a \in 1..Newest}) \cup {<<"gone", a>> : a \in 1..Newest}
    /\ IF \E a \in Attempts : IsAlive(a) THEN PowerLoss ELSE NoStep

-----------------------------------------------------------------------------

Saw(a) ==
    CASE Event[1] = "claim" -> SawClaim(a)
      [] Event[1] = "publish" -> SawPublish(a)
      [] Event[1] = "recovered" -> SawRecovered(a, Value(1))
      [] Event[1] = "fencing" -> SawFencing(a)
      [] Event[1] = "opened" -> SawOpened(a)
      [] Event[1] = "fenced" -> SawFenced(a)
      [] Event[1] = "redone" -> SawRedone(a, Value(1), Value(2), Value(3))
      [] Event[1] = "running" -> SawRunning(a)
      [] Event[1] \in {"emit", "trigger", "inject", "take", "aligned"} -> SawFlow(a)
      [] Event[1] = "sealed" -> SawSealed(a, Value(1), Value(2))
      [] Event[1] = "deciding" -> SawDeciding(a, Value(1))
      [] Event[1] = "decided" -> SawDecided(a, Value(1))
      [] Event[1] = "committing" -> SawCommitting(a, Value(1), Value(2))
      [] Event[1] = "visible" -> SawVisible(a, Value(1), Value(2), Value(3))
      [] Event[1] = "committed" -> SawCommitted(a, Value(1), Value(2))
      [] Event[1] = "confirmed" -> SawConfirmed(a, Value(1))
      [] Event[1] = "finished" -> SawFinished(a)
      [] Event[1] = "gone" -> SawGone(a)
      [] Event[1] = "power" -> SawPower
      [] Event[1] = "shown" -> SawShown(Value(1), Value(2))

Seen ==
    /\ ~HasEnded
    /\ Event[1] \in {"power", "shown"} \/ Event[2] \in Attempts
    /\ Saw(Event[2])
    /\ place' = place + 1
    /\ UNCHANGED trace

TraceInit ==
    /\ Init
    /\ trace \in 1..Len(TheTraces)
    /\ place = 1
    /\ told = {}
    /\ TLCSet(trace, 0)

TraceNext == Silent \/ Seen
TraceSpec == TraceInit /\ [][TraceNext]_<<vars, trace, place, told>>

-----------------------------------------------------------------------------
(* What is reported: how far each trace has come, and the invariants that break on the way. Neither ends the search for the other traces. *)

Reports == place > TLCGet(trace) => TLCSet(trace, place) /\ PrintT(<<"reached", trace, place>>)

Keeps(name, holds) == holds \/ (PrintT(<<"broken", trace, place, name>>) /\ FALSE)
Sound ==
    /\ Keeps("NoDuplicate", NoDuplicate)
    /\ Keeps("NoLossBelowTheConfirmed", NoLossBelowTheConfirmed)
    /\ Keeps("CutIsConsistent", CutIsConsistent)
    /\ Keeps("NothingVisibleUndecided", NothingVisibleUndecided)
    /\ Keeps("DecidedIsInTheChain", DecidedIsInTheChain)
    /\ Keeps("LedgerIsTrue", LedgerIsTrue)
    /\ Keeps("IdsAreNeverReused", IdsAreNeverReused)
    /\ Keeps("OrderIsKept", OrderIsKept)
    /\ Keeps("EndsAfterItsLastOutput", EndsAfterItsLastOutput)

\* Between these events no invariant can break: nothing that they speak of changes.
Telling == {"trigger", "aligned", "deciding", "decided", "visible", "redone", "confirmed", "finished", "power"}
GoesOn == (place > 1 /\ Events[place - 1][1] \in Telling => Sound) /\ Reports
=============================================================================
