package io.attain.plan.formula;

/** A look at another component or at a key figure, such as {@code earned("base")}. */
public record Reference(String function, String argument) implements Comparable<Reference> {

    /** Whether it is a component that is looked at. */
    public boolean isComponent() {
        return !function.equals("kpi");
    }

    @Override
    public int compareTo(Reference other) {
        int byFunction = function.compareTo(other.function);
        return byFunction != 0 ? byFunction : argument.compareTo(other.argument);
    }

    @Override
    public String toString() {
        return "%s(\"%s\")".formatted(function, argument);
    }
}
