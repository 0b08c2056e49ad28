package io.attain.plan;

/**
 * One version of a plan; written {@code field-sales/1}.
 *
 * @param number from 1
 */
public record PlanVersionId(PlanId plan, int number) implements Comparable<PlanVersionId> {

    public PlanVersionId {
        if (number < 1) {
            throw new IllegalArgumentException("plan versions are numbered from 1, not " + number);
        }
    }

    public static PlanVersionId of(String plan, int number) {
        return new PlanVersionId(new PlanId(plan), number);
    }

    /** @throws IllegalArgumentException when the text is not of the form {@code field-sales/1} */
    public static PlanVersionId parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("not a plan version: " + text);
        }
        return of(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    @Override
    public int compareTo(PlanVersionId other) {
        int byPlan = plan.compareTo(other.plan);
        return byPlan != 0 ? byPlan : Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return plan + "/" + number;
    }
}
