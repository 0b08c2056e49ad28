package io.attain.payout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.attain.ledger.Adjustment;
import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.payout.file.FixedZip;
import io.attain.payout.file.StatementPage;
import io.attain.payout.file.StatementPage.Figure;
import io.attain.payout.file.StatementPage.Line;
import io.attain.payout.file.StatementPdf;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.statement.Statement;
import io.attain.statement.Statements;

/** The published statements of a period on paper, by employee number. */
@Component
class StatementPrints {

    private final Statements statements;
    private final Participants participants;
    private final Periods periods;

    StatementPrints(Statements statements, Participants participants, Periods periods) {
        this.statements = statements;
        this.participants = participants;
        this.periods = periods;
    }

    byte[] zipOf(PayoutBatch batch) {
        StatementPdf pdf = new StatementPdf();
        Period period = periods.get(batch.period());
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Statement statement : statements.ofPeriod(batch.period())) {
            Participant who = participants.get(statement.participant());
            files.put("statement-%s-%s.pdf".formatted(period.id().value().toLowerCase(Locale.ROOT),
                    who.id().value()), pdf.of(page(statement, who, period)));
        }
        return FixedZip.of(files);
    }

    static StatementPage page(Statement statement, Participant who, Period period) {
        List<Figure> totals = new ArrayList<>();
        totals.add(figure("Earned", statement.earned()));
        for (Adjustment adjustment : statement.adjustmentLines()) {
            totals.add(figure("Adjustment: " + adjustment.reason(), adjustment.amount()));
        }
        unlessZero(totals, "Carried from before", statement.carried());
        unlessZero(totals, "Became payable of earlier periods, less what waits", statement.deferred());
        unlessZero(totals, "Draw", statement.draw());
        unlessZero(totals, "Held (−) and released (+)", statement.held());
        Money payout = statement.payable().isNegative()
                ? statement.held()
                : statement.payable().plus(statement.held());
        totals.add(figure("To be paid", payout));
        return new StatementPage(
                period.id().value(),
                who.name(),
                List.of(new Figure("Employee number", who.employeeNumber()),
                        new Figure("Legal entity", who.legalEntity()),
                        new Figure("Period", period.span().from() + " to " + period.lastDay()),
                        new Figure("Pay date", period.payDate().toString())),
                statement.lines().stream()
                        .map(line -> new Line(line.eventDate().toString(), line.text(), line.component(),
                                line.credit().isPresent() ? words(line.credited()) : "", words(line.amount())))
                        .toList(),
                totals,
                statement.steps().stream().map(step -> new Figure(words(step.amount()), step.english())).toList());
    }

    private static void unlessZero(List<Figure> totals, String label, Money amount) {
        if (!amount.isZero()) {
            totals.add(figure(label, amount));
        }
    }

    private static Figure figure(String label, Money amount) {
        return new Figure(label, words(amount));
    }

    /** As in {@code 1,234.50 USD}; a true minus before a negative amount. */
    static String words(Money money) {
        String plain = money.toDecimal().abs().toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String grouped = whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",");
        return (money.isNegative() ? "−" : "") + grouped + (point < 0 ? "" : plain.substring(point)) + " "
                + money.currency().getCurrencyCode();
    }
}
