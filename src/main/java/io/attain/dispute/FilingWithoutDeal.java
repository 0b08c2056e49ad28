package io.attain.dispute;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.sales.EventKey;
import io.attain.shared.Money;
import io.attain.statement.Statements;

/**
 * Filing a claim that no known deal belongs to. Compensation always looks at it first: what is missing can only be linked
 * by somebody who reads every import.
 */
@Component
class FilingWithoutDeal {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int LONGEST_REFERENCE = 80;
    private static final int LONGEST_CUSTOMER = 120;

    private final Periods periods;
    private final PayPeriods payPeriods;
    private final Participants participants;
    private final Statements statements;
    private final Deciders deciders;
    private final Limits limits;
    private final Tables tables;
    private final DisputeRows rows;
    private final Opening opening;
    private final CurrentUser currentUser;

    FilingWithoutDeal(Periods periods, PayPeriods payPeriods, Participants participants, Statements statements,
            Deciders deciders, Limits limits,
            Tables tables, DisputeRows rows, Opening opening, CurrentUser currentUser) {
        this.periods = periods;
        this.payPeriods = payPeriods;
        this.participants = participants;
        this.statements = statements;
        this.deciders = deciders;
        this.limits = limits;
        this.tables = tables;
        this.rows = rows;
        this.opening = opening;
        this.currentUser = currentUser;
    }

    FilingResult file(ClaimWithoutDeal claim) {
        User user = currentUser.get();
        Participant claimant = participants
                .byUser(user.id())
                .orElseThrow(() -> new AccessDeniedException("only participants file claims"));
        if (claim.reason().isEmpty() || claim.reason().length() > DisputeLog.LONGEST_TEXT) {
            return refused("dispute-reason", "Say why, in up to " + DisputeLog.LONGEST_TEXT + " characters.");
        }
        if (claim.expected().filter(Money::isNegative).isPresent()) {
            return refused("dispute-expected", "What you expect to be paid more is an amount above zero.");
        }
        return switch (claim) {
            case ClaimWithoutDeal.Missing missing -> missing(missing, claimant, user);
            case ClaimWithoutDeal.OfLine line -> ofLine(line, claimant, user);
        };
    }

    private FilingResult missing(ClaimWithoutDeal.Missing claim, Participant claimant, User user) {
        NamedDeal deal = claim.deal();
        if (deal.reference().isEmpty() || deal.reference().length() > LONGEST_REFERENCE) {
            return refused("dispute-reference", "Name the order or contract, in up to " + LONGEST_REFERENCE
                    + " characters.");
        }
        if (deal.customer().isEmpty() || deal.customer().length() > LONGEST_CUSTOMER) {
            return refused("dispute-customer", "Name the customer, in up to " + LONGEST_CUSTOMER + " characters.");
        }
        if (!deal.amount().isPositive()) {
            return refused("dispute-amount", "The amount of the deal is above zero.");
        }
        if (deal.percent().signum() <= 0 || deal.percent().compareTo(HUNDRED) > 0
                || deal.percent().stripTrailingZeros().scale() > 6) {
            return refused("dispute-shares", "Your share is above 0 and up to 100 %, with at most six decimals.");
        }
        Optional<Period> period = payPeriods.of(claimant.id(), deal.soldOn());
        if (period.isEmpty()) {
            return refused("dispute-period-unknown", "No period of the calendar holds " + deal.soldOn() + ".");
        }
        EventKey key = NamedDeal.keyOf(claimant.id(), "deal\n" + deal.reference() + "\n" + deal.customer());
        FileClaim filed = new FileClaim(key, ClaimKind.SPLIT_REQUEST, List.of(), claim.reason(), Optional.empty(),
                ClaimReason.MISSING_DEAL, claim.expected());
        return open(filed, claimant, user, period.get().id(), Optional.of(deal));
    }

    private FilingResult ofLine(ClaimWithoutDeal.OfLine claim, Participant claimant, User user) {
        if (claim.about().isAboutShares()) {
            return refused("dispute-line-shares", "No deal stands behind this line that could be shared otherwise.");
        }
        Optional<PeriodId> period = periodOf(claim.line());
        boolean known = period.isPresent() && statements.view(claimant.id(), period.get())
                .filter(statement -> statement.lines().stream()
                        .anyMatch(line -> claim.line().equals(period.get() + "/" + line.lineNo())))
                .isPresent();
        if (!known) {
            return refused("dispute-line-unknown", "Your statements have no line " + claim.line() + ".");
        }
        FileClaim filed = new FileClaim(NamedDeal.keyOf(claimant.id(), "line\n" + claim.line()),
                ClaimKind.CREDIT_CONTEST, List.of(), claim.reason(), Optional.of(claim.line()), claim.about(),
                claim.expected());
        return open(filed, claimant, user, period.get(), Optional.empty());
    }

    private Optional<PeriodId> periodOf(String line) {
        int slash = line.lastIndexOf('/');
        return periods.all().stream().map(Period::id)
                .filter(id -> slash > 0 && id.value().equals(line.substring(0, slash)))
                .findFirst();
    }

    private FilingResult open(FileClaim claim, Participant claimant, User user, PeriodId id,
            Optional<NamedDeal> named) {
        Period period = periods.hold(id);
        Optional<Dispute> open = rows.holdOpen(claim.deal());
        if (open.isPresent()) {
            return refused("dispute-filed-already",
                    "You have claimed this already: write what is new in dispute " + open.get().id() + ".");
        }
        LocalDate asOf = periods.businessDate();
        Deciders.Parties parties = new Deciders.Parties(claimant.id(), List.of(), claim.deal(), id, asOf);
        Panel panel = deciders.of(parties);
        DisputeRules.Circumstances circumstances = new DisputeRules.Circumstances(claim.kind(), claim.about(),
                claim.expected().map(money -> limits.minor(money, period)).orElse(0L), period.state(), panel.managers(),
                0,
                0);
        Deciders.Seat seat = panel.first(tables.routing(circumstances));
        DisputeId filed = opening.insert(new Opening.Opened(claim, claimant, user, id, DisputeState.TRIAGE, List.of(),
                asOf, seat, claim.expected(), claim.expected()));
        named.ifPresent(deal -> opening.named(filed, deal));
        opening.begin(filed);
        return new FilingResult.Filed(filed);
    }

    private static FilingResult refused(String code, String sentence) {
        return new FilingResult.Refused(code, sentence);
    }
}
