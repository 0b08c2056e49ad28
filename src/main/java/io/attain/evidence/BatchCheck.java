package io.attain.evidence;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.attain.calculation.RunArchive;
import io.attain.calculation.RunId;
import io.attain.participant.ParticipantId;
import io.attain.payable.Exchange;
import io.attain.payout.KeptBack;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutContent;
import io.attain.payout.PayoutLine;
import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.shared.Sha256;

/**
 * Holds what a batch paid against what the run earned: run, statement, ledger, line and signature must say the same, to
 * the cent. It needs no database and no engine.
 */
final class BatchCheck {

    private final JsonNode manifest;
    private final Map<String, byte[]> files;
    private final List<String> differences = new ArrayList<>();
    private final Map<String, String> pay = new HashMap<>();

    private BatchCheck(JsonNode manifest, Map<String, byte[]> files) {
        this.manifest = manifest;
        this.files = files;
    }

    /**
     * @return every way in which they differ, each in a sentence
     * @throws IOException when a file is missing or cannot be read as what it should be
     */
    static List<String> differences(JsonNode manifest, Map<String, byte[]> files) throws IOException {
        BatchCheck check = new BatchCheck(manifest, files);
        try {
            check.all();
        } catch (NullPointerException | IllegalArgumentException | DateTimeException unreadable) {
            throw new IOException("the batch cannot be read: " + unreadable.getMessage(), unreadable);
        }
        return check.differences;
    }

    private void all() throws IOException {
        Map<String, Money> earned = new TreeMap<>();
        for (JsonNode one : JsonLines.read(files, RunArchive.RESULTS)) {
            earned.put(text(one, "participant"), money(one, "earned_minor"));
        }
        Map<String, Money> stated = new TreeMap<>();
        Map<String, Money> statedAdjustments = new TreeMap<>();
        Map<String, Money> toPay = new TreeMap<>();
        Map<String, Money> exchanged = new TreeMap<>();
        statements(earned, stated, statedAdjustments, toPay, exchanged);
        same(earned, stated, "%s: the run earned %s, the statement says %s.");
        same(adjusted(), statedAdjustments, "%s: the adjustments come to %s, the statement says %s.");
        Map<String, Money> accrued = new TreeMap<>();
        Map<String, Money> paid = new TreeMap<>();
        Map<String, Money> converted = new TreeMap<>();
        ledger(accrued, paid, converted);
        same(exchanged, converted, "%s: by the rate of the statement %s is exchanged, the ledger exchanged %s.");
        same(earned, accrued, "%s: the run earned %s, the ledger accrued %s.");
        List<PayoutLine> lines = lines();
        Map<String, Money> batched = new TreeMap<>();
        Map<String, Money> released = new TreeMap<>();
        Map<ParticipantId, KeptBack.Why> kept = keptBack();
        lines.forEach(line -> {
            batched.merge(line.participant().value(), line.amount(), Money::plus);
            if (!kept.containsKey(line.participant())) {
                released.merge(line.participant().value(), line.amount(), Money::plus);
            }
        });
        same(toPay, batched, "%s: the statement pays %s, the batch %s.");
        same(released, paid, "%s: the batch pays %s, the ledger %s.");
        signatures(lines, kept);
        exports();
    }

    /** By name, and of locked periods. */
    private Map<String, Money> adjusted() throws IOException {
        Map<String, Money> adjusted = new TreeMap<>();
        for (JsonNode one : JsonLines.read(files, DecisionFiles.ADJUSTMENTS)) {
            add(adjusted, text(one, "participant"), money(one, "amount_minor"));
        }
        for (JsonNode one : JsonLines.read(files, RunArchive.CORRECTIONS)) {
            add(adjusted, text(one, "participant"), money(one, "after_minor").minus(money(one, "before_minor")));
        }
        return adjusted;
    }

    /** Each currency by itself. */
    private void add(Map<String, Money> sums, String participant, Money amount) {
        String named = amount.currency().getCurrencyCode().equals(pay.get(participant))
                ? participant
                : participant + " in " + amount.currency();
        sums.merge(named, amount, Money::plus);
    }

    /** What was earned in another currency is what the run says; the rate makes the statement's figure of it. */
    private void exchanges(JsonNode statement, Map<String, Money> earned, Map<String, Money> stated,
            Map<String, Money> adjusted, Map<String, Money> exchanged) {
        String participant = text(statement, "participant");
        Money own = money(statement, "earned_minor");
        Money ownAdjusted = money(statement, "adjustments_minor");
        for (Exchange one : ArchivedExchange.read(statement)) {
            own = own.minus(one.earnedInPay());
            ownAdjusted = ownAdjusted.minus(one.correctedInPay());
            add(adjusted, participant, one.corrected());
            add(exchanged, participant, one.payable());
            add(exchanged, participant, one.paid().negate());
            if (Optional.ofNullable(earned.get(participant))
                    .filter(money -> money.currency().equals(one.from())).isPresent()) {
                stated.put(participant, one.earned());
            }
        }
        add(adjusted, participant, ownAdjusted);
        if (!own.isZero() || !stated.containsKey(participant)) {
            stated.put(participant, own);
        }
    }

    private void statements(Map<String, Money> earned, Map<String, Money> stated, Map<String, Money> adjusted,
            Map<String, Money> toPay, Map<String, Money> exchanged) throws IOException {
        for (JsonNode one : JsonLines.read(files, MoneyFiles.STATEMENTS)) {
            String participant = text(one, "participant");
            pay.put(participant, text(one, "currency"));
            exchanges(one, earned, stated, adjusted, exchanged);
            Money sum = money(one, "earned_minor").plus(money(one, "adjustments_minor"))
                    .plus(money(one, "carried_minor")).plus(money(one, "deferred_minor"))
                    .plus(money(one, "draw_minor"));
            Money payable = money(one, "payable_minor");
            if (!sum.equals(payable)) {
                differences.add("%s: the parts of the statement come to %s, it says %s."
                        .formatted(participant, sum, payable));
            }
            Money held = money(one, "held_minor");
            Money payout = payable.isNegative() ? held : payable.plus(held);
            if (!payout.equals(money(one, "payout_minor"))) {
                differences.add("%s: by the statement %s is to be paid, it says %s."
                        .formatted(participant, payout, money(one, "payout_minor")));
            }
            if (payout.isPositive()) {
                toPay.put(participant, payout);
            }
        }
    }

    /** Σ debits = Σ credits in every transfer; what the run accrued and the batch paid, by participant. */
    private void ledger(Map<String, Money> accrued, Map<String, Money> paid, Map<String, Money> converted)
            throws IOException {
        String ofRun = "accrual:%s:%s:".formatted(text(manifest, "period"), text(manifest, "run"));
        String exchange = "exchange:%s:%s:".formatted(text(manifest, "period"), text(manifest, "run"));
        String ofBatch = "paid:%s:%s:".formatted(text(manifest, "period"), text(manifest, "batch"));
        for (JsonNode transfer : JsonLines.read(files, MoneyFiles.LEDGER)) {
            String key = text(transfer, "key");
            Map<String, Money> sums = new TreeMap<>();
            for (JsonNode entry : transfer.get("entries")) {
                Money debit = money(entry, "debit_minor");
                sums.merge(text(entry, "currency"), debit, Money::plus);
                if (key.startsWith(ofRun) && text(entry, "account").equals("EARNED")) {
                    accrued.merge(text(entry, "participant"), debit.negate(), Money::plus);
                }
                if (key.startsWith(exchange) && text(entry, "account").equals("EXCHANGE")) {
                    add(converted, text(entry, "participant"), debit.negate());
                }
                if (key.startsWith(ofBatch) && Set.of("PAID", "IN_PAYMENT").contains(text(entry, "account"))) {
                    paid.merge(text(entry, "participant"), debit.negate(), Money::plus);
                }
            }
            if (sums.values().stream().anyMatch(sum -> !sum.isZero())) {
                differences.add("The transfer %s does not balance.".formatted(key));
            }
        }
    }

    private List<PayoutLine> lines() throws IOException {
        List<PayoutLine> lines = new ArrayList<>();
        for (JsonNode line : JsonLines.read(files, MoneyFiles.PAYOUT)) {
            lines.add(new PayoutLine(new ParticipantId(text(line, "participant")), text(line, "name"),
                    text(line, "employee_number"), text(line, "legal_entity"), text(line, "cost_centre"),
                    LocalDate.parse(text(line, "pay_date")), money(line, "amount_minor"),
                    line.path("final_settlement").asBoolean()));
        }
        return lines;
    }

    /** Lines of the batch that wait for the next one. */
    private Map<ParticipantId, KeptBack.Why> keptBack() throws IOException {
        Map<ParticipantId, KeptBack.Why> kept = new HashMap<>();
        for (JsonNode line : JsonLines.read(files, MoneyFiles.PAYOUT)) {
            if (line.has("kept_back")) {
                kept.put(new ParticipantId(text(line, "participant")), new KeptBack.Why(
                        KeptBack.Kind.valueOf(text(line, "kept_back")), text(line, "kept_back_because")));
            }
        }
        return kept;
    }

    private void signatures(List<PayoutLine> lines, Map<ParticipantId, KeptBack.Why> kept) throws IOException {
        String digest = text(manifest, "batch_sha256");
        Sha256 ofLines = PayoutContent.digest(new PeriodId(text(manifest, "period")),
                new RunId(UUID.fromString(text(manifest, "run"))), lines, kept);
        if (!ofLines.hex().equals(digest)) {
            differences
                    .add("The lines of the batch come to digest %s; signed was %s.".formatted(ofLines.hex(), digest));
        }
        Set<String> steps = new TreeSet<>(List.of(PayoutBatch.SIGN));
        if (manifest.get("second_signature").booleanValue()) {
            steps.add(PayoutBatch.SECOND_SIGNATURE);
        }
        Set<String> hands = new HashSet<>(List.of(text(manifest, "prepared_by")));
        for (JsonNode approval : JsonLines.read(files, DecisionFiles.APPROVALS)) {
            if (text(approval, "subject").equals(text(manifest, "case")) && text(approval, "verdict").equals("APPROVED")
                    && text(approval, "of_sha256").equals(digest) && steps.contains(text(approval, "step"))
                    && hands.add(text(approval, "decided_by"))) {
                steps.remove(text(approval, "step"));
            }
        }
        steps.forEach(step -> differences
                .add("The signature %s of this batch, by other hands than those before, is not there."
                        .formatted(step)));
    }

    private void exports() throws IOException {
        for (JsonNode written : JsonLines.read(files, MoneyFiles.EXPORTS)) {
            byte[] content = files.get(MoneyFiles.EXPORT_FOLDER + text(written, "file"));
            if (content == null || !Sha256.of(content).hex().equals(text(written, "sha256"))) {
                differences.add("The file %s is not the one that was written: it had SHA-256 %s."
                        .formatted(text(written, "file"), text(written, "sha256")));
            }
        }
    }

    /** Nothing on one side is zero on the other. */
    private void same(Map<String, Money> left, Map<String, Money> right, String sentence) {
        TreeSet<String> everyone = new TreeSet<>(left.keySet());
        everyone.addAll(right.keySet());
        for (String who : everyone) {
            Optional<Money> one = Optional.ofNullable(left.get(who)).filter(money -> !money.isZero());
            Optional<Money> other = Optional.ofNullable(right.get(who)).filter(money -> !money.isZero());
            if (!one.equals(other)) {
                differences.add(sentence.formatted(who, said(one), said(other)));
            }
        }
    }

    private static String said(Optional<Money> money) {
        return money.map(Money::toString).orElse("nothing");
    }

    private static Money money(JsonNode node, String field) {
        return Money.ofMinor(node.get(field).longValue(), Currency.getInstance(text(node, "currency")));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("there is no " + field + " where one should be");
        }
        return value.textValue();
    }
}
