package io.attain.ledger;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.shared.Sha256;

/**
 * A movement of money to be posted once.
 *
 * @param idempotencyKey posting the same key again changes nothing; the same key with another content is an error
 * @param entries        two or more, debits equal to credits in every currency
 * @param memo           for people to read, at most 600 characters; a prior-period adjustment has one
 * @param cause          of a hold or release, and of no other kind: why, such as {@code dispute/42}
 */
public record Transfer(
        String idempotencyKey,
        TransferKind kind,
        PeriodId period,
        LocalDate effectiveOn,
        List<Entry> entries,
        Optional<TransferId> reverses,
        Optional<String> cause,
        Optional<String> memo) {

    private static final int LONGEST_MEMO = 600;

    public Transfer {
        entries = List.copyOf(entries);
        if (idempotencyKey.isBlank()) {
            throw new IllegalArgumentException("a transfer has an idempotency key");
        }
        if ((kind == TransferKind.REVERSAL) != reverses.isPresent()) {
            throw new IllegalArgumentException("a reversal, and only a reversal, names what it reverses");
        }
        if ((kind == TransferKind.HOLD || kind == TransferKind.RELEASE) != cause.isPresent()) {
            throw new IllegalArgumentException("a hold or release, and nothing else, names its cause");
        }
        Map<Currency, Long> sums = new TreeMap<>((a, b) -> a.getCurrencyCode().compareTo(b.getCurrencyCode()));
        for (Entry entry : entries) {
            Money amount = entry.amount();
            sums.merge(amount.currency(), amount.minor(), Math::addExact);
        }
        if (entries.size() < 2 || sums.values().stream().anyMatch(sum -> sum != 0)) {
            throw new IllegalArgumentException("unbalanced transfer " + idempotencyKey + ": " + sums);
        }
    }

    /** A transfer without a memo. */
    public Transfer(
            String idempotencyKey,
            TransferKind kind,
            PeriodId period,
            LocalDate effectiveOn,
            List<Entry> entries,
            Optional<TransferId> reverses,
            Optional<String> cause) {
        this(idempotencyKey, kind, period, effectiveOn, entries, reverses, cause, Optional.empty());
    }

    /** A transfer of a kind that names no cause. */
    public Transfer(
            String idempotencyKey,
            TransferKind kind,
            PeriodId period,
            LocalDate effectiveOn,
            List<Entry> entries,
            Optional<TransferId> reverses) {
        this(idempotencyKey, kind, period, effectiveOn, entries, reverses, Optional.empty(), Optional.empty());
    }

    /** The same transfer, saying why. */
    public Transfer because(String why) {
        return new Transfer(idempotencyKey, kind, period, effectiveOn, entries, reverses, cause,
                Optional.of(why.length() <= LONGEST_MEMO ? why : why.substring(0, LONGEST_MEMO - 1) + "…"));
    }

    /** Debits one account and credits another with the same amount; a negative amount moves the other way. */
    public static Transfer of(
            String idempotencyKey,
            TransferKind kind,
            PeriodId period,
            LocalDate effectiveOn,
            Account debit,
            Account credit,
            Money amount) {
        return new Transfer(
                idempotencyKey,
                kind,
                period,
                effectiveOn,
                List.of(Entry.debit(debit, amount), Entry.credit(credit, amount)),
                Optional.empty());
    }

    Sha256 content() {
        String entriesText = entries.stream()
                .map(e -> "%s|%s|%s|%d"
                        .formatted(
                                e.account().type(),
                                e.account().participant().map(p -> p.value()).orElse(""),
                                e.amount().currency().getCurrencyCode(),
                                e.amount().minor()))
                .collect(Collectors.joining("\n"));
        return Sha256.of("%s|%s|%s|%s%s%s\n%s"
                .formatted(
                        kind,
                        period,
                        effectiveOn,
                        reverses.map(TransferId::toString).orElse(""),
                        cause.map(why -> "|" + why).orElse(""),
                        memo.map(why -> "|" + why).orElse(""),
                        entriesText));
    }
}
