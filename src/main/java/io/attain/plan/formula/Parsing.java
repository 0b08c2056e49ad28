package io.attain.plan.formula;

/** What came of reading a formula. */
public sealed interface Parsing {

    record Parsed(Expression expression) implements Parsing {}

    record NotParsed(Problem problem) implements Parsing {}

    /**
     * @param text at most 2,000 characters, nested at most 40 deep, of at most 500 parts
     */
    static Parsing of(String text) {
        return Parser.parse(text);
    }
}
