package io.attain.plan.formula;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.attain.plan.formula.Expression.And;
import io.attain.plan.formula.Expression.Arithmetic;
import io.attain.plan.formula.Expression.BooleanLiteral;
import io.attain.plan.formula.Expression.Call;
import io.attain.plan.formula.Expression.Comparator;
import io.attain.plan.formula.Expression.Comparison;
import io.attain.plan.formula.Expression.Conditional;
import io.attain.plan.formula.Expression.DateLiteral;
import io.attain.plan.formula.Expression.Name;
import io.attain.plan.formula.Expression.Negation;
import io.attain.plan.formula.Expression.Not;
import io.attain.plan.formula.Expression.NumberLiteral;
import io.attain.plan.formula.Expression.OneOf;
import io.attain.plan.formula.Expression.Operator;
import io.attain.plan.formula.Expression.Or;
import io.attain.plan.formula.Expression.TextLiteral;
import io.attain.plan.formula.Expression.Within;

/** Recursive descent over the text. Length, nesting and the number of nodes are bounded, and with them all cost. */
final class Parser {

    static final int LONGEST = 2_000;
    private static final int DEEPEST = 40;
    private static final int MOST_NODES = 500;
    private static final int MOST_DIGITS = 20;
    private static final int MOST_DECIMALS = 12;
    private static final Set<String> RESERVED = Set.of("and", "or", "not", "if", "then", "else", "true", "false",
            "between", "in", "date");

    /** Leaves the descent at the first thing that cannot be read; caught where it began. */
    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        private Unreadable(int position, String sentence, String remedy) {
            super(sentence, null, false, false);
            this.problem = new Problem(position, sentence, remedy);
        }
    }

    private enum Kind {
        NUMBER, TEXT, WORD, SIGN, END
    }

    private record Token(Kind kind, String text, int position) {}

    private final List<Token> tokens;
    private int at;
    private int depth;
    private int nodes;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Parsing parse(String text) {
        try {
            Parser parser = new Parser(tokens(text));
            Expression expression = parser.expression();
            if (parser.token().kind != Kind.END) {
                throw new Unreadable(parser.token().position,
                        "\"%s\" does not belong here.".formatted(parser.token().text),
                        "Put an operator before it, or remove it.");
            }
            return new Parsing.Parsed(expression);
        } catch (Unreadable unreadable) {
            return new Parsing.NotParsed(unreadable.problem);
        }
    }

    static boolean isReserved(String word) {
        return RESERVED.contains(word);
    }

    private static List<Token> tokens(String text) {
        if (text.length() > LONGEST) {
            throw new Unreadable(LONGEST, "The formula is longer than %d characters.".formatted(LONGEST),
                    "Give a part of it a component of its own.");
        }
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int begin = i;
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                i++;
            } else if (isDigit(c)) {
                i = number(text, i);
                tokens.add(new Token(Kind.NUMBER, text.substring(begin, i), begin));
            } else if (c == '"') {
                i = text(text, i, tokens);
            } else if (Character.isLetter(c) || c == '_') {
                while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
                    i++;
                }
                tokens.add(new Token(Kind.WORD, text.substring(begin, i), begin));
            } else {
                i += signLength(text, i);
                tokens.add(new Token(Kind.SIGN, text.substring(begin, i), begin));
            }
        }
        tokens.add(new Token(Kind.END, "the end", text.length()));
        return tokens;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int from) {
        int i = from;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        int digits = i - from;
        int decimals = 0;
        // Two points are a range: [1..5].
        if (i + 1 < text.length() && text.charAt(i) == '.' && isDigit(text.charAt(i + 1))) {
            int point = i++;
            while (i < text.length() && isDigit(text.charAt(i))) {
                i++;
            }
            decimals = i - point - 1;
        }
        if (digits > MOST_DIGITS || decimals > MOST_DECIMALS) {
            throw new Unreadable(from, "The number has too many digits.",
                    "At most %d before the point and %d after it.".formatted(MOST_DIGITS, MOST_DECIMALS));
        }
        return i;
    }

    private static int text(String text, int from, List<Token> tokens) {
        StringBuilder value = new StringBuilder();
        int i = from + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            value.append(text.charAt(i++));
        }
        if (i >= text.length()) {
            throw new Unreadable(from, "The text has no end.", "Close it with a quotation mark.");
        }
        tokens.add(new Token(Kind.TEXT, value.toString(), from));
        return i + 1;
    }

    private static int signLength(String text, int from) {
        String two = text.substring(from, Math.min(from + 2, text.length()));
        if (Set.of("**", "<=", ">=", "!=", "..").contains(two)) {
            return 2;
        }
        if ("+-*/=<>()[],".indexOf(text.charAt(from)) < 0) {
            throw new Unreadable(from, "\"%s\" is not a sign of the language.".formatted(text.charAt(from)),
                    "Known: + - * / ** = != < <= > >= ( ) [ ] , and texts in quotation marks.");
        }
        return 1;
    }

    private Token token() {
        return tokens.get(at);
    }

    private boolean take(String text) {
        Token token = token();
        boolean matches = (token.kind == Kind.WORD || token.kind == Kind.SIGN) && token.text.equals(text);
        if (matches) {
            at++;
        }
        return matches;
    }

    private void expect(String text) {
        if (!take(text)) {
            throw new Unreadable(token().position, "Here is %s, but \"%s\" is due.".formatted(shown(token()), text),
                    "Write %s here.".formatted(text));
        }
    }

    private static String shown(Token token) {
        return token.kind == Kind.END ? token.text : "\"%s\"".formatted(token.text);
    }

    private Expression node(Expression expression) {
        if (++nodes > MOST_NODES) {
            throw new Unreadable(expression.position(), "The formula has more than %d parts.".formatted(MOST_NODES),
                    "Give a part of it a component of its own.");
        }
        return expression;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw new Unreadable(token().position, "The formula is nested more than %d deep.".formatted(DEEPEST),
                    "Give a part of it a component of its own.");
        }
    }

    private Expression expression() {
        deeper();
        Expression expression = token().kind == Kind.WORD && token().text.equals("if") ? conditional() : disjunction();
        depth--;
        return expression;
    }

    private Expression conditional() {
        int position = token().position;
        expect("if");
        Expression when = expression();
        expect("then");
        Expression then = expression();
        expect("else");
        return node(new Conditional(position, when, then, expression()));
    }

    private Expression disjunction() {
        Expression left = conjunction();
        for (int position = token().position; take("or"); position = token().position) {
            left = node(new Or(position, left, conjunction()));
        }
        return left;
    }

    private Expression conjunction() {
        Expression left = comparison();
        for (int position = token().position; take("and"); position = token().position) {
            left = node(new And(position, left, comparison()));
        }
        return left;
    }

    private Expression comparison() {
        Expression left = sum();
        int position = token().position;
        for (Comparator comparator : Comparator.values()) {
            if (take(comparator.sign)) {
                return node(new Comparison(position, comparator, left, sum()));
            }
        }
        if (take("between")) {
            Expression from = sum();
            expect("and");
            return node(new Within(position, left, from, true, sum(), true));
        }
        if (take("in")) {
            return in(position, left);
        }
        return left;
    }

    private Expression in(int position, Expression value) {
        boolean bracket = take("[");
        if (!bracket) {
            expect("(");
        }
        Expression first = sum();
        if (take("..")) {
            Expression to = sum();
            boolean toIncluded = take("]");
            if (!toIncluded) {
                expect(")");
            }
            return node(new Within(position, value, first, bracket, to, toIncluded));
        }
        List<Expression> choices = new ArrayList<>(List.of(first));
        while (take(",")) {
            choices.add(sum());
        }
        expect(bracket ? "]" : ")");
        return node(new OneOf(position, value, choices));
    }

    private Expression sum() {
        Expression left = product();
        while (true) {
            int position = token().position;
            if (take("+")) {
                left = node(new Arithmetic(position, Operator.PLUS, left, product()));
            } else if (take("-")) {
                left = node(new Arithmetic(position, Operator.MINUS, left, product()));
            } else {
                return left;
            }
        }
    }

    private Expression product() {
        Expression left = unary();
        while (true) {
            int position = token().position;
            if (take("*")) {
                left = node(new Arithmetic(position, Operator.TIMES, left, unary()));
            } else if (take("/")) {
                left = node(new Arithmetic(position, Operator.DIVIDED_BY, left, unary()));
            } else {
                return left;
            }
        }
    }

    private Expression unary() {
        int position = token().position;
        if (take("-")) {
            deeper();
            Expression of = unary();
            depth--;
            return node(new Negation(position, of));
        }
        return power();
    }

    private Expression power() {
        Expression base = primary();
        int position = token().position;
        return take("**") ? node(new Arithmetic(position, Operator.TO_THE, base, primary())) : base;
    }

    private Expression primary() {
        Token token = token();
        at++;
        switch (token.kind) {
            case NUMBER :
                return node(new NumberLiteral(token.position, new BigDecimal(token.text)));
            case TEXT :
                return node(new TextLiteral(token.position, token.text));
            case WORD :
                return word(token);
            default :
                if (token.text.equals("(") && token.kind == Kind.SIGN) {
                    Expression inner = expression();
                    expect(")");
                    return inner;
                }
                at--;
                throw new Unreadable(token.position, "Here is %s, but a value is due.".formatted(shown(token)),
                        "Write a number, a text in quotation marks, a name or a function.");
        }
    }

    private Expression word(Token token) {
        return switch (token.text) {
            case "true" -> node(new BooleanLiteral(token.position, true));
            case "false" -> node(new BooleanLiteral(token.position, false));
            case "not" -> {
                expect("(");
                Expression of = expression();
                expect(")");
                yield node(new Not(token.position, of));
            }
            case "date" -> take("(") ? date(token) : node(new Name(token.position, token.text));
            default -> {
                if (RESERVED.contains(token.text)) {
                    throw new Unreadable(token.position,
                            "\"%s\" is a word of the language and stands where a value is due.".formatted(token.text),
                            "Write a number, a text in quotation marks, a name or a function.");
                }
                yield take("(") ? call(token) : node(new Name(token.position, token.text));
            }
        };
    }

    private Expression date(Token token) {
        Token text = token();
        if (text.kind != Kind.TEXT) {
            throw new Unreadable(text.position, "A date is written as a text.", "Such as date(\"2017-01-31\").");
        }
        at++;
        expect(")");
        try {
            LocalDate day = LocalDate.parse(text.text);
            if (day.getYear() >= 1900 && day.getYear() <= 2999) {
                return node(new DateLiteral(token.position, day));
            }
        } catch (DateTimeException malformed) {
            // Told below, like a year out of range.
        }
        throw new Unreadable(text.position, "\"%s\" is not a day.".formatted(shortened(text.text)),
                "Write year, month and day, such as 2017-01-31.");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40).toLowerCase(Locale.ROOT) + "…";
    }

    private Expression call(Token token) {
        List<Expression> arguments = new ArrayList<>();
        if (!take(")")) {
            do {
                arguments.add(expression());
            } while (take(","));
            expect(")");
        }
        return node(new Call(token.position, token.text, arguments));
    }
}
