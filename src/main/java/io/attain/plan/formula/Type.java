package io.attain.plan.formula;

/** What an expression can come to. */
public enum Type {
    NUMBER, TEXT, BOOLEAN, DATE
}
