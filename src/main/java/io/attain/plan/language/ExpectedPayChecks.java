package io.attain.plan.language;

import java.util.List;
import java.util.Optional;

import io.attain.shared.Finding;

/** Whether what an example expects to be paid can come of the plan at all. */
final class ExpectedPayChecks {

    private ExpectedPayChecks() {}

    static void payFits(PlanDefinition plan, Example example, String path, List<Finding> findings) {
        for (int k = 0; k < example.all().size(); k++) {
            String at = k == 0 ? path + "/expect" : path + "/then/" + (k - 1);
            example.all().get(k).pay().forEach((figure, amount) -> {
                if (amount.value().signum() < 0 && !mayBeNegative(figure)) {
                    findings.add(Finding.error(at + figure.path(), "It is never below zero: %s.".formatted(
                            figure.inWords()), "Write it as a number above zero; what is owed is \"receivable\"."));
                } else if (amount.value().signum() != 0) {
                    missing(plan, example, figure).ifPresent(finding -> findings
                            .add(Finding.error(at + figure.path(), finding.sentence(), finding.remedy())));
                }
            });
        }
    }

    private static boolean mayBeNegative(PayFigure figure) {
        return switch (figure) {
            case PAYABLE, UNCOLLECTED, HELD_BACK -> true;
            case ADVANCED, GUARANTEED, RECOVERED, DRAW_BALANCE, TAKEN, CARRIED, RECEIVABLE_BALANCE, PAID -> false;
        };
    }

    /** @param sentence what the plan lacks for the figure ever to be anything but zero */
    private record Missing(String sentence, String remedy) {}

    private static Optional<Missing> missing(PlanDefinition plan, Example example, PayFigure figure) {
        return switch (figure) {
            case ADVANCED -> draws(plan, Draw.Kind.RECOVERABLE)
                    ? Optional.empty()
                    : Optional.of(new Missing("The plan has no recoverable draw.",
                            "Give \"pay\" a draw of the type recoverable, or remove it here."));
            case GUARANTEED -> draws(plan, Draw.Kind.NON_RECOVERABLE)
                    ? Optional.empty()
                    : Optional.of(new Missing("The plan has no guarantee.",
                            "Give \"pay\" a draw of the type non-recoverable, or remove it here."));
            case RECOVERED, DRAW_BALANCE ->
                draws(plan, Draw.Kind.RECOVERABLE) || example.opening().draw().value().signum() > 0
                        ? Optional.empty()
                        : Optional.of(new Missing("The plan has no recoverable draw, and nothing was advanced before.",
                                "Say in \"opening\" what was advanced, or remove it here."));
            case UNCOLLECTED -> plan.components().stream().anyMatch(one -> one.payment().on() != Payment.On.BOOKING)
                    ? Optional.empty()
                    : Optional.of(new Missing("No component waits for an invoice or cash.",
                            "Make one \"payable\" on invoice or collection, or remove it here."));
            case HELD_BACK -> plan.components().stream().anyMatch(one -> one.payment().holdback().isPresent())
                    ? Optional.empty()
                    : Optional.of(new Missing("No component holds anything back.",
                            "Give one a \"holdback\", or remove it here."));
            case PAYABLE, TAKEN, CARRIED, RECEIVABLE_BALANCE, PAID -> Optional.empty();
        };
    }

    private static boolean draws(PlanDefinition plan, Draw.Kind kind) {
        return plan.pay().draw().filter(draw -> draw.kind() == kind).isPresent();
    }
}
