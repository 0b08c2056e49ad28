package io.attain.calculation.engine;

import java.util.Arrays;

import io.attain.calculation.engine.Participation.Track;
import io.attain.plan.language.Clawback;
import io.attain.plan.language.Window;

/** What one component of one participation counts, while it is being calculated. */
final class Tally {

    /** How a credit enters. */
    enum Entry {
        /** As itself. */
        COUNTED,
        /** A return that takes back what its original kept, once that is known. */
        TAKES_BACK,
        /** A return by which the window is computed again. */
        RECOMPUTES,
        /** A return after the days in which it could take anything. */
        TOO_LATE
    }

    final Payee payee;
    final int p;
    final int c;
    final Participation participation;
    final Track track;
    final CompiledComponent last;
    final EarnedBefore.Of before;
    final Window window;

    /** Indices of the credits of the window, in their order. */
    int[] credit;
    long[] measure;
    Entry[] entry = {};
    int[] endOfSegment;
    int count;
    int firstOfPeriod;
    /** Of the window, in units of the measure. */
    long total;
    /** What the pay function came to over the window before any modifier, in minor units; once it is asked for. */
    long gross;
    /** Over the window, the periods before included, before the plan's cap and what returns take back. */
    long earned;
    boolean measured;
    boolean paid;

    Tally(Payee payee, int p, int c) {
        this.payee = payee;
        this.p = p;
        this.c = c;
        this.participation = payee.participations().get(p);
        this.track = participation.tracks().get(c);
        this.last = track.last();
        this.window = last.definition.window();
        this.before = payee.before().of(participation.plan(), track.id());
        this.credit = new int[0];
        this.measure = new long[0];
        this.endOfSegment = new int[participation.segments().size()];
    }

    void begin(int capacity) {
        credit = new int[capacity];
        measure = new long[capacity];
        count = 0;
        total = 0;
        firstOfPeriod = 0;
        entry = new Entry[0];
    }

    void add(int index, long counted, Entry how) {
        credit[count] = index;
        measure[count] = counted;
        if (how != Entry.COUNTED && entry.length == 0) {
            entry = new Entry[credit.length];
            Arrays.fill(entry, Entry.COUNTED);
        }
        if (entry.length > 0) {
            entry[count] = how;
        }
        total = Math.addExact(total, counted);
        count++;
    }

    Entry entry(int i) {
        return entry.length == 0 ? Entry.COUNTED : entry[i];
    }

    boolean isPrior(int i) {
        return i < firstOfPeriod;
    }

    Clawback clawback() {
        return last.definition.payment().clawback();
    }

    /** The first day of the window. */
    int since(int periodFrom) {
        return window.isToDate() ? Math.min(track.figures().since(), periodFrom) : periodFrom;
    }

    /** What earlier periods of the window earned, without what returns took back. */
    long earnedBefore() {
        long earnedBefore = before.withoutCredit();
        for (int i = 0; i < firstOfPeriod; i++) {
            if (entry(i) == Entry.COUNTED || entry(i) == Entry.RECOMPUTES) {
                earnedBefore = Math.addExact(earnedBefore, before.credit(credit[i]));
            }
        }
        return earnedBefore;
    }
}
