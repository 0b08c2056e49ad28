package io.attain.plan.formula;

import java.util.List;

/** What came of checking a formula against a scope. */
public sealed interface Checking {

    record Sound(TypedFormula formula) implements Checking {}

    /** At least one problem, in order of position. */
    record Unsound(List<Problem> problems) implements Checking {

        public Unsound {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads a formula and checks that every name is known and every type fits.
     *
     * @param wanted what the whole must come to
     */
    static Checking of(String text, Scope scope, Type wanted) {
        return switch (Parsing.of(text)) {
            case Parsing.NotParsed not -> new Unsound(List.of(not.problem()));
            case Parsing.Parsed parsed -> TypeCheck.check(parsed.expression(), scope, wanted);
        };
    }
}
