package io.attain.web;

import java.util.ArrayList;
import java.util.List;

import io.attain.period.PeriodState;
import io.attain.readiness.CloseFinding;
import io.attain.readiness.ControlTotal;
import io.attain.readiness.Weight;
import io.attain.workflow.close.CloseStatus;
import io.attain.workflow.close.CloseStep;

/** The close as a list to tick off, from what the process and the data say. */
final class CloseChecklist {

    private CloseChecklist() {}

    /**
     * One thing to do.
     *
     * @param state {@code done}, {@code now}, {@code bad} or empty for what is still to come
     */
    record Item(String label, String state, String note) {}

    static List<Item> of(CloseStatus status, PeriodState period, List<CloseFinding> findings,
            List<ControlTotal> totals) {
        List<Item> items = new ArrayList<>();
        boolean locked = period == PeriodState.LOCKED || period == PeriodState.PAID;
        long differing = totals.stream().filter(total -> !total.agrees()).count();
        items.add(new Item("Data arrived", locked ? "done" : differing > 0 ? "bad" : totals.isEmpty() ? "" : "done",
                totals.isEmpty()
                        ? "no control totals entered"
                        : "%d of %d control totals agree".formatted(totals.size() - differing, totals.size())));
        long blocking = findings.stream().filter(CloseFinding::blocks).count();
        long warnings = findings.stream().filter(one -> one.isOpen() && one.weight() == Weight.WARNING).count();
        long waived = findings.stream().filter(one -> !one.isOpen()).count();
        items.add(new Item("Exceptions resolved or waived", locked ? "done" : blocking > 0 ? "bad" : "done",
                "%d blocking, %d to look at, %d waived".formatted(blocking, warnings, waived)));
        CloseStep step = status.step();
        items.add(new Item("Freeze inputs", state(step, CloseStep.FREEZING), ""));
        items.add(new Item("Calculate", state(step, CloseStep.CALCULATING), status.chunks() == 0
                ? ""
                : "%d of %d parts".formatted(status.chunksDone(), status.chunks())));
        items.add(new Item("Reconcile, variance and outliers", state(step, CloseStep.RECONCILING), ""));
        long reviewed = status.teams().stream().filter(team -> team.decision().isPresent()).count();
        items.add(new Item("Manager review per team", state(step, CloseStep.TEAM_REVIEW),
                status.teams().isEmpty() ? "" : "%d of %d".formatted(reviewed, status.teams().size())));
        items.add(new Item("Finance reviews and prepares", state(step, CloseStep.PAYOUT_PREPARATION), ""));
        items.add(new Item("Sign-off", state(step, CloseStep.PAYOUT_SIGN_OFF, CloseStep.SECOND_SIGNATURE), ""));
        items.add(new Item("Lock and publish statements", locked ? "done" : state(step, CloseStep.LOCKING), ""));
        items.add(new Item("Release and export", period == PeriodState.PAID
                ? "done"
                : state(step, CloseStep.RELEASING), ""));
        boolean awaited = step == CloseStep.AWAITING_CONFIRMATION;
        items.add(new Item("Payment confirmed", period == PeriodState.PAID
                ? "done"
                : state(step, CloseStep.AWAITING_CONFIRMATION),
                awaited ? "the period is paid once every payment has an outcome" : ""));
        return items;
    }

    private static String state(CloseStep now, CloseStep own) {
        return state(now, own, own);
    }

    private static String state(CloseStep now, CloseStep first, CloseStep last) {
        return switch (now) {
            case NOT_STARTED, EXCEPTIONS, CORRECTIONS, CANCELLED, REOPENED -> "";
            default -> now.compareTo(last) > 0 ? "done" : now.compareTo(first) < 0 ? "" : "now";
        };
    }
}
